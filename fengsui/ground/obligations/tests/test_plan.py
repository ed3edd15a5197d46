from datetime import time, timedelta

from fengsui.cast import DAY, EVENING, at
from fengsui.command.reports.measures import CUTOFF
from fengsui.ground.clock.actions import tick
from fengsui.ground.measures import actions as measures
from fengsui.ground.obligations import actions, queries
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM

KIND = "reports.report"


def owed(code="prison", day=DAY):
    return Obligation.objects.filter(kind=KIND, unit__code=code, period=day.isoformat())


def test_what_is_owed_is_planned_once(units):
    actions.replan()
    actions.replan()
    assert owed().count() == 1
    assert owed().get().due_at == at("18:45")


def test_an_earlier_cutoff_moves_what_is_not_met(units):
    actions.replan()
    measures.put(CUTOFF, time(18, 40), basis="x", by=SYSTEM, at=at("00:00"))
    assert owed().get().due_at == at("18:40")


def test_what_is_met_is_never_touched(units, officer):
    actions.replan()
    subject = owed().get().subject
    actions.meet(KIND, subject, DAY.isoformat(), by=officer)
    measures.put(CUTOFF, time(18, 0), basis="x", by=SYSTEM, at=at("00:00"))
    assert owed().get().due_at == at("18:45")
    assert owed().get().met_by == officer


def test_a_closed_unit_owes_nothing_more(units):
    actions.replan()
    org.close(units["prison"], day=DAY, by=SYSTEM)
    actions.replan()
    assert owed().get().void_at == EVENING
    assert not owed().open().exists()


def test_what_comes_back_is_owed_again(units):
    actions.replan()
    owed().update(void_at=EVENING)
    actions.replan()
    assert owed().get().void_at is None


def test_meeting_twice_changes_nothing(units, officer, leader):
    actions.replan()
    subject = owed().get().subject
    assert actions.meet(KIND, subject, DAY.isoformat(), by=officer)
    assert not actions.meet(KIND, subject, DAY.isoformat(), by=leader)
    assert owed().get().met_by == officer


def test_late_is_derived(units, drill):
    actions.replan()
    assert not owed().get().is_late()
    assert owed().get().is_late(at("18:46"))
    assert not owed().overdue().exists()
    assert owed().overdue(at("18:46")).exists()


def test_everybody_sees_only_what_they_can_meet(officer, bao, zhao, superior, units):
    actions.replan()
    now, _later = queries.mine(officer)
    assert {row.unit.code for row in now} == {"prison"}
    for person in (bao, zhao, superior):
        assert not [row for rows in queries.mine(person) for row in rows if row.kind == KIND]


def test_a_long_pause_is_planned_day_by_day(units, drill):
    drill(EVENING + timedelta(days=3))
    tick()
    assert owed(day=DAY + timedelta(days=2)).exists()


def test_an_obligation_reads_as_a_sentence(units):
    actions.replan()
    row = owed().get()
    assert queries.title(row)
    assert queries.link(row) == "/reports/prison/2020-02-03/"


def test_a_returned_thing_is_owed_again(units, officer):
    actions.replan()
    row = owed().get()
    actions.meet(KIND, row.subject, row.period, by=officer)
    assert actions.reopen(KIND, row.subject, row.period)
    assert owed().get().met_at is None
