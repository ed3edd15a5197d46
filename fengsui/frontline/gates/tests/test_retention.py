"""The end: days go whole with their keys, people with their names; numbers stay, and what is young stays."""

from datetime import timedelta

import pytest

from fengsui.cast import EVENING
from fengsui.frontline.gates import settling
from fengsui.frontline.gates.actions import dropping, partitions
from fengsui.frontline.gates.actions.storing import Fresh, store, withdraw
from fengsui.frontline.gates.models import Listed, Passage, Regular, Stray, Tally, Trace, TraceFile, Withdrawal
from fengsui.frontline.gates.queries import store as reading
from fengsui.frontline.gates.retention import LISTED, PASSAGES, REGULARS, TRACES
from fengsui.frontline.gates.tests.conftest import ident
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.models import Entry
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.retention import actions as retention
from fengsui.ground.retention import queries
from fengsui.ground.retention.models import Destruction
from fengsui.ground.vault.actions import new
from fengsui.ground.vault.models import Key

DAY = timedelta(days=1)


def fresh(n, moment=EVENING, **more):
    return Fresh(**{"id": ident(moment, n), "at": moment, "direction": 0, "kind": 0, "name": "张某", **more})


def settle(moment, drill):
    drill(moment)
    settling.settle(EVENING, moment)


def test_days_whose_time_is_over_are_dropped(gate, drill, django_capture_on_commit_callbacks):
    store(gate, [fresh(1), fresh(2, EVENING + DAY), fresh(3)], known_at=EVENING + DAY)
    withdraw(gate, ident(EVENING, 3), id=ident(EVENING, 9), at=EVENING, known_at=EVENING, reason="x")
    keys = dict(Passage.objects.values_list("pk", "key"))
    with django_capture_on_commit_callbacks() as later:
        settle(EVENING + 32 * DAY, drill)
    assert [row.pk for row in Passage.objects.all()] == [ident(EVENING + DAY, 2)]
    assert set(Key.objects.filter(pk__in=keys.values()).values_list("pk", flat=True)) == {keys[ident(EVENING + DAY, 2)]}
    assert partitions.name_of(EVENING.date()) not in map(partitions.name_of, partitions.days())
    assert not Withdrawal.objects.exists()
    assert Tally.objects.count() == 2
    assert Entry.objects.get(kind="gates.dropped").data == {"rows": 2, "days": 1, "keys": 1, "until": "2020-02-03"}
    assert Destruction.objects.get().reason == "Kept for 30 days."
    assert len(later) == 1  # the vault begins a new epoch once this is committed


def test_nothing_is_over_nothing_is_done(gate, drill):
    store(gate, [fresh(1)], known_at=EVENING)
    settle(EVENING + 30 * DAY, drill)
    assert Passage.objects.count() == 1
    assert not Destruction.objects.exists()


def test_days_to_come_are_ready(gate, drill):
    settle(EVENING, drill)
    assert partitions.days() == [EVENING.date(), EVENING.date() + DAY]


def test_where_no_gate_is_no_day_is_made(drill, units):
    settle(EVENING, drill)
    assert partitions.days() == []


def test_a_stray_of_later_outlives_its_day(gate, drill):
    late = fresh(1, EVENING, at=EVENING + 20 * DAY)
    store(gate, [late, fresh(2)], known_at=EVENING + 20 * DAY)
    withdraw(gate, late.id, id=ident(EVENING, 9), at=EVENING, known_at=EVENING, reason="x")
    settle(EVENING + 33 * DAY, drill)
    row = Passage.objects.get()
    assert reading.opened([row])[row.pk].name == "张*"
    assert (Stray.objects.count(), Withdrawal.objects.count()) == (1, 1)
    settle(EVENING + 51 * DAY, drill)
    assert (Passage.objects.count(), Stray.objects.count(), Withdrawal.objects.count()) == (0, 0, 0)
    assert not Key.objects.filter(pk=row.key)


def test_what_lies_outside_the_days_goes_by_its_hour(gate, drill):
    drill(EVENING + 100 * DAY)
    store(gate, [fresh(1), fresh(2, name=""), fresh(3, EVENING, at=EVENING + 90 * DAY)], known_at=EVENING)
    settle(EVENING + 101 * DAY, drill)
    row = Passage.objects.get()
    assert row.pk == ident(EVENING, 3)
    assert Key.objects.filter(pk=row.key).exists()
    assert dropping.held() == 2


def test_nothing_named_is_nothing_dropped(gate):
    dropping.drop([])
    assert Entry.objects.get(kind="gates.dropped").data["until"] == ""


@pytest.fixture
def regular(gate):
    pen = new()
    return Regular.objects.create(
        pk=pen.subject, unit=gate.unit, name_sealed=pen.seal("name", "王五"), building="1", since=EVENING.date() - 60 * DAY, version=4
    )  # fmt: skip


def due(keep, *, over=False):
    return queries.due(keep, over=over)


def test_who_left_is_forgotten_who_lives_there_is_not(regular):
    assert due(REGULARS) == set()
    Regular.objects.update(until=EVENING.date() - 31 * DAY)
    assert due(REGULARS) == {regular.pk}


def test_when_all_is_over_everybody_is(regular):
    assert due(REGULARS, over=True) == {regular.pk}


def test_a_person_who_is_destroyed_leaves_passages_and_phones(gate, regular):
    store(gate, [fresh(1, who=regular.pk, name="")], known_at=EVENING)
    retention.destroy(REGULARS, [regular.pk], reason="x", by=SYSTEM)
    regular.refresh_from_db()
    assert (regular.until, regular.version, regular.building, bytes(regular.name_sealed)) == (clock.today(), 5, "", b"")
    assert Passage.objects.get().who is None
    assert due(REGULARS, over=True) == set()


def test_listed_persons(gate):
    pen = new()
    Listed.objects.create(
        pk=pen.subject, unit=gate.unit, name_sealed=pen.seal("name", "x"), since=EVENING - 60 * DAY, until=EVENING - 20 * DAY
    )  # fmt: skip
    assert (due(LISTED), due(LISTED, over=True)) == (set(), {pen.subject})
    Listed.objects.update(ended_at=EVENING - 31 * DAY)
    assert due(LISTED) == {pen.subject}


def test_traces(gate):
    pen = new()
    trace = Trace.objects.create(
        pk=pen.subject, unit=gate.unit, own=True, reason="x", wanted_sealed=pen.seal("wanted", "x"), who=["x"], minutes=30,
        since=EVENING - DAY, until=EVENING,
    )  # fmt: skip
    TraceFile.objects.create(trace=trace, name="a.pdf", kind="pdf", size=1, content_sealed=b"x")
    step = trace.steps.create(kind="asked", at=EVENING - 29 * DAY)
    assert due(TRACES) == set()
    step.at -= 2 * DAY
    step.save()
    assert due(TRACES) == {trace.pk}
    retention.destroy(TRACES, [trace.pk], reason="x", by=SYSTEM)
    trace.refresh_from_db()
    assert (trace.who, bytes(trace.file.content_sealed), due(TRACES)) == ([], b"", set())


def test_the_page_of_retention_counts_days(gate, bao, account, client):
    store(gate, [fresh(1)], known_at=EVENING)
    held = {keep: n for keep, n, _due in queries.outlook()}
    assert held[PASSAGES] == 1
    client.force_login(account(bao))
    assert "Passages at gates, by days" in client.get("/retention/", headers={"Accept-Language": "en"}).text
