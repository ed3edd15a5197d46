"""From the tables to the solver's question: what a draft leaves to be filled, and by whom."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fengsui.command.duty.generation.problem import Problem, Rules, Slot, Worker
from fengsui.command.duty.measures import WEEK_HOURS
from fengsui.command.duty.queries.demand import demand
from fengsui.ground.measures import queries as measures

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from fengsui.command.duty.models import Draft
    from fengsui.command.duty.queries.demand import Candidate, Demand, Need
    from fengsui.command.duty.queries.turns import Key

    type Kept = Mapping[Key, Sequence[UUID]]


def ask(draft: Draft, kept: Kept) -> tuple[Problem, dict[str, Key]]:
    """The question of a draft and what its slots are called there. kept: who stays in which cell whatever comes out."""
    asked = demand(draft.unit, draft.first, draft.last)
    needs = [need for need in asked.needs if not need.is_begun]
    slots = {_key(need): slot for need in needs if (slot := _slot(need, asked, kept)).wanted > 0}
    workers = tuple(_worker(one, needs, kept) for one in asked.people)
    week = measures.reading(WEEK_HOURS).of(draft.unit)
    rules = Rules(rest_h=asked.rest / timedelta(hours=1), week_h=week or None)
    return Problem(tuple(slots.values()), workers, rules), {_key(need): (need.slot, need.day) for need in needs}


def _key(need: Need) -> str:
    return f"{need.slot}/{need.day}"


def _slot(need: Need, asked: Demand, kept: Kept) -> Slot:
    there = set(kept.get((need.slot, need.day), ()))
    pool = frozenset(str(one.person) for one in asked.people if need.post in one.posts and one.person not in there)
    return Slot(
        _key(need), str(need.post), need.since, need.until, need.count - len(there), pool,
        skills=need.skills, women_only=need.women_only, night=need.is_night, holiday=need.is_holiday,
    )  # fmt: skip


def _worker(one: Candidate, needs: list[Need], kept: Kept) -> Worker:
    own = [need for need in needs if one.person in kept.get((need.slot, need.day), ())]
    return Worker(
        str(one.person), woman=one.woman, skills=one.skills,
        away=tuple((each.since, each.until) for each in one.absences),
        busy=(*((each.since, each.until) for each in one.shifts), *((need.since, need.until) for need in own)),
        nights=one.nights + sum(need.is_night for need in own),
        holidays=one.holidays + sum(need.is_holiday for need in own),
    )  # fmt: skip
