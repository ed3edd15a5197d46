"""CP-SAT: first as few empty places as can be, then nights, holidays and hours shared evenly among those who may do the same."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import timedelta
from heapq import heapify, heapreplace
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

from fengsui.command.duty.generation.problem import Roster, hours_of, overlap, unfit

if TYPE_CHECKING:
    from collections.abc import Callable

    from fengsui.command.duty.generation.problem import Problem, Slot, Worker

WEEK = timedelta(days=7)
NIGHT, HOLIDAY, HOURS = 300, 200, 1  # what a night, a holiday, an hour weighs that is over or under the common share
SECONDS = 8.0
SAY_EVERY_S = 0.3
SEED = 7  # the same question has the same answer, as far as time allows


@dataclass
class _Model:
    problem: Problem
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    picks: dict[tuple[str, str], cp_model.IntVar] = field(default_factory=dict)
    of_worker: dict[str, list[Slot]] = field(default_factory=lambda: defaultdict(list))
    missing: list[cp_model.IntVar] = field(default_factory=list)
    unfair: list[cp_model.LinearExpr] = field(default_factory=list)
    most_unfair: int = 0  # no roster costs more than this


def solve(problem: Problem, *, seconds: float = SECONDS, progress: Callable[[int, int], None] | None = None) -> Roster:
    """The best roster found in so many seconds, and whether it is proven the best.

    progress(empty places, rosters found so far) is called meanwhile; what it raises ends the search.
    """
    made = _Model(problem)
    _places(made)
    _people(made)
    _fairness(made)
    empty_weighs = made.most_unfair + 1  # a place manned outweighs whatever it costs in fairness
    made.model.minimize(empty_weighs * sum(made.missing) + sum(made.unfair))
    _hint(made)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = SEED
    watching = _Watching(made.missing)
    status = _run(solver, made.model, watching, progress)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return Roster((), proven=False, fewest=False, seconds=solver.wall_time)
    chosen = tuple(sorted(key for key, pick in made.picks.items() if solver.value(pick)))
    empty = sum(solver.value(each) for each in made.missing)
    fewest = not empty or status == cp_model.OPTIMAL or solver.best_objective_bound > empty_weighs * empty - 1
    return Roster(chosen, status == cp_model.OPTIMAL, fewest, solver.wall_time)


def _places(made: _Model) -> None:
    """Every slot has as many as it wants; what is missing is counted instead of forbidden, so that there is an answer."""
    workers = {worker.key: worker for worker in made.problem.workers}
    for slot in made.problem.slots:
        able = [key for key in sorted(slot.pool & workers.keys()) if not unfit(slot, workers[key], made.problem.rules)]
        for key in able:
            made.picks[slot.key, key] = made.model.new_bool_var(f"{slot.key}/{key}")
            made.of_worker[key].append(slot)
        missing = made.model.new_int_var(0, slot.wanted, f"{slot.key} missing")
        made.model.add(sum(made.picks[slot.key, key] for key in able) + missing == slot.wanted)
        made.missing.append(missing)


def _people(made: _Model) -> None:
    """Nobody is at two places at once or without rest, or more hours in a week than may be."""
    rules = made.problem.rules
    for worker in made.problem.workers:
        slots = sorted(made.of_worker[worker.key], key=lambda slot: (slot.since, slot.until))
        for near in _together(slots, rules.rest_h):
            made.model.add_at_most_one(made.picks[slot.key, worker.key] for slot in near)
        if rules.week_h is not None:
            _week(made, worker, slots, rules.week_h)


def _together(slots: list[Slot], rest_h: float) -> list[list[Slot]]:
    """Sets of slots of which one person takes one at most. Times on a line: those that are on at some moment, and rest.

    Each set is those that are on, or rest from, when one begins; sets within another are left out.
    """
    rest = timedelta(hours=rest_h)
    sets: list[list[Slot]] = []
    for slot in slots:
        near = [other for other in slots if other.since <= slot.since < max(other.until + rest, other.since + rest)]
        if len(near) > 1 and not (sets and {s.key for s in sets[-1]} >= {s.key for s in near}):
            sets.append(near)
    return sets


def _week(made: _Model, worker: Worker, slots: list[Slot], most: float) -> None:
    """At most so many hours in the seven days from the beginning of each slot; what stands already counts."""
    for since in sorted({slot.since for slot in slots}):
        near = [slot for slot in slots if since <= slot.since < since + WEEK]
        stand = hours_of(span for span in worker.busy if since <= span[0] < since + WEEK)
        minutes = sum(round(slot.hours * 60) * made.picks[slot.key, worker.key] for slot in near)
        made.model.add(minutes <= max(0, round((most - stand) * 60)))


def _fairness(made: _Model) -> None:
    """Among those who may do the same, everybody has the common share, one more or one less than it at most."""
    alike: dict[frozenset[str], list[Worker]] = defaultdict(list)
    for worker in made.problem.workers:
        if slots := made.of_worker[worker.key]:
            alike[frozenset(slot.post for slot in slots)].append(worker)
    for posts, workers in alike.items():
        if len(workers) > 1:
            _share(made, posts, workers, _Burden(NIGHT, lambda slot: int(slot.night), lambda worker: worker.nights))
            _share(
                made, posts, workers, _Burden(HOLIDAY, lambda slot: int(slot.holiday), lambda worker: worker.holidays)
            )
            _share(made, posts, workers, _Burden(HOURS, lambda slot: round(slot.hours), lambda _worker: 0))


@dataclass(frozen=True)
class _Burden:
    weight: int
    of: Callable[[Slot], int]
    before: Callable[[Worker], int]


def _share(made: _Model, posts: frozenset[str], workers: list[Worker], burden: _Burden) -> None:
    """What is over or under the common share costs. As bounds it is proven at once; as most minus least it took minutes."""
    slots = [slot for slot in made.problem.slots if slot.post in posts and burden.of(slot)]
    if not slots:
        return
    one, total = max(map(burden.of, slots)), sum(burden.of(slot) * slot.wanted for slot in slots)
    low, high = level([burden.before(worker) for worker in workers], total, one)
    made.most_unfair += burden.weight * (total + low * len(workers))  # all is over the share, and everybody under it
    for worker in workers:
        before = burden.before(worker)
        own = [slot for slot in made.of_worker[worker.key] if burden.of(slot)]
        has = before + sum(burden.of(slot) * made.picks[slot.key, worker.key] for slot in own)
        over, under = (made.model.new_int_var(0, total + before, "") for _each in range(2))
        made.model.add(has <= max(high, before) + over)
        made.model.add(has >= low - under)
        made.unfair.append(burden.weight * (over + under))


def level(before: list[int], total: int, one: int) -> tuple[int, int]:
    """Between what two numbers everybody's burden lies if so much more is shared out, each time to who has least.

    one: how much is given at a time. With 0, 0, 5 before and 4 more to give it is 2 to 2: who has 5 gets none.
    """
    heap = [(has, False) for has in before]
    heapify(heap)
    while total > 0:
        heapreplace(heap, (heap[0][0] + one, True))
        total -= one
    low = heap[0][0]
    return low, max((has for has, given in heap if given), default=low)


def _hint(made: _Model) -> None:
    """Begin from what somebody with a pencil would do: in turn, whoever had least."""
    taken: dict[str, list[Slot]] = defaultdict(list)
    load: dict[str, list[float]] = {worker.key: [worker.nights, worker.holidays, 0] for worker in made.problem.workers}
    chosen: set[tuple[str, str]] = set()
    able: dict[str, list[str]] = defaultdict(list)
    for slot_key, key in made.picks:
        able[slot_key].append(key)
    for slot, missing in sorted(zip(made.problem.slots, made.missing, strict=True), key=lambda each: each[0].since):
        free = [key for key in able[slot.key] if _free(made.problem, slot, taken[key])]
        first = 0 if slot.night else 1 if slot.holiday else 2
        hands = sorted(free, key=lambda key: (load[key][first], load[key][2], key))[: slot.wanted]
        for key in hands:
            chosen.add((slot.key, key))
            taken[key].append(slot)
            load[key] = [load[key][0] + slot.night, load[key][1] + slot.holiday, load[key][2] + slot.hours]
        made.model.add_hint(missing, slot.wanted - len(hands))
    for pair, pick in made.picks.items():
        made.model.add_hint(pick, pair in chosen)


def _free(problem: Problem, slot: Slot, taken: list[Slot]) -> bool:
    """Whether somebody with these slots before it can take one more, in the order of time."""
    rules = problem.rules
    if any(overlap(slot.span, other.span, rules.rest_h) for other in taken[-3:]):
        return False
    near = [other.span for other in taken if other.since > slot.since - WEEK]
    return rules.week_h is None or hours_of(near) + slot.hours <= rules.week_h


class _Watching(cp_model.CpSolverSolutionCallback):  # type: ignore[misc]
    """How far the search is. It is called in threads of the solver, so it only takes notes."""

    def __init__(self, missing: list[cp_model.IntVar]) -> None:
        super().__init__()
        self.missing, self.empty, self.found = missing, -1, 0

    def on_solution_callback(self) -> None:
        self.empty, self.found = sum(self.value(each) for each in self.missing), self.found + 1


def _run(
    solver: cp_model.CpSolver, model: cp_model.CpModel, watching: _Watching, progress: Callable[[int, int], None] | None
) -> Any:
    """Search in another thread, and say in this one how far it is: a connection to the database stays in its thread."""
    with ThreadPoolExecutor(1) as hands:
        running = hands.submit(solver.solve, model, watching)
        try:
            while wait([running], SAY_EVERY_S).not_done:
                if progress and watching.found:
                    progress(watching.empty, watching.found)
        except BaseException:
            solver.stop_search()
            raise
    status = running.result()
    if progress and watching.found:
        progress(watching.empty, watching.found)
    return status
