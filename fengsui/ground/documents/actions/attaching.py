from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.documents import files
from fengsui.ground.documents.actions.common import editable, redraft, tell
from fengsui.ground.documents.models import Attachment
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from fengsui.ground.documents.models import Document
    from fengsui.ground.org.scope import Actor


@action
def attach(document: Document, body: bytes, name: str, *, by: Actor, verb: str = "documents.draft") -> Attachment:
    """Add a file to an official draft; what it is is read from its bytes, and programs and macros are refused."""
    scope.require(by, verb, document.unit)
    document = editable(document)
    said = files.columns(body, name, by=by, beside=Attachment.objects.filter(document=document), limit=files.PAPERS)
    file = Attachment.objects.create(document=document, **said)
    redraft(document, verb, by, None)
    tell("documents.attached", document, by, None, file=str(file.kind), sha256=file.sha256)
    return file


@action
def detach(file: Attachment, *, by: Actor) -> None:
    """Take a file off a draft."""
    scope.require(by, "documents.draft", file.document.unit)
    document = editable(file.document)
    tell("documents.detached", document, by, None, file=file.kind, sha256=file.sha256)
    file.delete()
    redraft(document, "documents.draft", by, None)
