"""What a roster may never be, on random problems; how few places stay empty, against trying everything; who has the nights."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fengsui.command.duty.generation.explaining import gaps, reliefs
from fengsui.command.duty.generation.problem import Problem, Rules, Slot, Why, Worker, overlap, unfit
from fengsui.command.duty.generation.solving import level, solve
from fengsui.ground.clock.queries import LOCAL

START = datetime(2020, 1, 24, tzinfo=LOCAL)


def at(hours: float) -> datetime:
    return START + timedelta(hours=hours)


def slot(number: int, pool: str = "abc", *, wanted: int = 1, hours: float = 8, **more) -> Slot:
    since = at(8 * number)
    key, night = f"s{number}", number % 3 == 0
    return Slot(key, "gate", since, since + timedelta(hours=hours), wanted, frozenset(pool), night=night, **more)


def ask(slots: list[Slot], workers: list[Worker], **rules) -> Problem:
    return Problem(tuple(slots), tuple(workers), Rules(**rules))


SLOTS = st.lists(
    st.builds(
        slot, st.integers(0, 5), st.sampled_from(["abc", "ab", "c", "bc"]),
        wanted=st.integers(1, 2), women_only=st.booleans(), skills=st.sampled_from([frozenset(), frozenset({"drive"})]),
    ),
    min_size=1, max_size=4, unique_by=lambda each: each.key,
)  # fmt: skip
SPANS = st.lists(st.integers(0, 40).map(lambda hour: (at(hour), at(hour + 5))), max_size=2).map(tuple)
WORKERS = st.tuples(
    *(
        st.builds(
            Worker, st.just(key), woman=st.booleans(), skills=st.sampled_from([frozenset(), frozenset({"drive"})]),
            away=SPANS, busy=SPANS, nights=st.integers(0, 3),
        )
        for key in "abc"
    )
)  # fmt: skip
PROBLEMS = st.builds(
    lambda slots, workers, rest, week: Problem(tuple(slots), workers, Rules(rest, week)),
    SLOTS, WORKERS, st.sampled_from([0, 8, 11]), st.sampled_from([None, 16, 24]),
)  # fmt: skip


def allowed(problem: Problem, key: str, slots: tuple[Slot, ...]) -> bool:
    """Whether somebody may have just these slots, worked out without the solver."""
    worker = next(each for each in problem.workers if each.key == key)
    if any(unfit(each, worker, problem.rules) for each in slots):
        return False
    if any(overlap(one.span, other.span, problem.rules.rest_h) for one, other in combinations(slots, 2)):
        return False
    return all(_week(problem, worker, slots, each.since) for each in slots)


def _week(problem: Problem, worker: Worker, slots: tuple[Slot, ...], since: datetime) -> bool:
    most = problem.rules.week_h
    end = since + timedelta(days=7)
    own = sum(each.hours for each in slots if since <= each.since < end)
    stand = sum((b - a) / timedelta(hours=1) for a, b in worker.busy if since <= a < end)
    return most is None or own + stand <= max(most, stand)


def fewest_empty(problem: Problem) -> int:
    """By trying every set of slots for everybody."""
    subsets = [
        [
            chosen
            for size in range(len(problem.slots) + 1)
            for chosen in combinations([each for each in problem.slots if worker.key in each.pool], size)
            if allowed(problem, worker.key, chosen)
        ]
        for worker in problem.workers
    ]
    wanted = {each.key: each.wanted for each in problem.slots}
    best = sum(wanted.values())
    for choice in product(*subsets):
        taken = Counter(each.key for chosen in choice for each in chosen)
        best = min(best, sum(max(0, number - taken[key]) for key, number in wanted.items()))
    return best


@settings(max_examples=40, deadline=None)
@given(problem=PROBLEMS)
def test_as_few_places_stay_empty_as_can_be_and_no_rule_is_broken(problem):
    roster = solve(problem)
    slots = {each.key: each for each in problem.slots}
    for worker in problem.workers:
        own = tuple(slots[key] for key, who in roster.picks if who == worker.key)
        assert allowed(problem, worker.key, own)
    assert sum(roster.gaps(problem).values()) == fewest_empty(problem)
    assert roster.proven
    assert roster.fewest


@settings(max_examples=25, deadline=None)
@given(problem=PROBLEMS)
def test_every_empty_place_is_explained(problem):
    roster = solve(problem)
    for gap in gaps(problem, roster):
        standing = sum(key == gap.slot for key, _worker in roster.picks)
        assert sum(gap.why.values()) + standing == gap.pool


def test_nights_go_to_who_had_least():
    workers = [Worker("a", nights=3), Worker("b"), Worker("c", nights=1)]
    problem = ask([slot(number) for number in range(0, 15, 3)], workers, rest_h=11)
    nights = Counter(worker for _slot, worker in solve(problem).picks)
    assert nights == {"b": 3, "c": 2}


def test_a_womens_ward_takes_women_only():
    roster = solve(ask([slot(0, women_only=True)], [Worker("a"), Worker("b", woman=True)]))
    assert roster.picks == (("s0", "b"),)


def test_leave_and_what_stands_are_kept():
    workers = [Worker("a", away=((at(0), at(4)),)), Worker("b", busy=((at(-9), at(-4)),)), Worker("c")]
    assert solve(ask([slot(0)], workers, rest_h=5)).picks == (("s0", "c"),)


def test_why_a_place_stays_empty():
    workers = [Worker("a", away=((at(0), at(4)),)), Worker("b"), Worker("c", woman=True, busy=((at(-9), at(-1)),))]
    problem = ask([slot(0, wanted=3)], workers, rest_h=11)
    (gap,) = gaps(problem, solve(problem))
    assert (gap.missing, gap.pool, gap.never) == (2, 3, True)
    assert gap.why == {Why.AWAY: 1, Why.REST: 1}


def test_what_would_fill_it():
    problem = ask([slot(0, "a"), slot(1, "a")], [Worker("a")], rest_h=11)
    (relief,) = reliefs(problem, solve(problem))
    assert (relief.rule, relief.empty) == (Why.REST, 0)


def test_the_week_is_full():
    problem = ask([slot(0, "a"), slot(3, "a")], [Worker("a")], week_h=8)
    roster = solve(problem)
    assert [gap.why for gap in gaps(problem, roster)] == [{Why.WEEK: 1}]
    assert [each.rule for each in reliefs(problem, roster)] == [Why.WEEK]


def test_who_does_not_stand_there_is_busy_beside_it():
    problem = ask([slot(0, "a"), Slot("other", "van", at(0), at(4), 1, frozenset("a"))], [Worker("a")])
    roster = solve(problem)
    assert [gap.why for gap in gaps(problem, roster)] == [{Why.BUSY: 1}]


def test_nothing_is_asked_nothing_is_missing():
    problem = ask([], [Worker("a")])
    assert solve(problem).picks == ()
    assert reliefs(problem, solve(problem)) == []


def test_progress_is_said_and_may_stop_the_search():
    workers = [Worker(f"w{number}") for number in range(60)]
    pool = frozenset(worker.key for worker in workers)
    slots = [replace(slot(number), pool=pool, wanted=20) for number in range(126)]

    def stop(empty: int, found: int) -> None:
        assert empty >= 0
        assert found > 0
        raise KeyError("cancelled")

    with pytest.raises(KeyError, match="cancelled"):
        solve(ask(slots, workers, rest_h=11, week_h=48), progress=stop)


@pytest.mark.parametrize(
    ("before", "total", "answer"),
    [([0, 0, 5], 4, (2, 2)), ([0, 0], 3, (1, 2)), ([2, 7], 0, (2, 2)), ([0, 1], 3, (2, 2)), ([0, 0, 0], 1, (0, 1))],
)
def test_the_common_share(before, total, answer):
    assert level(before, total, 1) == answer
