from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengsui.cast import DAY, at
from fengsui.frontline.custody.models import Slot
from fengsui.frontline.custody.queries.balances import balances, wholes
from fengsui.frontline.custody.tests.conftest import BEFORE
from fengsui.ground.checks.queries import failures, still_fails


def test_a_count_that_adds_up_is_no_finding(count, move, wards, failed):
    count(100, 80, day=BEFORE)
    move("admission", "10:00", number="1")
    move("release", "11:00", number="2")
    move("shift", "12:00", number="3", to_section=wards[1])
    move("escort_out", "13:00", number="4")
    count(99, 81)
    assert "conservation" not in failed()
    assert "section_conservation" not in failed()


def test_a_count_that_does_not_add_up_is_found_with_its_amount_and_rows(count, move):
    count(100, 80, day=BEFORE)
    move("admission", "10:00")
    count(100, 80)
    [whole] = [failure for failure in failures(DAY) if failure.check == "custody.conservation"]
    assert whole.text == "Evening roll-call: 180 counted, 181 expected (180 before, 1 in, 0 out), difference -1."
    assert (whole.amount, whole.url) == (-1, "/custody/prison/2020-02-03/evening/balance/")
    assert still_fails(whole.key)
    count(101, reason="counted again", at=None)
    assert not still_fails(whole.key)


def test_a_move_between_wards_that_nobody_entered_concerns_only_the_wards(count, failed):
    count(100, 80, day=BEFORE)
    count(99, 81)
    assert failed().count("section_conservation") == 2
    assert "conservation" not in failed()


def test_without_a_count_before_or_with_a_section_missing_nothing_is_claimed(count):
    count(100, 80, day=BEFORE, slot="morning")
    assert [whole.difference for whole in wholes(BEFORE, balances(BEFORE))] == [None]
    count(99)
    assert [(whole.difference, whole.expected) for whole in wholes(DAY, balances(DAY))] == [(None, None)]


def test_it_asks_as_known_then(count, move, drill):
    count(100, 80, day=BEFORE)
    move("admission", "10:00")
    count(101, 80)
    then = at("18:40")
    drill(at("19:00"))
    count(100, 80, at=None, reason="counted again")
    assert [whole.difference for whole in wholes(DAY, balances(DAY, then))] == [0]
    assert [whole.difference for whole in wholes(DAY, balances(DAY))] == [-1]


MOVES = st.lists(
    st.tuples(st.sampled_from(["admission", "release", "shift", "escort_out", "death"]), st.integers(0, 1)), max_size=5
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES, slip=st.integers(-2, 2))
def test_the_difference_is_what_was_miscounted(count, move, wards, prison, moves, slip):
    """Whatever moved between two counts, the difference is the slip of the second count and nothing else."""
    from django.db import transaction

    with transaction.atomic():
        count(100, 80, day=BEFORE)
        held = [100, 80]
        for n, (kind, ward) in enumerate(moves):
            to = wards[1 - ward] if kind == "shift" else None
            move(kind, f"{9 + n:02d}:00", number=f"N{n}", section=wards[ward], to_section=to)
            held[ward] += {"admission": 1, "escort_out": 0}.get(kind, -1)
            held[1 - ward] += kind == "shift"
        count(held[0] + slip, held[1])
        [whole] = wholes(DAY, balances(DAY, facility=prison, slot=Slot.EVENING))
        transaction.set_rollback(True)
    assert whole.difference == slip
    assert [part.difference for part in whole.parts if part.now.section == wards[1]] == [0]


def test_the_day_before_is_looked_for_as_far_back_as_needed(count):
    count(100, 80, day=DAY - timedelta(days=9))
    count(98, 80)
    assert [part.difference for part in balances(DAY)] in ([-2, 0], [0, -2])
