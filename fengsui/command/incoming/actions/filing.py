from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.incoming.actions.carrying import expect, hold, tell
from fengsui.command.incoming.models import OPEN, Scan, Stage
from fengsui.ground.documents import files
from fengsui.ground.journal.deeds import action

if TYPE_CHECKING:
    from fengsui.command.incoming.models import Paper, Step
    from fengsui.ground.org.scope import Actor


@action
def attach(paper: Paper, body: bytes, name: str, *, by: Actor) -> Scan:
    """Add a file, also to a paper that is concluded; what it is is read from its bytes, programs and macros are refused."""
    step = hold(paper, "incoming.register", by)
    expect(step, (*OPEN, Stage.CONCLUDED))
    return keep(step, body, name, by)


@action
def detach(scan: Scan, *, by: Actor) -> None:
    """Take a file off that does not belong there; what was taken off stands in the journal by its sum."""
    step = hold(scan.paper, "incoming.register", by)
    expect(step, OPEN)
    tell("detached", step, by, file=scan.kind, sha256=scan.sha256)
    scan.delete()


def keep(step: Step, body: bytes, name: str, by: Actor) -> Scan:
    said = files.columns(body, name, by=by, beside=Scan.objects.filter(paper=step.paper), limit=files.PAPERS)
    scan = Scan.objects.create(paper=step.paper, **said)
    tell("attached", step, by, file=str(scan.kind), sha256=scan.sha256)
    return scan
