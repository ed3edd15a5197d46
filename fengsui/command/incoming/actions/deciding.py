"""What is to be done with a paper: the office proposes, a leader instructs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.incoming.actions import telling
from fengsui.command.incoming.actions.carrying import check_units, expect, give, hold, same, to_come, words, write
from fengsui.command.incoming.models import OPEN, Deed, Stage
from fengsui.ground.journal.deeds import action

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fengsui.command.incoming.models import Paper, Step
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@action
def propose(paper: Paper, note: str, *, by: Actor) -> Step:
    """Propose what to do with it (拟办); whoever can instruct is told."""
    before, said = hold(paper, "incoming.propose", by), words(note, _("Say what you propose."))
    if same(before, Deed.PROPOSED, said, by):
        return before
    expect(before, (Stage.REGISTERED,))
    step = write(before, Deed.PROPOSED, by, stage=Stage.PROPOSED, note=said)
    telling.proposed(step)
    return step


@action
def instruct(
    paper: Paper, note: str, *, by: Actor, to: Unit | None = None, helpers: Sequence[Unit] = (), due_at: datetime | None = None
) -> Step:  # fmt: skip
    """Instruct (批办) in words: which unit is responsible, which help, by when. Without a proposal too, and more than once.

    to: the unit itself unless another was said before; due_at: the hour stays as it was unless another is said.
    """
    before, said = (
        hold(paper, "incoming.instruct", by),
        words(note, _("Say what is to be done; “read” is enough for a paper that asks for nothing.")),
    )
    if same(before, Deed.INSTRUCTED, said, by):
        return before
    expect(before, OPEN)
    with_whom = to or before.to or before.unit
    check_units(before.unit, with_whom, helpers)
    stage = Stage.UNDERTAKEN if before.stage == Stage.UNDERTAKEN else Stage.INSTRUCTED
    step = write(
        before, Deed.INSTRUCTED, by, stage=stage, note=said, to=with_whom, due_at=to_come(due_at) or before.due_at,
        told={"to": with_whom.pk},
    )  # fmt: skip
    give(step, with_whom, helpers)
    telling.given(step, {with_whom, *helpers})
    return step
