from datetime import date

from fengsui.frontline.arrivals.consequences import DOORS, FILED, OBSERVED
from fengsui.frontline.arrivals.effects import OBSERVATION
from fengsui.frontline.arrivals.measures import OBSERVATION_DAYS


def test_what_would_end_with_a_unit(watched, lodger, door, office, units):
    watched()
    lodger()
    day = date(2020, 2, 4)
    assert [one.count([office], day) for one in (OBSERVED, FILED, DOORS)] == [1, 1, 1]
    assert [one.count([units["league"]], day) for one in (OBSERVED, FILED, DOORS)] == [0, 0, 0]


class Supposed:
    """A change of one measure at some units."""

    def __init__(self, touched, units):
        self.touched, self.units = touched, units

    def touches(self, parameter):
        return parameter is self.touched

    def first(self, key):
        return key

    def moved(self, _parameter, _at):
        return dict.fromkeys(self.units)


def test_who_is_observed_keeps_the_days_told(watched, office, units):
    watched()
    [said] = OBSERVATION.tell(Supposed(OBSERVATION_DAYS, [office.pk]))
    assert (said.units, said.sentence[:9]) == ((office.pk,), "1 person ")
    assert list(OBSERVATION.tell(Supposed(OBSERVATION_DAYS, [units["league"].pk]))) == []
    assert list(OBSERVATION.tell(Supposed(None, [office.pk]))) == []
