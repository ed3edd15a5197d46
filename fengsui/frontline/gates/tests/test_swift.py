"""The swift way and the one by one make the same of a batch."""

from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from django.db import transaction

from fengsui.cast import EVENING
from fengsui.frontline.gates.actions import listing, packing, swift, syncing
from fengsui.frontline.gates.models import Alert, Device, Pass, Passage, Regular, Stray, Tally
from fengsui.frontline.gates.queries import calling, watch
from fengsui.frontline.gates.queries.state import mark
from fengsui.frontline.gates.queries.store import opened
from fengsui.frontline.gates.tests.conftest import record, withdrawal
from fengsui.ground.journal.models import Entry
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.vault import actions as vault


@pytest.fixture
def resident(gate):
    pen = vault.new()
    sealed = pen.seal("name", "李四")
    return Regular.objects.create(pk=pen.subject, unit=gate.unit, since=EVENING.date(), version=7, name_sealed=sealed)


@pytest.fixture
def swiftly(send, monkeypatch):
    """`swiftly(record, …)`: the batch, and whether nothing of it went one by one."""

    def call(*records, **more):
        slow = []
        one_by_one = syncing.sync
        with monkeypatch.context() as patch:
            patch.setattr(syncing, "sync", lambda *said: (slow.append(1), one_by_one(*said))[1])
            call.told = send(*records, **more)
        return not slow

    return call


def batch(resident, card, chance):
    """Two hundred records of all kinds, around two midnights."""
    for n in range(200):
        moment = EVENING - timedelta(seconds=chance.randrange(90_000), milliseconds=chance.randrange(1000))
        said = {
            "way": chance.choice(["in", "out"]), "kind": chance.choice(["person", "visitor", "vehicle", "counted"]),
            "people": chance.randrange(1, 60), "outcome": chance.choice(["admitted", "admitted", "refused"]),
            "reason": chance.choice(["", "", "area", "no_permit"]), "building": chance.choice(["", "1", "二号楼"]),
            "site": chance.choice(["", "wrist", "unreadable"]),
        }  # fmt: skip
        maybe = {
            "heat": chance.choice([340, 365, 373, 380]), "again": chance.choice([366, 375]), "name": chance.choice(["王小明", "李四", " "]),
            "room": "101", "phone": "+86 139 0000 0001", "number": f"11010{n:013}", "plate": chance.choice(["蒙A·12345", "-"]),
            "note": "送菜", "who": str(resident.pk), "card": str(chance.choice([card, uuid4()])),
        }  # fmt: skip
        yield record(n, moment, **said, **{name: value for name, value in maybe.items() if chance.random() < 0.3})


def wanted(unit, name="", number="", until=EVENING + timedelta(days=1)):
    """Let the gates of a unit look out for somebody."""
    return listing.enlist(unit, listing.Entry(name=name, number=number, authority="x", paper="y", reason="z", until=until), by=SYSTEM)  # fmt: skip


def stored():
    """All there is of it, without what is another each time."""
    rows = list(Passage.objects.order_by("pk"))
    said = opened(rows, masked=False)
    columns = [[getattr(row, name) for name in packing.COLUMNS if name not in {"sealed", "known_at"}] for row in rows]
    numbers = list(Tally.objects.order_by("day", "direction", "kind", "outcome").values_list("day", "direction", "kind", "outcome", "passages", "people", "measured", "unreadable", "fevers"))  # fmt: skip
    alerts = sorted(Alert.objects.values_list("passage", "kind", "at", "heat", "reason"))
    facts = [(one.kind, one.data) for one in Entry.objects.filter(kind="gates.synced")]
    return columns, [said[row.pk] for row in rows], numbers, alerts, facts


