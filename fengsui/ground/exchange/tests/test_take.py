"""Taking: everything or nothing, once, and never on the strength of a preview that is not true any more."""

import pytest
from django.db import IntegrityError, transaction

from fengsui.cast import FOUNDED
from fengsui.ground.exchange import actions as exchange
from fengsui.ground.exchange.actions import writing
from fengsui.ground.exchange.models import Part, Stage, Step
from fengsui.ground.exchange.tests import province
from fengsui.ground.journal.models import Entry
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

HEADS = ["单位编码", "单位类别", "单位名称", "上级（属地）"]
ROW = ["x", "监狱", "演练（合成）监狱", "prisons"]
BAD = ["y", "监狱", "", "prisons"]


@pytest.fixture
def batch(system, units, bring):
    return bring(system, units["department"], units=[HEADS, ROW])


def test_it_is_taken_once(batch, system):
    assert exchange.take(batch, by=system)
    with pytest.raises(Refused, match="taken already"):
        exchange.take(batch, by=system)
    assert Unit.objects.filter(code="x").count() == 1


def test_the_journal_counts_and_the_file_is_gone(batch, system):
    exchange.take(batch, by=system)
    said = Entry.objects.get(kind="exchange.taken").data
    assert said == {"new": 1, "changed": 0, "left_out": 0}
    assert not Part.objects.filter(batch=batch).exists()


def test_rejected_rows_are_mended_or_set_aside(system, units, bring):
    batch = bring(system, units["department"], units=[HEADS, ROW, BAD])
    with pytest.raises(Refused, match="1 row is rejected") as refused:
        exchange.take(batch, by=system)
    assert refused.value.field == "leave_out"
    assert exchange.take(batch, by=system, leave_out=True)
    assert Entry.objects.get(kind="exchange.taken").data["left_out"] == 1


def test_nothing_new_is_nothing_to_take(system, units, bring):
    batch = bring(system, units["department"], units=[HEADS, ["prison", "监狱", "测试监狱", ""]])
    with pytest.raises(Refused, match="nothing to take"):
        exchange.take(batch, by=system)


def test_a_fault_in_the_middle_leaves_nothing(units, second_province, monkeypatch):
    batch = exchange.bring(second_province, "x.xlsx", unit=units["department"], by=SYSTEM, day=FOUNDED)
    exchange.match(batch, by=SYSTEM)
    before = Person.objects.count(), Unit.objects.count()
    monkeypatch.setattr(writing.Scribe, "station", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        exchange.take(batch, by=SYSTEM)
    assert (Person.objects.count(), Unit.objects.count()) == before
    assert not Step.objects.filter(batch=batch, stage=Stage.TAKEN).exists()


def test_a_change_meanwhile_that_matters_is_shown_first(batch, system):
    org.arrange([org.UnitRow("x", "prison", "另一", superiors={"territory": "prisons"})], since=FOUNDED, by=SYSTEM)
    assert not exchange.take(batch, by=system)
    batch.refresh_from_db()
    assert "new" not in batch.counts["units"]


def test_a_change_meanwhile_that_does_not_matter_stops_nobody(batch, system):
    org.arrange([org.UnitRow("z", "prison", "另一", superiors={"territory": "prisons"})], since=FOUNDED, by=SYSTEM)
    assert exchange.take(batch, by=system)


def test_the_second_of_two_administrators_is_told(system, security, units, second_province):
    first, second = (
        exchange.match(exchange.bring(second_province, "x", unit=units["department"], by=by), by=by)
        for by in (SYSTEM, system)
    )
    assert exchange.take(first, by=SYSTEM)
    assert not exchange.take(second, by=system)
    second.refresh_from_db()
    assert second.counts["units"] == {"same": len(province.units())}


def test_a_step_is_made_once(batch, system):
    Step.objects.create(batch=batch, stage=Stage.TAKEN, at=batch.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Step.objects.create(batch=batch, stage=Stage.TAKEN, at=batch.at)


def test_progress_is_said(batch, system):
    said = []
    exchange.take(batch, by=system, progress=lambda *how: said.append(how))
    assert said == [(1, 1)]


def test_an_abandoned_one_is_not_taken(batch, system):
    exchange.abandon(batch, by=system)
    with pytest.raises(Refused, match="abandoned"):
        exchange.take(batch, by=system)


@pytest.mark.parametrize("verb", ["take", "abandon", "match"])
def test_not_everybody(batch, zhao, verb):
    with pytest.raises(Refused, match="You cannot"):
        getattr(exchange, verb)(batch, by=zhao)


def test_station_seat_and_appointment_change_and_come_back(units, bring, second_province):
    body = exchange.bring(second_province, "x", unit=units["department"], by=SYSTEM, day=FOUNDED)
    exchange.take(exchange.match(body, by=SYSTEM), by=SYSTEM)
    who = province.persons()[0]
    heads = ["姓名", "身份证号", "手机号", "单位编码", "职务", "结束日期"]
    appointments = [heads, [who["name"], who["identity"], who["phone"], who["unit"], "单位负责人", "2020-06-01"]]
    stations = [["单位编码", "名称", "人数"], ["p2-p1", "大门岗", "3"]]
    batch = bring(SYSTEM, units["department"], appointments=appointments, stations=stations)
    assert batch.counts == {"appointments": {"changed": 1}, "stations": {"changed": 1}}
    exchange.take(batch, by=SYSTEM)
    assert exchange.undo(batch, by=SYSTEM) == 2
    assert Unit.objects.get(code="p2-p1").stations.get().capacity == 2
