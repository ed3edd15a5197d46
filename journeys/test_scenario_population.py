"""The simulated population: whatever the seed, every count follows from the one before."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys import scenario

population = scenario.part("population")
DAYS = [date(2020, 1, 25) + timedelta(days=n) for n in range(4)]


def facility(code: str, kind: str, sections: int):
    return population.Facility(code, kind, tuple(f"{code}-{n}" for n in range(sections)))


FACILITIES = [facility("a", "prison", 6), facility("b", "prison", 2), facility("c", "prison_hospital", 3),
              facility("d", "centre", 5)]  # fmt: skip


def between(course, before, after):
    """The moves between two roll-calls."""
    moments = [population.datetime.combine(d, population.HOURS[s], tzinfo=population.LOCAL) for d, s in (before, after)]
    return [move for move in course.moves if moments[0] <= move.at < moments[1]]


def change(moves, section):
    """By how many persons the moves change a section."""
    arrived = sum(m.section == section and m.kind in population.ARRIVING for m in moves)
    left = sum(m.section == section and m.kind in population.LEAVING | {"shift"} for m in moves)
    return arrived - left + sum(m.to_section == section for m in moves)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=6))
def test_every_count_conserves(seed):
    for course in population.courses(FACILITIES, DAYS, seed).values():
        slots = list(course.tallies)
        for before, after in pairwise(slots):
            moves = between(course, before, after)
            for old, new in zip(course.tallies[before], course.tallies[after], strict=True):
                assert new.total == old.total + change(moves, new.section)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=6))
def test_nobody_is_outside_who_did_not_go(seed):
    for course in population.courses(FACILITIES, DAYS, seed).values():
        away = set()
        for move in course.moves:
            if move.kind == "escort_out":
                away.add(move.person)
            elif move.kind == "escort_back":
                away.remove(move.person)
        assert all(tally.outside >= 0 < tally.present for counted in course.tallies.values() for tally in counted)


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=6))
def test_a_transfer_has_two_ends(seed):
    moves = [move for course in population.courses(FACILITIES, DAYS, seed).values() for move in course.moves]
    arrived = {move.person: move for move in moves if move.kind == "transfer_in"}
    for out in (move for move in moves if move.kind == "transfer_out"):
        into = arrived.pop(out.person)
        assert (into.counterpart, into.facility) == (out.facility, out.counterpart)
        assert into.at > out.at
    assert not arrived


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=6))
def test_prisons_are_closed_from_the_hour_of_the_order(seed):
    for course in population.courses(FACILITIES, DAYS, seed).values():
        late = [move for move in course.moves if move.kind == "transfer_out" and move.at >= population.CLOSURE]
        assert not late


def test_the_same_seed_gives_the_same_course():
    assert population.courses(FACILITIES, DAYS, "x") == population.courses(FACILITIES, DAYS, "x")
    assert population.courses(FACILITIES, DAYS, "x") != population.courses(FACILITIES, DAYS, "y")


@pytest.mark.parametrize("index", range(4))
def test_officers_add_up_and_suffice(index):
    course = population.courses(FACILITIES, DAYS)[FACILITIES[index].code]
    totals = {o.on_duty + o.in_isolation + o.on_standby for o in course.officers.values()}
    assert len(totals) == 1
    assert all(o.on_duty / totals.copy().pop() > 0.3 for o in course.officers.values())


def test_fevers_come_to_nothing():
    for course in population.courses(FACILITIES, DAYS).values():
        for fever in course.fevers:
            assert fever.celsius >= 37.3 > fever.again
