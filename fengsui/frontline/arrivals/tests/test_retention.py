from datetime import timedelta

import pytest

from fengsui.cast import EVENING
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.models import Party
from fengsui.frontline.arrivals.queries.alike import alike, persons_of
from fengsui.frontline.arrivals.queries.people import current, masked_by_filing
from fengsui.frontline.arrivals.retention import PERSONS
from fengsui.frontline.arrivals.tests.conftest import lodging
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.retention import actions, queries
from fengsui.house import Refused


def test_names_are_kept_as_long_as_the_measure_says_after_the_last_step(lodger, clerk, drill):
    filing = lodger()
    drill(EVENING + timedelta(days=20))
    arrivals.check(filing, by=clerk)
    drill(EVENING + timedelta(days=50))
    assert queries.due(PERSONS, over=False) == set()
    drill(EVENING + timedelta(days=50, minutes=1))
    assert queries.due(PERSONS, over=False) == {row.person for row in current(filing)}


def test_nobody_under_observation_is_destroyed_and_all_of_the_others_at_the_end(watched, lodger, drill):
    watched()
    filing = lodger()
    drill(EVENING + timedelta(days=1))
    assert queries.due(PERSONS, over=True) == {row.person for row in current(filing)}


def test_names_go_and_numbers_stay(lodger, clerk, drill, number):
    filing = lodger()
    arrivals.correct(filing, lodging(name="张某"), by=clerk, because="misheard")
    drill(EVENING + timedelta(days=31))
    persons = queries.due(PERSONS, over=False)
    actions.destroy(PERSONS, persons, reason="its time is over", by=SYSTEM)
    assert [one.name for one in masked_by_filing([filing.pk])[filing.pk]] == ["", ""]
    assert (number("lodgers"), persons_of("张某"), alike([filing.pk]), Party.objects.count()) == (
        1,
        [],
        {filing.pk: set()},
        4,
    )
    assert queries.due(PERSONS, over=False) == set()


def test_withdrawn_before_it_was_checked_it_goes_after_a_day(lodger, clerk, drill):
    filing, checked, joined = lodger(), lodger(), lodger()
    arrivals.check(checked, by=clerk)
    arrivals.join(joined, checked, by=clerk)
    arrivals.withdraw(filing, because="", by=SYSTEM, own=True)
    arrivals.withdraw(checked, because="not true", by=clerk)
    drill(EVENING + timedelta(days=1))
    assert queries.due(PERSONS, over=False) == set()
    drill(EVENING + timedelta(days=1, minutes=1))
    assert queries.due(PERSONS, over=False) == {row.person for row in current(filing)}
    drill(EVENING + timedelta(days=30, minutes=1))
    assert len(queries.due(PERSONS, over=False)) == 6


def test_a_withdrawal_is_taken_back_while_it_is_known_who_it_was(lodger, clerk, drill, step):
    filing = lodger()
    arrivals.withdraw(filing, because="by mistake", by=clerk)
    arrivals.undo(filing, by=clerk)
    assert (step(filing).stage, queries.due(PERSONS, over=False)) == ("filed", set())
    arrivals.withdraw(filing, because="by mistake", by=clerk)
    drill(EVENING + timedelta(days=2))
    actions.destroy(PERSONS, queries.due(PERSONS, over=False), reason="its time is over", by=SYSTEM)
    with pytest.raises(Refused, match="has been destroyed"):
        arrivals.undo(filing, by=clerk)
