"""Acknowledged: by whoever commands above, once at each unit; who was first is said."""

import pytest

from fengsui.cast import FOUNDED, at, at_once
from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.models import Taking
from fengsui.command.incidents.tests.conftest import owed
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.obligations import queries as plan
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def test_the_direct_superior_owes_it_at_once(report, superior):
    incident = report()
    row = next(one for one in plan.mine(superior)[0] if one.kind == "incidents.take")
    assert (row.unit.code, row.due_at, row.subject) == ("prisons", at("18:45"), incident.about)
    assert plan.titles([row])[row.pk].startswith("Acknowledge (Fever, Test prison)")


def test_taken_by_the_superior_it_is_met(report, superior, units):
    incident = report()
    (row,) = actions.take(incident, by=superior)
    assert (row.unit, owed("incidents.take").count()) == (units["prisons"], 0)
    assert queries.shown([queries.now(incident)])[0].taken == [units["prisons"]]
    assert Entry.objects.get(kind="incidents.taken").unit == units["prisons"].pk


def test_taken_higher_up_it_is_met_in_that_line(report, keeper, bureau, li):
    incident = report(unit="centre", by=keeper)
    actions.take(incident, by=bureau)
    assert [row.unit.code for row in owed("incidents.take")] == ["centres"]
    actions.take(incident, by=li)
    assert not owed("incidents.take").exists()


def test_twice_is_once_and_who_comes_second_is_told(report, li, bao, superior):
    incident = report()
    assert actions.take(incident, by=li) == actions.take(incident, by=li)
    with pytest.raises(Refused, match="李某 has it in hand since 02-03 18:30"):
        actions.take(incident, by=bao)
    actions.take(incident, by=superior)
    assert Taking.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_at_once(report, li, bao):
    incident = report()
    found = at_once(*(lambda by=by: actions.take(incident, by=by) for by in (li, bao)))
    assert sorted(type(one).__name__ for one in found) == ["Refused", "list"]


def test_not_ones_own_and_not_what_nobody_reported(report, note, leader, officer, li):
    with pytest.raises(Refused, match="above the unit"):
        actions.take(report(), by=leader)
    with pytest.raises(Refused, match="You cannot"):
        actions.take(report("fire"), by=officer)
    with pytest.raises(Refused, match="noted, not reported"):
        actions.take(note("death"), by=li)


def test_above_whom_nobody_stands_takes_its_own(report, li, bao):
    incident = report(unit="department", by=li)
    assert not owed("incidents.take").exists()
    assert [row.unit.code for row in actions.take(incident, by=bao)] == ["department"]


def test_the_system_takes_for_the_direct_superior(report):
    assert [row.unit.code for row in actions.take(report(), by=SYSTEM)] == ["prisons"]


def test_one_who_serves_two_units_takes_for_both(report, li, units):
    org.appoint(li, units["prisons"], "duty_chief", since=FOUNDED, by=SYSTEM)
    incident = report()
    assert sorted(row.unit.code for row in actions.take(incident, by=li)) == ["department", "prisons"]


def test_unacknowledged_it_is_heard_above(report, drill, superior, bao):
    report()
    drill(at("18:46"))
    obligations.remind(at("18:30"), at("18:46"))
    assert Message.objects.filter(kind="obligations.unmet", recipient=bao).exists()
