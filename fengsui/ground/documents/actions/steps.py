from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.documents.actions.common import (
    advance,
    editable,
    freeze,
    lock,
    official_only,
    sound,
    step,
    take_number,
    tell,
    unchanged,
)  # fmt: skip
from fengsui.ground.documents.models import Stage
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.documents.models import Document
    from fengsui.ground.org.scope import Actor


@action
def check(
    document: Document, *, by: Actor, note: str = "", revision: int | None = None, at: datetime | None = None
) -> Document:
    """Say that an official draft is fit to be approved (核稿). Refused while it breaks a severe rule of writing.

    revision: the one that was read; refused as `documents.conflict` if the draft was changed since.
    """
    scope.require(by, "documents.check", document.unit)
    document = advance(official_only(document), Stage.CHECKED)
    unchanged(document, revision)
    sound(document)
    step(document, Stage.CHECKED, "documents.check", by, at, note.strip())
    tell("documents.checked", document, by, at)
    return document


@action
def send_back(document: Document, *, reason: str, by: Actor, at: datetime | None = None) -> Document:
    """Give an official draft back to be written again (退回), before it is approved."""
    scope.require(by, "documents.check", document.unit)
    reason = _reason(reason, _("Say what is to be changed."))
    document = editable(document)
    step(document, Stage.DRAFTED, "documents.check", by, at, reason)
    tell("documents.sent_back", document, by, at, reason=reason)
    return document


@action
def approve(document: Document, *, by: Actor, note: str = "", at: datetime | None = None) -> Document:
    """Approve (签发): name, full date and the note are kept; of two at once one does it and the other is told."""
    scope.require(by, "documents.approve", document.unit)
    document = advance(document, Stage.APPROVED)
    if document.is_official:
        sound(document)
    step(document, Stage.APPROVED, "documents.approve", by, at, note.strip())
    tell("documents.approved", document, by, at)
    return document


@action
def number(document: Document, *, by: Actor, at: datetime | None = None) -> Document:
    """Give an approved document the next number of its series and year."""
    scope.require(by, "documents.number", document.unit)
    document = advance(document, Stage.NUMBERED)
    take_number(document, at)
    step(document, Stage.NUMBERED, "documents.number", by, at)
    tell("documents.numbered", document, by, at, number=document.number_label)
    return document


@action
def issue(document: Document, *, by: Actor, at: datetime | None = None) -> Document:
    """Issue a numbered document: render its PDF, keep it with its SHA-256, and never change it again."""
    scope.require(by, "documents.issue", document.unit)
    document = advance(document, Stage.ISSUED)
    step(document, Stage.ISSUED, "documents.issue", by, at)
    freeze(document, by, at)
    return document


@action
def void(document: Document, *, reason: str, by: Actor, at: datetime | None = None) -> Document:
    """Declare a document void. Its number stays taken, its PDF stays kept."""
    scope.require(by, "documents.void", document.unit)
    reason = _reason(reason, _("Say why this document is void."))
    document = lock(document)
    if document.is_official and not document.number:
        raise Refused("documents.unnumbered", _("It has no number yet: withdraw it, then no number is lost."))
    step(document, Stage.VOID, "documents.void", by, at, reason)
    tell("documents.voided", document, by, at, number=document.number_label, reason=reason)
    return document


@action
def drop(document: Document, *, reason: str = "", by: Actor, at: datetime | None = None) -> Document:
    """Withdraw an official document that has no number yet: nothing of the register is touched."""
    scope.require(by, "documents.draft", document.unit)
    document = lock(official_only(document))
    if document.number:
        raise Refused("documents.numbered", _("It has a number, which stays taken: declare it void."))
    step(document, Stage.DROPPED, "documents.draft", by, at, reason.strip())
    tell("documents.dropped", document, by, at)
    return document


def _reason(reason: str, sentence: str) -> str:
    if not reason.strip():
        raise Refused("documents.reason", sentence, field="reason")
    return reason.strip()
