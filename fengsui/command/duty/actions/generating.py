"""A roster worked out in the background: asked for, searched without holding anything up, put into the draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from fengsui.command.duty.actions.drafting import expect, locked, now_in, saved, write_cells
from fengsui.command.duty.models import Draft
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.runs import actions as runs
from fengsui.ground.runs.models import Run
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from fengsui.command.duty.queries.turns import Key
    from fengsui.ground.org.models import Person
    from fengsui.ground.org.scope import Actor

KIND = "duty.generate"


@action
def generate(draft: Draft, *, revision: int, by: Person, only_empty: bool = True) -> Run:
    """Ask for a roster to be worked out for a draft. only_empty: who stands in it stays; else all that has not begun is new.

    One search a draft: asked again while one goes on, it is that one.
    """
    scope.require(by, "duty.arrange", draft.unit)
    draft = locked(draft)
    if going := Run.objects.filter(kind=KIND, params__draft=draft.pk, ended_at=None, cancelled_at=None, by=by).first():
        deeds.told()
        return going
    expect(draft, revision)
    run = runs.start(KIND, by=by, unit=draft.unit, draft=draft.pk, only_empty=only_empty)
    journal.write("duty.generation_asked", by=by.pk, unit=draft.unit_id, about=draft.subject)
    return run


def work_out(
    pk: int, *, only_empty: bool, by: Person, progress: Callable[[int, int, str], None] | None = None
) -> dict[str, Any]:
    """Search, then write. Nobody waits for the search: the draft is held only while it is written.

    What was saved meanwhile is not overwritten: the search is refused with a sentence, and asked for again.
    """
    from fengsui.command.duty.generation import asking, explaining, solving  # noqa: PLC0415 - the solver is heavy: workers only

    draft = Draft.objects.select_related("unit").get(pk=pk)
    revision = draft.revision
    kept = now_in(draft) if only_empty else {}
    problem, keys = asking.ask(draft, {key: sorted(people) for key, people in kept.items()})
    wanted = sum(slot.wanted for slot in problem.slots)

    def say(empty: int, found: int) -> None:
        if progress:
            progress(wanted - empty, wanted, _("%(found)s rosters found; looking for a fairer one") % {"found": found})

    roster = solving.solve(problem, progress=say)
    gaps = explaining.gaps(problem, roster)
    reliefs = explaining.reliefs(problem, roster, progress=say)
    cells: dict[Key, list[UUID]] = {keys[slot.key]: list(kept.get(keys[slot.key], ())) for slot in problem.slots}
    for slot, worker in roster.picks:
        cells[keys[slot]].append(UUID(worker))
    take_roster(draft, cells, revision=revision, by=by)
    return {
        "filled": len(roster.picks), "empty": wanted - len(roster.picks), "fewest": roster.fewest, "proven": roster.proven,
        "gaps": [
            {"slot": keys[gap.slot][0], "day": keys[gap.slot][1].isoformat(), "missing": gap.missing, "pool": gap.pool,
             "never": gap.never, "why": {str(why): number for why, number in gap.why.items()}}
            for gap in gaps
        ],
        "reliefs": [{"rule": str(each.rule), "empty": each.empty, "fewest": each.fewest} for each in reliefs],
    }  # fmt: skip


@action
def take_roster(draft: Draft, cells: Mapping[Key, list[UUID]], *, revision: int, by: Actor) -> Draft:
    """Put a roster that was worked out into its draft."""
    scope.require(by, "duty.arrange", draft.unit)
    draft = locked(draft)
    if draft.revision != revision:
        raise Refused("duty.meanwhile", _("The draft was changed while the roster was worked out; ask for it again."))
    write_cells(draft, cells)
    return saved(draft, by, "duty.generated", len(cells))
