"""The arithmetic of the ledger, over any history of movements that can be."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengsui.cast import at
from fengsui.frontline.custody.ledger import Impossible, Spell, State, Whereabouts, after, effects, spells, walk
from fengsui.frontline.custody.models import ARRIVALS, DEPARTURES
from fengsui.frontline.custody.models import MovementKind as Kind

START = at("00:00")


@dataclass
class Line:
    kind: str
    section_id: int
    at: datetime
    to_section_id: int | None = None
    facility_id: int = 1


@st.composite
def histories(draw):
    """A person's movements, each of which can follow the one before."""
    lines: list[Line] = []
    state = State()
    for n in range(draw(st.integers(0, 12))):
        kinds = {
            Whereabouts.UNKNOWN: list(Kind),
            Whereabouts.GONE: list(ARRIVALS),
            Whereabouts.INSIDE: [*DEPARTURES, Kind.SHIFT, Kind.ESCORT_OUT],
            Whereabouts.OUTSIDE: [*DEPARTURES, Kind.ESCORT_BACK],
        }[state.where]
        kind = draw(st.sampled_from(kinds))
        section = draw(st.integers(1, 3)) if kind in ARRIVALS or state.section_id is None else state.section_id
        to = draw(st.sampled_from([s for s in (1, 2, 3) if s != section])) if kind == Kind.SHIFT else None
        lines.append(Line(kind, section, START + timedelta(hours=n), to))
        state = after(state, lines[-1])
    return lines


def total(lines, section):
    return sum(sign for line in lines for where, sign in effects(line) if where == section)


@given(st.lists(histories(), max_size=6))
def test_a_head_count_conserves_between_any_two_moments(people):
    """Who is in a section later = who was there before + in − out, for any cut through the histories."""
    for cut in range(12):
        moment = START + timedelta(hours=cut)
        for section in (1, 2, 3):
            before = [line for lines in people for line in lines if line.at <= moment]
            since = [line for lines in people for line in lines if line.at > moment]
            everything = [line for lines in people for line in lines]
            assert total(before, section) + total(since, section) == total(everything, section)


@given(histories())
def test_the_totals_follow_the_person(lines):
    """Whoever came in by the ledger and did not leave it is counted in exactly the section where the ledger has him."""
    totals = Counter({section: total(lines, section) for section in (1, 2, 3)})
    state = walk(lines)
    if lines and lines[0].kind in ARRIVALS:
        expected = {} if state.where == Whereabouts.GONE else {state.section_id: 1}
        assert {section: n for section, n in totals.items() if n} == expected


@given(histories())
def test_nobody_is_in_two_places(lines):
    """Stays follow each other without overlapping, and the open one is where the ledger has the person."""
    found = spells(lines)
    for one, two in pairwise(found):
        assert one.until is not None
        assert one.until <= two.since
    state = walk(lines)
    is_open = [spell.section_id for spell in found if spell.until is None]
    assert is_open == ([state.section_id] if state.where == Whereabouts.INSIDE else [])


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (Kind.ADMISSION, Kind.TRANSFER_IN),
        (Kind.RELEASE, Kind.SHIFT),
        (Kind.ESCORT_OUT, Kind.ESCORT_OUT),
        (Kind.DEATH, Kind.ESCORT_BACK),
    ],
)
def test_what_cannot_follow_is_impossible(first, then):
    with pytest.raises(Impossible):
        walk([Line(first, 1, START), Line(then, 1, START + timedelta(hours=1), 2 if then == Kind.SHIFT else None)])


def test_a_transfer_entered_by_both_ends_leaves_one_stay():
    """The other facility received the person before this one entered that he left."""
    lines = [
        Line(Kind.ADMISSION, 1, at("08:00")),
        Line(Kind.TRANSFER_IN, 9, at("10:00"), facility_id=2),
        Line(Kind.TRANSFER_OUT, 1, at("10:30")),
    ]
    assert spells(lines) == [Spell(1, at("08:00"), at("10:00")), Spell(9, at("10:00"), None)]


def test_a_stay_without_length_is_none():
    lines = [Line(Kind.ADMISSION, 1, at("08:00")), Line(Kind.SHIFT, 1, at("08:00"), 2)]
    assert spells(lines) == [Spell(2, at("08:00"), None)]
