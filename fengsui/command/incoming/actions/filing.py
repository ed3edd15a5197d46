from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.incoming.actions.carrying import expect, hold, person, tell
from fengsui.command.incoming.models import OPEN, Scan, Stage
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import filetypes
from fengsui.ground.journal.deeds import action
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.command.incoming.models import Paper, Step
    from fengsui.ground.org.scope import Actor

MOST = 20  # files of a paper
TOGETHER = 50 * 1024 * 1024


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
    kind, sha256 = filetypes.sniff(body, name), hashlib.sha256(body).hexdigest()
    _check_room(step.paper, len(body), sha256)
    scan = Scan.objects.create(
        paper=step.paper, name=filetypes.named(name, kind), kind=kind, size=len(body), sha256=sha256, content=body, by=person(by),
        at=clock.now(),
    )  # fmt: skip
    tell("attached", step, by, file=str(kind), sha256=sha256)
    return scan


def _check_room(paper: Paper, size: int, sha256: str) -> None:
    there = list(Scan.objects.filter(paper=paper).values_list("sha256", "size"))
    if any(sum_ == sha256 for sum_, _size in there):
        raise Refused("incoming.file_twice", _("This file is attached already."), field="file")
    if len(there) >= MOST or sum(one for _sum, one in there) + size > TOGETHER:
        raise Refused("incoming.file_room", _("A paper has at most 20 files, 50 MB together."), field="file")
