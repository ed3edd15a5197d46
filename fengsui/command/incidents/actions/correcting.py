"""What was wrong is corrected, what was none is withdrawn: the rows before stay, with who said them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fengsui.command.incidents.actions import saying
from fengsui.command.incidents.actions.carrying import after, allow, expect, is_again, lock, write
from fengsui.command.incidents.actions.reporting import first_due, follow_due
from fengsui.command.incidents.models import LIVE, Deed, Stage
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.deeds import action

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.incidents.actions.saying import Said
    from fengsui.command.incidents.models import Incident, Step
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@action
def correct(incident: Incident, said: Said, reason: str, *, by: Actor, at: datetime | None = None) -> Step:
    """Say it right, with a reason: kind, place, hours, persons, and the words of the last report. What it said before stays.

    Another hour of becoming known moves the hour of the first report, also for whether it was in time.
    """
    before = lock(incident)
    allow(by, ways(before))
    learned = said.learned_at or before.learned_at
    saying.hours(said.happened_at, learned, by=before.first_at)
    typed: dict[str, Any] = {
        "note": saying.reason(reason), "kind": said.kind if said.kind == before.kind else saying.kind_of(said.kind),
        "place": saying.place_of(said.place), "happened_at": said.happened_at, "learned_at": learned, "persons": said.persons,
        "text": saying.text_of(said.text), "measures": saying.measures_of(said.measures),
    }  # fmt: skip
    if is_again(before, Deed.CORRECTED, by, **typed) and not said.about_persons:
        return before
    expect(before, (*LIVE, Stage.CLOSED))
    due = first_due(before.unit, learned)
    typed |= {"first_due_at": due} | ({"due_at": due} if before.stage == Stage.NOTED else {})
    step = after(before, Deed.CORRECTED, by, at=at, **typed)
    step.sealed = saying.seal(incident, said.about_persons)
    return write(before, step, by)


@action
def withdraw(incident: Incident, reason: str, *, by: Actor, at: datetime | None = None) -> Step:
    """Withdraw what was none, or was entered twice, with a reason: nobody owes anything about it any more."""
    before = lock(incident)
    allow(by, ways(before))
    said = saying.reason(reason)
    if is_again(before, Deed.WITHDRAWN, by, note=said):
        return before
    expect(before, LIVE)
    return write(before, after(before, Deed.WITHDRAWN, by, at=at, stage=Stage.WITHDRAWN, note=said, due_at=None), by)


@action
def reopen(incident: Incident, reason: str, *, by: Actor, at: datetime | None = None) -> Step:
    """Open a closed or withdrawn incident again, with a reason: the next report is owed again."""
    before = lock(incident)
    allow(by, ways(before))
    said = saying.reason(reason)
    if is_again(before, Deed.REOPENED, by, note=said):
        return before
    expect(before, (Stage.CLOSED, Stage.WITHDRAWN))
    moment = at or clock.now()
    if before.first_at is None:
        changes: dict[str, Any] = {"stage": Stage.NOTED, "due_at": before.first_due_at}
    else:
        changes = {"stage": Stage.REPORTED, "last_at": moment, "due_at": follow_due(before.unit, moment)}
    return write(before, after(before, Deed.REOPENED, by, at=at, note=said, **changes), by)


def ways(step: Step) -> list[tuple[str, Unit]]:
    """Its own unit; what was only noted also whoever may note it there."""
    own = [("incidents.report", step.unit)]
    return [*own, ("incidents.note", step.unit)] if step.first_at is None else own
