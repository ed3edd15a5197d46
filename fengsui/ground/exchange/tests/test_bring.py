"""Bringing: sealed, seen by one, destroyed in time."""

from datetime import timedelta

import pytest

from fengsui.ground.clock import queries as clock
from fengsui.ground.exchange import actions as exchange
from fengsui.ground.exchange.actions import bringing, storing
from fengsui.ground.exchange.models import Batch, Part, Taken
from fengsui.ground.exchange.settling import settle
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.vault.models import Key
from fengsui.house import Refused


@pytest.fixture
def brought(system, units, second_province):
    return exchange.bring(second_province, "名单.xlsx", unit=units["department"], by=system)


def test_the_file_is_sealed_and_opens_with_its_key(brought, second_province):
    assert second_province[:200] not in bytes(brought.file_sealed)  # a shorter piece may stand in it by chance
    assert storing.opened_file(brought) == second_province
    assert "名单".encode() not in bytes(brought.name_sealed)


def test_once_read_only_sealed_rows_are_kept(brought, system):
    exchange.match(brought, by=system)
    brought.refresh_from_db()
    assert bytes(brought.file_sealed) == b""
    assert all("演练".encode() not in bytes(part.body_sealed) for part in Part.objects.all())


@pytest.mark.parametrize(
    ("body", "unit", "sentence"),
    [(b"", "department", "Choose a file"), (b"x" * 40, "department", "larger than"), (b"x", None, "Choose the unit")],
)
def test_what_is_no_upload_is_refused(system, units, monkeypatch, body, unit, sentence):
    monkeypatch.setattr(bringing, "MOST_BYTES", 30)
    with pytest.raises(Refused, match=sentence):
        exchange.bring(body, "x", unit=units[unit] if unit else None, by=system)


def test_nobody_brings_in_above_their_own(bureau, units):
    with pytest.raises(Refused, match="You cannot"):
        exchange.bring(b"x", "x", unit=units["department"], by=bureau)


def test_after_thirty_days_nothing_of_it_is_left(brought, system):
    exchange.take(exchange.match(brought, by=system), by=system, leave_out=True)  # the holder of a seat is not known
    settle(clock.now(), clock.now() + timedelta(days=29))
    assert Taken.objects.exists()
    settle(clock.now(), clock.now() + timedelta(days=31))
    assert not Taken.objects.exists()
    assert not Key.objects.filter(pk=brought.pk).exists()
    assert bytes(Batch.objects.get().name_sealed) == b""


def test_abandoned_it_is_gone_at_once(brought, system):
    exchange.match(brought, by=system)
    exchange.abandon(brought, by=system)
    assert not Part.objects.exists()
    assert not Key.objects.filter(pk=brought.pk).exists()


def test_matched_again_it_says_the_same(brought, system):
    exchange.match(brought, by=system)
    digest = brought.digest
    assert exchange.match(Batch.objects.get(), by=system).digest == digest


def test_progress_reaches_its_end(brought, system):
    said = []
    exchange.match(brought, by=system, progress=lambda *how: said.append(how))
    assert said[-1] == (bringing.STEPS, bringing.STEPS)


def test_the_system_brings_in_where_nobody_is(drill, second_province):
    assert exchange.bring(second_province, "x", unit=None, by=SYSTEM).unit is None
