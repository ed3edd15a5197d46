"""The night on one page, and what meetings draw from it."""

import pytest

from fengsui.cast import DAY, at
from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.today import OPEN
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures.queries import parameters
from fengsui.ground.org.scope import SYSTEM

YESTERDAY = DAY.replace(day=2)


def test_it_begins_at_the_last_end_of_a_working_day(units):
    unit = units["department"]
    assert queries.began(unit) == at("17:30")
    assert queries.began(unit, at("09:30")) == at("17:30", YESTERDAY)
    measures.put(parameters()["incidents.night_from"], "19:00", basis="x", at=at("00:00"), by=SYSTEM)
    assert queries.began(unit) == at("19:00", YESTERDAY)


def test_incidents_and_calls_in_their_order(report, ring, note, units, bao, officer, li):
    incident, call = report(learned="18:00"), ring("x")
    actions.withdraw(note("fire"), "x", by=li)
    found = queries.night(units["department"], bao, at("17:30"), at("18:31"))
    assert [(event.kind, event.at, event.word) for event in found] == [
        ("incident", at("18:00"), "not taken in hand"),
        ("call", at("18:30"), ""),
    ]
    assert [event.url for event in found] == [f"/incidents/{incident.pk}/", f"/incidents/calls/{call.pk}/"]


def test_a_report_of_the_night_brings_back_what_began_before(report, units, bao, officer, drill):
    incident = report(learned="18:00")
    drill(at("23:00"))
    actions.follow(incident, "x", by=officer)
    assert len(queries.night(units["department"], bao, at("22:00"), at("23:30"))) == 1
    assert queries.night(units["department"], bao, at("19:00"), at("22:00")) == []


def test_only_the_area_and_what_the_person_sees(report, units, bureau, superior, bao):
    report()
    span = (at("17:30"), at("18:31"))
    assert queries.night(units["league"], bureau, *span) == []
    assert queries.night(units["department"], bureau, *span) == []
    assert len(queries.night(units["prisons"], superior, *span)) == 1


def test_as_it_was_known(report, ring, units, bao, officer, drill):
    report(learned="18:00")
    drill(at("19:00"))
    ring("x")
    unit, span = units["department"], (at("17:30"), at("19:01"))
    assert [event.kind for event in queries.night(unit, bao, *span, at("18:45"))] == ["incident"]
    assert queries.night(unit, bao, *span, at("18:29")) == []


def test_open_for_says_what_nobody_has_in_hand_first(report, note, units, li):
    taken, waiting, noted = report(learned="18:00"), report("fire"), note("death")
    actions.take(taken, by=li)
    found = [row.step.incident_id for row in queries.open_for(units["department"])]
    assert found == [noted.pk, waiting.pk, taken.pk]
    assert queries.open_for(units["centre"]) == []


def test_the_picture_has_tasks_and_what_goes_on_from_before(report, units, bao, li, drill, ring):
    before = report(learned="16:00")
    drill(at("20:00"))
    actions.give_task(before, units["department"], "核实", to=units["prison"], due_at=at("22:00"), by=li)
    actions.call_to_note(ring(), by=li)
    found = queries.picture(units["department"], bao, at("19:00"), at("20:01"))
    assert [row.step.incident_id for row in found.going] == [before.pk]
    assert (len(found.incidents), len(found.calls), len(found.tasks)) == (0, 1, 1)
    assert queries.picture(units["department"], bao, at("19:00"), at("20:01"), at("19:59")).tasks == []


def test_a_task_that_came_of_it_is_seen_from_both_sides(report, units, li):
    incident = report()
    task = actions.give_task(incident, units["department"], "核实", to=units["prison"], due_at=at("20:00"), by=li)
    assert [row.step.task_id for row in queries.tasks_of(incident, li)] == [task.pk]
    assert task.url == f"/incidents/{incident.pk}/"


@pytest.mark.parametrize("number", [1, 9])
def test_today_says_the_open_ones(report, bao, number):
    for n in range(number):
        report("fire", again=True, text=f"{n}")
    found = OPEN.context(bao)
    assert (len(found["rows"]), found["more"]) == (min(number, 8), number > 8)
