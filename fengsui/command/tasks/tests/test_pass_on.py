"""A unit is merged or closed while tasks run: they pass to the heir, or to the unit above."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, FOUNDED, at
from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.models import Step
from fengsui.command.tasks.queries.heirs import successors
from fengsui.command.tasks.tests.test_review import owed
from fengsui.ground.journal.models import Entry
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.declare import Consequence
from fengsui.ground.org.models import Unit
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

TOMORROW = DAY + timedelta(days=1)


@pytest.fixture
def tomorrow(drill):
    """The day on which a change of the organisation holds has begun, and the tick has been."""
    from fengsui.command.tasks.settling import settle

    def begins():
        drill(at("08:00", TOMORROW))
        settle(at("08:00", TOMORROW), at("08:00", TOMORROW))

    return begins


def test_merged_the_heir_has_it(give, units, officer, tomorrow):
    task = give(due="23:00", person=officer)
    org.merge([units["prison"]], units["prison-2"], since=TOMORROW, by=SYSTEM)
    assert queries.now(task).to.code == "prison"
    tomorrow()
    step = queries.now(task)
    assert (step.to.code, step.person, step.deed, step.by) == ("prison-2", None, "passed", None)
    assert owed().get().unit.code == "prison-2"
    assert Entry.objects.get(kind="tasks.passed").unit == units["prison"].pk


def test_closed_the_unit_above_has_it(give, units, tomorrow):
    task = give("office", due="23:00")
    org.close(units["office"], day=TOMORROW, by=SYSTEM)
    tomorrow()
    assert queries.now(task).to.code == "county"


def test_whoever_took_over_from_the_giver_reviews(give, units, tomorrow):
    org.arrange(
        [UnitRow("c-2", "county_bureau", "又一旗局", superiors={"territory": "league"})], since=FOUNDED, by=SYSTEM
    )
    task = give("office", unit="county", by=SYSTEM, due="23:00")
    actions.withdraw(give("office", unit="county", by=SYSTEM), "x", by=SYSTEM)
    org.merge([units["county"]], Unit.objects.get(code="c-2"), since=TOMORROW, by=SYSTEM)
    tomorrow()
    assert (queries.now(task).giver.code, queries.now(task).to.code) == ("c-2", "office")
    assert Entry.objects.filter(kind="tasks.passed").count() == 1


def test_a_change_that_holds_today_does_not_wait_for_the_tick(give, units):
    task = give("prison-2", due="23:00")
    org.merge([units["prison-2"]], units["prison"], since=DAY, by=SYSTEM)
    assert queries.now(task).to.code == "prison"
    assert Step.objects.as_known().filter(task=task).count() == 1
    units["prison-2"].refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        give("prison-2")


def test_where_nothing_stands_above_nobody_takes_over(units):
    assert successors([units["institute"].pk]) == {}


def test_whoever_closes_a_unit_is_told_how_many(give, units):
    from fengsui import house

    give()
    found = next(one for one in house.declared("consequences", Consequence) if one.key == "tasks.open")
    assert found.count([units["prison"]], TOMORROW) == 1
