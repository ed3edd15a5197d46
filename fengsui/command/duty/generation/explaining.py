"""Why a place stays empty, and what would fill it: for the person who must decide which rule to give up, or whom to ask."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fengsui.command.duty.generation.problem import Why, hours_of, overlap, unfit
from fengsui.command.duty.generation.solving import WEEK, solve

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fengsui.command.duty.generation.problem import Problem, Roster, Slot, Worker


@dataclass(frozen=True)
class Gap:
    """A slot with too few: how many are missing, how many its pool has, and why each of them does not stand there."""

    slot: str
    missing: int
    pool: int
    why: Mapping[Why, int]
    never: bool  # even if nobody did anything else, the pool could not man it


@dataclass(frozen=True)
class Relief:
    """A rule that was given up for a trial, and how many places would stay empty then; fewest: proven, else so many at most."""

    rule: Why
    empty: int
    fewest: bool


def gaps(problem: Problem, roster: Roster) -> list[Gap]:
    """The empty places of a roster with their reasons, in the order of the slots."""
    found = roster.gaps(problem)
    workers = {worker.key: worker for worker in problem.workers}
    slots = {slot.key: slot for slot in problem.slots}
    taken: dict[str, list[Slot]] = {key: [] for key in workers}
    for key, who in roster.picks:
        taken[who].append(slots[key])
    listed = []
    for key, missing in found.items():
        slot = slots[key]
        pool = [workers[each] for each in sorted(slot.pool & workers.keys())]
        able = [worker for worker in pool if not unfit(slot, worker, problem.rules)]
        why = Counter(reason for worker in pool if (reason := _why(problem, slot, worker, taken[worker.key])))
        listed.append(Gap(key, missing, len(pool), why, never=len(able) < slot.wanted))
    return listed


def _why(problem: Problem, slot: Slot, worker: Worker, taken: list[Slot]) -> Why | None:
    """Why somebody of the pool does not stand there; None: they do."""
    if slot in taken:
        return None
    if reason := unfit(slot, worker, problem.rules):
        return reason
    if any(overlap(slot.span, other.span) for other in taken):
        return Why.BUSY
    if any(overlap(slot.span, other.span, problem.rules.rest_h) for other in taken):
        return Why.REST
    return Why.WEEK if _too_long(problem, slot, worker, taken) else Why.REST


def _too_long(problem: Problem, slot: Slot, worker: Worker, taken: list[Slot]) -> bool:
    most = problem.rules.week_h
    spans = [*(other.span for other in taken), *worker.busy, slot.span]
    starts = [since for since, _until in spans if slot.since - WEEK < since <= slot.since]
    return most is not None and any(
        hours_of(span for span in spans if start <= span[0] < start + WEEK) > most for start in starts
    )


def reliefs(
    problem: Problem, roster: Roster, *, seconds: float = 2.0, progress: Callable[[int, int], None] | None = None
) -> list[Relief]:
    """What giving up each rule would bring, the best first; only those that help. Women's wards are never given up.

    Direct care of women by women officers is the law's rule and no preference (Prison Law, art. 40).
    """
    empty = sum(roster.gaps(problem).values())
    if not empty:
        return []
    trials = {
        Why.REST: _without_rest(problem),
        Why.AWAY: _without_leave(problem),
        Why.SKILL: _without_skills(problem),
    }
    if problem.rules.week_h is not None:
        trials[Why.WEEK] = replace(problem, rules=replace(problem.rules, week_h=None))
    found = [_relief(rule, each, seconds, progress) for rule, each in trials.items()]
    return sorted((each for each in found if each.empty < empty), key=lambda each: each.empty)


def _relief(rule: Why, problem: Problem, seconds: float, progress: Callable[[int, int], None] | None) -> Relief:
    roster = solve(problem, seconds=seconds, progress=progress)
    return Relief(rule, sum(roster.gaps(problem).values()), roster.fewest)


def _without_rest(problem: Problem) -> Problem:
    return replace(problem, rules=replace(problem.rules, rest_h=0))


def _without_leave(problem: Problem) -> Problem:
    return replace(problem, workers=tuple(replace(worker, away=()) for worker in problem.workers))


def _without_skills(problem: Problem) -> Problem:
    return replace(problem, slots=tuple(replace(slot, skills=frozenset()) for slot in problem.slots))