@pytest.mark.parametrize("seed", range(4))
def test_both_ways_make_the_same(swiftly, resident, monkeypatch, seed):
    card = Pass.objects.create(regular=resident, issued_at=EVENING, until=EVENING + timedelta(days=1)).pk
    wanted(resident.unit, "李四", "110100198001010508")
    sent = list(batch(resident, card, Random(seed)))
    before = transaction.savepoint_create()
    assert swiftly(*sent)
    mine = stored()
    transaction.savepoint_rollback(before)
    monkeypatch.setattr(swift, "_take", lambda *_said: (_ for _ in ()).throw(swift.Slow))
    assert not swiftly(*sent)
    assert stored() == mine
    assert mine[3]


@pytest.mark.parametrize(
    "odd",
    [
        {"sheet": 7}, {"line": 3}, {"reason": "a\0"}, {"who": str(uuid4())}, {"at": "1969-01-01T00:00:00Z"},
        {"at": "9999-01-01T00:00:00Z"}, {"at": "2019-12-01T00:00:00Z"}, {"at": "2020-02-01T00:00:00Z"}, {"id": str(uuid4())},
    ],
)  # fmt: skip
def test_what_is_out_of_the_ordinary_goes_one_by_one(swiftly, odd):
    assert swiftly(record(1))
    assert not swiftly(record(2), record(3) | odd)
    assert Passage.objects.filter(pk=record(2)["id"]).count() == 1


def test_what_is_here_already(swiftly):
    assert swiftly(record(1))
    assert not swiftly(record(1), record(2))
    assert swiftly.told == ["known", "stored"]
    assert sum(Tally.objects.values_list("passages", flat=True)) == 2


def test_what_was_withdrawn_before_it_came(swiftly):
    assert not swiftly(withdrawal(9, record(1)["id"]))
    assert swiftly(record(3))
    assert not swiftly(record(1), record(2))
    assert sum(Tally.objects.values_list("passages", flat=True)) == 2


def test_a_batch_of_many_days(swiftly):
    days = [EVENING - timedelta(days=n) for n in range(4)]
    assert swiftly(*(record(n, day) for n, day in enumerate(days[:2])))
    assert not swiftly(*(record(10 + n, day) for n, day in enumerate(days)))
    assert not Stray.objects.exists()


def test_a_clock_that_is_wrong_is_put_right(swiftly):
    assert swiftly(record(1, EVENING + timedelta(hours=3)), sent_at=EVENING + timedelta(hours=2))
    assert Passage.objects.get().at == EVENING


def test_a_measure_that_changes_between(swiftly, monkeypatch):
    monkeypatch.setattr("fengsui.frontline.gates.actions.tallying.fever_from", lambda *_said: lambda at: 373 + (at < EVENING))  # fmt: skip
    assert not swiftly(record(1), record(2, EVENING - timedelta(hours=1)))


def test_the_sieve_follows_the_list(swiftly, gate, resident, keeper_device):
    assert swiftly(record(1, who=str(resident.pk)))
    row = wanted(gate.unit, "李四", "E12345678")
    assert swiftly(record(2, who=str(resident.pk)), record(3, name="王五"))
    assert Entry.objects.filter(kind="gates.hinted").count() == 1
    listing.delist(row, "found", by=SYSTEM)
    assert swiftly(record(4, who=str(resident.pk)))
    assert Entry.objects.filter(kind="gates.hinted").count() == 1
    assert watch.watch(calling.called(keeper_device.pk, keeper_device.secret)) == watch.NONE


def test_the_mark_is_the_states(send, keeper_device, resident):
    send(record(1, who=str(resident.pk)))
    assert send.told["state"] == mark(Device.objects.get(pk=keeper_device.pk))


def test_a_sieve_is_kept_and_nobody_is_nobody(gate, keeper_device):
    wanted(gate.unit, "李四")
    sieves = [watch.watch(calling.called(keeper_device.pk, keeper_device.secret)) for _n in range(2)]
    assert sieves[0] is sieves[1]
    assert calling.called(uuid4(), b"") is None


def test_who_passes_a_facility_is_inside(swiftly, other_gate):
    from fengsui.frontline.gates.queries.inside import stays

    Device.objects.update(gate=other_gate)
    assert swiftly(record(1, name="王五"))
    assert stays([other_gate.unit_id]).count() == 1
