from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import filetypes
from fengsui.ground.documents.actions.common import editable, redraft, tell
from fengsui.ground.documents.models import Attachment
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.documents.models import Document
    from fengsui.ground.org.scope import Actor

MOST = 20  # files of a document
TOGETHER = 50 * 1024 * 1024


@action
def attach(document: Document, body: bytes, name: str, *, by: Actor, verb: str = "documents.draft") -> Attachment:
    """Add a file to an official draft; what it is is read from its bytes, and programs and macros are refused."""
    scope.require(by, verb, document.unit)
    document = editable(document)
    kind, sha256 = filetypes.sniff(body, name), hashlib.sha256(body).hexdigest()
    _check_room(document, len(body), sha256)
    file = Attachment.objects.create(
        document=document, name=filetypes.named(name, kind), kind=kind, size=len(body), sha256=sha256, content=body,
        by=by if isinstance(by, Person) else None, at=clock.now(),
    )  # fmt: skip
    redraft(document, verb, by, None)
    tell("documents.attached", document, by, None, file=str(kind), sha256=sha256)
    return file


@action
def detach(file: Attachment, *, by: Actor) -> None:
    """Take a file off a draft."""
    scope.require(by, "documents.draft", file.document.unit)
    document = editable(file.document)
    tell("documents.detached", document, by, None, file=file.kind, sha256=file.sha256)
    file.delete()
    redraft(document, "documents.draft", by, None)


def _check_room(document: Document, size: int, sha256: str) -> None:
    there = list(Attachment.objects.filter(document=document).values_list("sha256", "size"))
    if any(sum_ == sha256 for sum_, _size in there):
        raise Refused("documents.file_twice", _("This file is attached already."), field="file")
    if len(there) >= MOST or sum(one for _sum, one in there) + size > TOGETHER:
        raise Refused("documents.file_room", _("A document has at most 20 files, 50 MB together."), field="file")
