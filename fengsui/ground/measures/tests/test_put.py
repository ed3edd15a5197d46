from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengsui.cast import DAY, EVENING, at
from fengsui.command.reports.measures import CUTOFF, OPENS
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import actions
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.declare import Parameter
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def put(value, **more):
    return actions.put(CUTOFF, value, basis="专题会议", by=SYSTEM, **more)


def test_without_a_decision_the_default_holds(prison):
    assert measures.reading(CUTOFF).of(prison) == time(18, 45)


def test_the_most_specific_decision_holds(prison, centre, units):
    put(time(18, 0))
    put(time(18, 10), system="prison")
    put(time(18, 20), unit=prison)
    reading = measures.reading(CUTOFF)
    assert reading.of(prison) == time(18, 20)
    assert reading.of(units["prison-2"]) == time(18, 10)
    assert reading.of(centre) == time(18, 0)


def test_a_measure_holds_from_its_moment(prison):
    put(time(17, 0), at=at("14:00", DAY.replace(day=4)))
    assert measures.reading(CUTOFF).of(prison) == time(18, 45)
    assert measures.reading(CUTOFF, at=at("14:00", DAY.replace(day=4))).of(prison) == time(17, 0)


def test_a_measure_ends(prison):
    put(time(17, 0), until=at("19:00"))
    assert measures.reading(CUTOFF, at=at("19:00")).of(prison) == time(18, 45)


def test_reverting_brings_back_what_held_before(prison):
    put(time(18, 0))
    row = put(time(17, 0))
    actions.revert(row, by=SYSTEM)
    assert measures.reading(CUTOFF).of(prison) == time(18, 0)
    with pytest.raises(Refused, match="already"):
        actions.revert(row, by=SYSTEM)


def test_the_past_is_read_as_it_was_known(prison, drill):
    drill(at("18:40"))
    row = put(time(17, 0), at=EVENING)
    drill(at("18:50"))
    actions.revert(row, by=SYSTEM)
    assert measures.reading(CUTOFF, known=at("18:45")).of(prison) == time(17, 0)
    assert measures.reading(CUTOFF).of(prison) == time(18, 45)


def test_a_measure_has_a_basis(units):
    with pytest.raises(Refused, match="basis"):
        actions.put(CUTOFF, time(18, 0), basis=" ", by=SYSTEM)


@pytest.mark.parametrize(("parameter", "value"), [(OPENS, 5), (OPENS, "many"), (OPENS, True), (CUTOFF, "half past")])
def test_a_wrong_value_is_refused(units, parameter, value):
    with pytest.raises(Refused):
        actions.put(parameter, value, basis="x", by=SYSTEM)


def test_a_measure_ends_after_it_begins(units):
    with pytest.raises(Refused, match="end after"):
        put(time(18, 0), until=at("12:00"))


def test_an_officer_sets_no_measure(officer):
    with pytest.raises(Refused, match="You cannot"):
        actions.put(CUTOFF, time(18, 0), basis="x", by=officer)


@given(st.times())
def test_an_hour_survives_storing_to_the_minute(hour):
    parameter = Parameter("x.y", "x", time(0))
    assert parameter.loaded(parameter.stored(hour)) == hour.replace(second=0, microsecond=0)


def test_while_remembering_the_measures_are_read_once_and_anew_when_one_is_put(prison, django_assert_num_queries):
    put(time(18, 0))
    now = clock.now()  # the clock is read once a second
    with measures.remembering():
        assert measures.reading(CUTOFF, at=now).of(prison) == time(18, 0)
        with django_assert_num_queries(0):
            assert measures.reading(CUTOFF, at=now).of(prison) == time(18, 0)
        put(time(17, 0))
        assert measures.reading(CUTOFF, at=now).of(prison) == time(17, 0)


@pytest.mark.parametrize(
    ("value", "unit", "said"), [(True, "", "yes"), (False, "", "no"), (time(18, 5), "", "18:05"), (5, "days", "5 days")]
)
def test_a_value_is_said_as_people_read_it(value, unit, said):
    assert measures.shown(value, unit) == said


@pytest.mark.parametrize("of", ["system", "unit"])
def test_what_is_one_value_for_everybody_is_no_systems_or_units_own(prison, of):
    kept = Parameter("measures.kept", "kept for", 30, whole=True)
    with pytest.raises(Refused) as refused:
        actions.put(kept, 20, basis="专题会议", by=SYSTEM, **{of: prison if of == "unit" else "prison"})
    assert (refused.value.code, refused.value.field) == ("measures.whole", "system")
    actions.put(kept, 20, basis="专题会议", by=SYSTEM)
    assert measures.reading(kept).of(prison) == 20
