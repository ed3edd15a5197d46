"""What somebody only noted: the clock runs, the unit is told, and its first report meets what is owed."""

from dataclasses import replace
from uuid import uuid4

import pytest

from fengsui.cast import at, at_once
from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.models import Incident
from fengsui.command.incidents.tests.conftest import TEXT, stage
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.obligations import queries as plan
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused


def test_the_unit_owes_its_report_from_the_moment_it_was_known(note, officer):
    incident = note(learned="18:00")
    mine, _later = plan.mine(officer)
    row = next(one for one in mine if one.kind == "incidents.first")
    assert (row.subject, row.opens_at, row.due_at) == (incident.about, at("18:00"), at("20:00"))
    assert plan.titles([row])[row.pk] == f"First report (Fever): {TEXT}"
    assert plan.link(row) == f"/incidents/{incident.pk}/"


def test_the_unit_is_told_and_whoever_commands_it(note, officer, leader, superior, bao, bureau):
    note()
    told = {message.recipient_id for message in Message.objects.filter(kind="incidents.noted")}
    assert told == {officer.pk, leader.pk, superior.pk, bao.pk}


def test_by_the_unit_itself_or_whoever_commands_it(note, officer, superior, bureau, zhao):
    assert stage(note(by=officer)) == "noted"
    assert stage(note("fire", by=superior)) == "noted"
    for person in (bureau, zhao):
        with pytest.raises(Refused, match="You cannot"):
            note("death", by=person)


@pytest.mark.parametrize(("hour", "late"), [("19:59", False), ("20:01", True)])
def test_the_report_meets_it_late_or_in_time(note, officer, drill, said, hour, late):
    incident = note(learned="18:00")
    drill(at(hour))
    step = actions.report_first(incident, said(learned="18:00", text="一人38.5 ℃"), by=officer)
    row = Obligation.objects.get(kind="incidents.first")
    assert (step.is_late, row.is_late(), row.met_by, step.text) == (late, late, officer, "一人38.5 ℃")


def test_it_can_be_known_earlier_and_not_later(note, officer, said):
    incident = note(learned="18:00")
    with pytest.raises(Refused, match="takes a correction") as refused:
        actions.report_first(incident, said(learned="18:20"), by=officer)
    assert refused.value.field == "learned_at"
    step = actions.report_first(incident, said(learned="16:00"), by=officer)
    assert (step.is_late, step.first_due_at) == (True, at("18:00"))


def test_it_keeps_the_hour_and_count_that_the_report_leaves_open(note, officer, said):
    incident = note(persons=2)
    step = actions.report_first(incident, replace(said(), learned_at=None), by=officer)
    assert (step.persons, step.learned_at) == (2, at("18:10"))


def test_reported_twice_it_is_one_report(note, officer, leader, said):
    incident = note()
    first, second = (actions.report_first(incident, said(), by=officer) for _n in range(2))
    assert first == second
    with pytest.raises(Refused, match="民警甲"):
        actions.report_first(incident, said(), by=leader)


def test_the_report_is_the_units_own(note, li, said):
    with pytest.raises(Refused, match="You cannot"):
        actions.report_first(note(), said(), by=li)


@pytest.mark.django_db(transaction=True)
def test_two_officers_report_at_once(note, officer, leader, said):
    incident = note()
    found = at_once(*(lambda by=by: actions.report_first(incident, said(), by=by) for by in (officer, leader)))
    refused = next(one for one in found if isinstance(one, Refused))
    assert refused.code == "incidents.stage"
    assert [step.deed for step in queries.steps(incident)] == ["reported", "noted"]


def test_noted_twice_it_is_one(note):
    key = uuid4()
    assert note(key=key) == note(key=key)
    assert Incident.objects.count() == 1


def test_what_is_overdue_is_heard_above(note, superior, drill):
    note(learned="18:00")
    drill(at("20:31"))
    obligations.remind(at("18:30"), at("20:31"))
    assert Message.objects.filter(kind="obligations.unmet", recipient=superior).exists()


def test_the_tick_finds_nothing_to_change(note, report, officer, li):
    actions.withdraw(note("fire"), "x", by=li)
    note()
    actions.take(report(unit="prison", kind="death"), by=li)
    report("escape")
    rows = Obligation.objects.filter(kind__startswith="incidents.").order_by("pk")
    before = list(rows.values("kind", "subject", "period", "unit", "opens_at", "due_at", "met_at", "void_at"))
    obligations.replan()
    assert list(rows.values("kind", "subject", "period", "unit", "opens_at", "due_at", "met_at", "void_at")) == before


def test_a_plan_from_nothing_is_the_same(note, report):
    note()
    report("escape")
    rows = Obligation.objects.filter(kind__startswith="incidents.")
    before = sorted(map(str, rows.values_list("kind", "subject", "period", "unit", "opens_at", "due_at")))
    rows.delete()
    obligations.replan()
    assert sorted(map(str, rows.values_list("kind", "subject", "period", "unit", "opens_at", "due_at"))) == before
