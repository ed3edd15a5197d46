"""The roll-up: three figures, both lines, missing is never zero."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengsui.cast import DAY
from fengsui.command.reports import actions
from fengsui.command.reports.queries import standings
from fengsui.ground.indicators.rollups import rollup


def figure(line, unit, code="toy.held", day=DAY):
    rolled = rollup(day, line, unit)
    return rolled.figure(0, code)


def test_confirmed_and_unconfirmed_are_kept_apart(signed, units, count):
    count(unit=units["prison-2"], held=300, fevers=1)
    held = figure("prison", units["prisons"])
    assert (held.confirmed, held.unconfirmed, held.n, held.m) == (500, 300, 1, 2)
    assert held.total == 800


def test_missing_is_never_zero(units, count):
    held = figure("prison", units["prisons"])
    assert (held.confirmed, held.unconfirmed, held.total, held.n, held.m) == (None, None, None, 0, 2)


def test_a_signed_report_counts_only_by_what_was_signed(signed, units, count):
    count(held=510)
    assert figure("prison", units["prisons"]).total == 500


def test_a_leagues_centre_rolls_up_both_lines(units, centre, count):
    count(unit=centre, held=80, fevers=0)
    assert figure("territory", units["league"]).unconfirmed == 80
    assert figure("rehabilitation", units["centres"]).unconfirmed == 80
    assert figure("territory", units["department"]).unconfirmed == 80


def test_who_is_missing_is_named(signed, units):
    missing = rollup(DAY, "prison", units["prisons"]).missing(0)
    assert [node.code for node in missing] == ["prison-2"]


def test_days_do_not_mix(signed, units):
    assert figure("prison", units["prisons"], day=DAY - timedelta(days=1)).total is None


def test_a_rollup_takes_few_queries_however_many_units(signed, units, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        rollup(DAY, "territory", units["department"])


def test_standings_say_where_each_report_stands(signed, units, drill):
    by_code = {row.unit.code: row for row in standings(DAY)}
    assert by_code["prison"].is_signed
    assert by_code["centre"].stage == ""
    assert not by_code["centre"].is_silent


@pytest.fixture
def three(units):
    return [units[code] for code in ("prison", "prison-2", "centre")]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    values=st.lists(st.none() | st.integers(0, 5000), min_size=3, max_size=3),
    signers=st.lists(st.booleans(), min_size=3, max_size=3),
)
def test_a_rollup_is_the_sum_of_its_parts(three, numbers, count, values, signers):
    from fengsui.ground.indicators.actions import freeze, refresh, thaw
    from fengsui.ground.org.models import Unit

    numbers["toy.held"] = {u.pk: v for u, v in zip(three, values, strict=True) if v is not None}
    refresh(DAY)
    for unit, value, signs in zip(three, values, signers, strict=True):
        freeze(unit, DAY, {"toy.held": value}) if signs else thaw(unit, DAY)
    held = figure("territory", Unit.objects.get(code="department"))
    parts = list(zip(values, signers, strict=True))
    confirmed = [value for value, signs in parts if signs and value is not None]
    unconfirmed = [value for value, signs in parts if not signs and value is not None]
    assert held.confirmed == (sum(confirmed) if confirmed else None)
    assert held.unconfirmed == (sum(unconfirmed) if unconfirmed else None)
    assert (held.n, held.m) == (sum(signers), 3)


def test_the_actions_are_what_the_rollup_sees(prison, officer, count, units):
    count(held=1, fevers=0)
    actions.sign(prison, DAY, {}, revision=0, by=officer)
    assert figure("territory", units["department"]).n == 1
