"""How a paper ends: with a result, or as a wrong entry; and how it is opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fengsui.command.incoming.actions.carrying import expect, hold, same, to_come, words, write
from fengsui.command.incoming.models import OPEN, UNDER_WAY, Deed, Stage
from fengsui.command.incoming.queries.standing import open_tasks
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.deeds import action
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.incoming.models import Paper, Step
    from fengsui.ground.org.scope import Actor


@action
def conclude(paper: Paper, result: str, *, by: Actor, reason: str = "") -> Step:
    """Conclude it (办结) with a result. Refused while its tasks are open, unless a reason is said."""
    before, said = (
        hold(paper, "incoming.carry", by),
        words(result, _("Say what came of it: nothing is concluded without a result.")),
    )
    if same(before, Deed.CONCLUDED, said, by):
        return before
    expect(before, UNDER_WAY)
    n, why = open_tasks(paper), ""
    if n:
        sentence = ngettext(
            "%(n)d task from this paper is still open: close it first, or say why the paper is concluded without it.",
            "%(n)d tasks from this paper are still open: close them first, or say why the paper is concluded without them.",
            n,
        )
        why = words(reason, sentence % {"n": n}, "reason")
    return write(before, Deed.CONCLUDED, by, stage=Stage.CONCLUDED, note=said, reason=why, told={"open": n})


@action
def reopen(paper: Paper, note: str, *, by: Actor, due_at: datetime | None = None) -> Step:
    """Open a concluded paper again, with a reason; an hour that is over does not hold any more unless a new one is said."""
    before, said = hold(paper, "incoming.carry", by), words(note, _("Say why the paper is opened again."))
    if same(before, Deed.REOPENED, said, by):
        return before
    expect(before, (Stage.CONCLUDED,))
    still = before.due_at if before.due_at and before.due_at > clock.now() else None
    due = to_come(due_at) or still
    return write(before, Deed.REOPENED, by, stage=Stage.INSTRUCTED, note=said, due_at=due, turn=before.turn + 1)


@action
def void(paper: Paper, reason: str, *, by: Actor) -> Step:
    """Declare a wrong entry void (作废): its number stays taken. Refused while tasks that it gave are open."""
    before, said = hold(paper, "incoming.register", by), words(reason, _("Say what was wrong with the entry."))
    if same(before, Deed.VOIDED, said, by):
        return before
    expect(before, OPEN)
    if open_tasks(paper):
        raise Refused("incoming.tasks", _("Tasks from this paper are still open: withdraw them first."))
    return write(before, Deed.VOIDED, by, stage=Stage.VOID, note=said, told={"reason": said})
