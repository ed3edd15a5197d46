from datetime import timedelta

import pytest

from fengsui.cast import DAY, FOUNDED, at
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.actions import Row
from fengsui.frontline.custody.tests.conftest import BEFORE
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.actions import refresh
from fengsui.ground.org.scope import SYSTEM

FLOWS = ("admissions", "releases", "transfers_in", "transfers_out", "escorts", "deaths", "fevers")


def computed(code, known=None, units=None, day=DAY):
    asked = indicators.asked(day, units, known)
    return indicators.indicators()[f"custody.{code}"].compute(asked)


def whole_day_before(since):
    from fengsui.ground.indicators.measures import WINDOW_END
    from fengsui.ground.measures.actions import put

    put(WINDOW_END, 0, basis="test", by=SYSTEM, at=since, system="rehabilitation")


def test_missing_is_never_zero(prison, number):
    refresh(DAY)
    assert [number(f"prisoner_{flow}") for flow in FLOWS] == [None] * 7
    assert [number(code) for code in ("prisoners", "prisoners_measured", "officers_on_duty")] == [None] * 3
    assert (number("sections"), number("sections_counted")) == (2, 0)


def test_a_complete_roll_call_makes_zeros(count, number):
    count(100, 80)
    assert [number(f"prisoner_{flow}") for flow in FLOWS] == [0] * 7
    assert (number("prisoners"), number("prisoners_outside"), number("prisoners_measured")) == (180, 0, 180)


def test_without_temperatures_there_are_no_zero_fevers(prison, wards, officer, number, fever):
    rows = [Row(ward, 50) for ward in wards]
    custody.count(prison, DAY, "evening", rows, by=officer, at=at("18:05"))
    assert (number("prisoners_measured"), number("prisoner_fevers"), number("prisoner_deaths")) == (None, None, 0)
    fever()
    assert number("prisoner_fevers") == 1


def test_nobody_present_needs_no_temperature(prison, wards, officer, number):
    rows = [Row(wards[0], 50, 0, 50), Row(wards[1], 0, 3)]
    custody.count(prison, DAY, "evening", rows, by=officer, at=at("18:05"))
    assert number("prisoner_fevers") == 0


def test_the_stock_is_of_the_last_roll_call_in_the_window_whenever_it_was_taken(count, number, drill):
    count(100, 80, slot="morning")
    assert number("prisoners") is None  # the evening's is the one that counts, and it is missing
    drill(at("22:00"))
    count(101, 80, at=at("21:59"))
    assert (number("prisoners"), number("prisoners", DAY + timedelta(days=1))) == (181, None)


def test_each_movement_has_its_number(count, move, wards, number, units):
    count(100, 80)
    for n, kind in enumerate(("admission", "release", "transfer_in", "transfer_out", "escort_out", "death")):
        move(kind, number=f"N{n}", place="外地")
    move("shift", number="N9", to_section=wards[1])
    assert [number(f"prisoner_{flow}") for flow in FLOWS] == [1, 1, 1, 1, 1, 1, 0]


def test_prisons_have_prisoners_and_centres_detainees(units, count, keeper, centre, number):
    count(100, 80)
    custody.count(centre, DAY, "evening", [Row(units["brigade-1"], 60)], by=keeper, at=at("18:05"))
    assert (number("detainees"), number("detainees", DAY, centre), number("prisoners", DAY, centre)) == (None, 60, None)


def test_it_is_answered_as_known_then(prison, count, drill, muster, fever, move):
    before = at("18:29")
    count(100, 80)
    for enter in (lambda: muster(40, 30, 10), fever, lambda: move("admission")):
        enter()
    drill(at("19:00"))
    count(99, at=None, reason="counted again")
    assert computed("prisoners", before) == {}
    assert computed("prisoners", at("18:45")) == {prison.pk: 180}
    assert computed("prisoners") == {prison.pk: 179}
    codes = ("officers_on_duty", "prisoner_fevers", "prisoner_admissions")
    assert [computed(code, before) for code in codes] == [{}, {}, {}]


def test_it_is_answered_for_some_units_only(prison, units, count):
    count(100, 80)
    other = units["prison-2"]
    custody.count(other, DAY, "evening", [Row(units["ward-3"], 7)], by=SYSTEM, at=at("18:05"))
    assert computed("prisoners") == {prison.pk: 180, other.pk: 7}
    assert computed("prisoners", units=[other.pk]) == {other.pk: 7}


def test_windows_of_both_systems_are_kept_apart(prison, count):
    """The centres' window reaches into yesterday; the prison's evening of yesterday is not in its own."""
    whole_day_before(at("00:00", FOUNDED))
    count(90, 80, day=BEFORE)
    count(100, 80)
    assert computed("prisoners") == {prison.pk: 180}


@pytest.mark.parametrize("hour", [7, 18])
def test_a_window_that_ends_at_midnight_covers_the_whole_day_before(centre, units, keeper, hour):
    whole_day_before(at("00:00", FOUNDED))
    slot = "morning" if hour == 7 else "evening"
    custody.count(
        centre, BEFORE, slot, [Row(units["brigade-1"], 60, 0, 60)], by=keeper, at=at(f"{hour:02d}:01", BEFORE)
    )
    custody.set_strength(centre, BEFORE, on_duty=9, in_isolation=8, on_standby=7, by=keeper)
    assert computed("detainees") == ({centre.pk: 60} if slot == "evening" else {})
    assert computed("detainee_fevers") == {centre.pk: 0}
    assert computed("officers_standby") == {centre.pk: 7}


def test_all_facilities_take_as_many_queries_as_one(units, count, django_assert_max_num_queries):
    count(100, 80)
    asked = indicators.asked(DAY)
    mine = [one for code, one in indicators.indicators().items() if code.startswith("custody.")]
    with django_assert_max_num_queries(9):
        for indicator in mine:
            indicator.compute(asked)
