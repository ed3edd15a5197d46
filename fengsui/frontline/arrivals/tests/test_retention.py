from datetime import timedelta

from fengsui.cast import EVENING
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.models import Party
from fengsui.frontline.arrivals.queries.alike import alike, persons_of
from fengsui.frontline.arrivals.queries.people import current, masked_by_filing
from fengsui.frontline.arrivals.retention import PERSONS
from fengsui.frontline.arrivals.tests.conftest import lodging
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.retention import actions, queries


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
