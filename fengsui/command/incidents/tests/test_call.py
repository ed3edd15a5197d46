"""The duty telephone: one line, kept once, put right by another record, turned into something once."""

from uuid import uuid4

import pytest
from django.db.utils import DatabaseError

from fengsui.cast import at, at_once
from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.actions.calling import Heard
from fengsui.command.incidents.models import Call, Incident, Outcome
from fengsui.command.incidents.queries.calls import parted
from fengsui.command.incidents.tests.conftest import owed
from fengsui.command.tasks.models import Task
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


def test_kept_at_once_whoever_rang(ring, units):
    call = ring("一辆救护车到门口")
    assert (call.unit, call.caller_unit, call.at) == (units["department"], None, at("18:30"))
    assert Entry.objects.get(kind="incidents.rang").about == call.about


def test_enter_twice_is_one_call(ring):
    key = uuid4()
    assert ring(key=key) == ring(key=key)
    assert Call.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_enter_twice_at_once(ring):
    key = uuid4()
    first, second = at_once(*[lambda: ring(key=key)] * 2)
    assert (first, Call.objects.count()) == (second, 1)


def test_at_ones_own_telephone_with_words(ring, superior, zhao):
    for person in (superior, zhao):
        with pytest.raises(Refused, match="You cannot"):
            ring(by=person)
    for wrong in ({"text": " "}, {"caller": "x" * 61}, {"number": "1" * 41}, {"at": at("18:31")}):
        with pytest.raises(Refused):
            ring(**{"text": "x", **wrong})


@pytest.mark.parametrize(("typed", "found"), [
    ("测试监狱 0471-1234567", ("prison", "0471-1234567", "")), ("prison", ("prison", "", "")), ("13800000000", (None, "13800000000", "")),
    ("东河街 3301", (None, "3301", "东河街")), ("测试第二监狱", ("prison-2", "", "")), ("", (None, "", "")), ("第二监狱", ("prison-2", "", "")),
    ("监狱", (None, "", "监狱")), ("prison-2", ("prison-2", "", "")),
])  # fmt: skip
def test_number_or_unit_in_one_field(units, typed, found):
    unit, number, rest = parted(typed)
    assert (unit and unit.code, number, rest) == found


def test_put_right_by_another_record(ring, li, bao):
    call = ring("三监区发热")
    right = actions.correct_call(call, Heard("一监区发热"), "听错", by=li)
    assert (right.at, right.instead, Call.objects.as_known().get()) == (call.at, call, right)
    assert actions.correct_call(call, Heard("一监区发热"), "听错", by=li) == right
    with pytest.raises(Refused, match="李某 put it right"):
        actions.correct_call(call, Heard("x"), "x", by=bao)
    assert [row.text for row in Call.objects.as_known(at("18:30"))] == ["一监区发热"]


def test_put_right_keeps_who_rang_where_nothing_else_is_typed(ring, li):
    call = ring("三监区发热", caller="张某", number="0471-1")
    right = actions.correct_call(call, Heard("一监区发热", number="0471-2"), "听错", by=li)
    told = actions.reveal_caller(right, "回电核实情况", by=li)
    assert (told.name, told.number) == ("张某", "0471-2")


def test_declared_void_with_a_reason(ring, li, bao):
    call = ring()
    with pytest.raises(Refused, match="Say why"):
        actions.void_call(call, "", by=li)
    assert actions.void_call(call, "记重", by=li).void_because == "记重"
    actions.void_call(call, "记重", by=li)
    with pytest.raises(Refused, match="李某"):
        actions.void_call(call, "x", by=bao)
    with pytest.raises(Refused, match="is void"):
        actions.call_to_note(call, by=li)
    with pytest.raises(Refused, match="already"):
        actions.correct_call(call, Heard("x"), "x", by=li)


def test_turned_into_a_task_that_leads_back(ring, units, li, bao):
    call = ring()
    for _n in range(2):
        made = actions.call_to_task(call, "核实", to=units["prison"], due_at=at("20:00"), by=li)
    task = Task.objects.get()
    assert (made.thing, task.about, task.source, task.url) == (
        task.pk,
        call.about,
        "telephone",
        f"/incidents/calls/{call.pk}/",
    )
    with pytest.raises(Refused, match="李某 made a task of it"):
        actions.call_to_task(call, "x", to=units["prison"], due_at=at("20:00"), by=bao)
    with pytest.raises(Refused, match="already"):
        actions.void_call(call, "x", by=li)


def test_turned_into_an_incident_whose_clock_runs_since_the_call(ring, units, li, said, drill):
    call = ring()
    drill(at("18:50"))
    for _n in range(2):
        made = actions.call_to_incident(call, units["prison"], said(learned="18:30"), by=li)
    assert (made.thing, owed().get().due_at) == (Incident.objects.get().pk, at("20:30"))
    assert queries.dress([call])[0].made[0].url == f"/incidents/{made.thing}/"


def test_left_at_a_note(ring, li, superior):
    call = ring()
    assert [actions.call_to_note(call, "交下一班", by=li).note for _n in range(2)] == ["交下一班"] * 2
    with pytest.raises(Refused, match="You cannot"):
        actions.call_to_note(ring("x"), by=superior)
    assert (Outcome.objects.count(), queries.dress([call])[0].is_open) == (1, False)


def test_a_call_is_never_changed(ring):
    ring()
    with pytest.raises(DatabaseError):
        Call.objects.update(text="x")
