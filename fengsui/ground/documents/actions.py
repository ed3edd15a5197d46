"""Writing documents. Import as `from fengsui.ground.documents import actions as documents`."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import queries, render
from fengsui.ground.documents.models import Counter, Document, Kind, Original, Series, Stage, Step
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

ORDER = (Stage.DRAFTED, Stage.APPROVED, Stage.NUMBERED, Stage.ISSUED)


@action
def draft(
    unit: Unit,
    series_code: str,
    title: str,
    body: Mapping[str, Any],
    *,
    about: str = "",
    by: Actor,
    at: datetime | None = None,
    copies: Mapping[str, Mapping[str, Any]] | None = None,
    mark: str = "",
) -> Document:
    """Draft a bulletin of a unit's series; the series begins with its first document, under `body["series_label"]`.

    body: series_label, day, sections, recipients (bulletin.py says how); title, unit, number, date and signature are
    added when it is printed. copies: the same in other languages, {"en": {title, series_label, sections}}.
    about: "room.thing:id" of what it is about. mark: the SHA-256 to be printed in it; of the source if not given.
    """
    scope.require(by, "documents.draft", unit)
    document = _create(unit, series_code, title, body, about, copies, mark)
    _step(document, Stage.DRAFTED, "documents.draft", by, at)
    _tell("documents.drafted", document, by, at)
    return document


@action
def approve(document: Document, *, by: Actor, at: datetime | None = None) -> Document:
    """Approve a draft (签发): the name of whoever does it is printed."""
    scope.require(by, "documents.approve", document.unit)
    document = _advance(document, Stage.APPROVED)
    _step(document, Stage.APPROVED, "documents.approve", by, at)
    _tell("documents.approved", document, by, at)
    return document


@action
def number(document: Document, *, by: Actor, at: datetime | None = None) -> Document:
    """Give an approved document the next number of its series and year."""
    scope.require(by, "documents.number", document.unit)
    document = _advance(document, Stage.NUMBERED)
    _take_number(document, at)
    _step(document, Stage.NUMBERED, "documents.number", by, at)
    _tell("documents.numbered", document, by, at, number=document.number_label)
    return document


@action
def issue(document: Document, *, by: Actor, at: datetime | None = None) -> Document:
    """Issue a numbered document: render its PDF, keep it with its SHA-256, and never change it again."""
    scope.require(by, "documents.issue", document.unit)
    document = _advance(document, Stage.ISSUED)
    _step(document, Stage.ISSUED, "documents.issue", by, at)
    _print(document, by, at)
    return document


@action
def void(document: Document, *, reason: str, by: Actor, at: datetime | None = None) -> Document:
    """Declare a document void. Its number stays taken, its PDF stays kept."""
    scope.require(by, "documents.void", document.unit)
    if not reason.strip():
        raise Refused("documents.reason", _("Say why this document is void."), field="reason")
    document = _lock(document)
    _step(document, Stage.VOID, "documents.void", by, at, reason.strip())
    _tell("documents.voided", document, by, at, number=document.number_label, reason=reason.strip())
    return document


@action
def issue_bulletin(
    unit: Unit,
    series_code: str,
    title: str,
    body: Mapping[str, Any],
    *,
    about: str,
    by: Actor,
    at: datetime | None = None,
    verb: str = "documents.issue",
    copies: Mapping[str, Mapping[str, Any]] | None = None,
    mark: str = "",
) -> Document:
    """Draft, approve, number and issue a bulletin as one act of one person, for a room whose own right allows it.

    verb: that right (the brief is signed by `assessment.sign`). The rest is as in `draft`.
    """
    scope.require(by, verb, unit)
    document = _create(unit, series_code, title, body, about, copies, mark)
    for stage in ORDER[:2]:
        _step(document, stage, verb, by, at)
    _take_number(document, at)
    for stage in ORDER[2:]:
        _step(document, stage, verb, by, at)
    _print(document, by, at)
    return document


def _create(
    unit: Unit,
    series_code: str,
    title: str,
    body: Mapping[str, Any],
    about: str,
    copies: Mapping[str, Mapping[str, Any]] | None,
    mark: str,
) -> Document:
    series, _made = Series.objects.get_or_create(unit=unit, code=series_code, defaults={"title": body["series_label"]})
    source = {**body, "copies": copies or {}}
    spelled = json.dumps({**source, "title": title}, sort_keys=True, ensure_ascii=False, default=str)
    return Document.objects.create(
        unit=unit, kind=Kind.BULLETIN, series=series, title=title, subject=about, source=json.loads(spelled),
        mark=mark or hashlib.sha256(spelled.encode()).hexdigest(),
    )  # fmt: skip


def _lock(document: Document) -> Document:
    """The document as it is now, held until the end of the transaction; refused if it is void."""
    locked: Document = (
        Document.objects.select_for_update(of=("self",)).select_related("unit", "series").get(pk=document.pk)
    )
    if queries.stage(locked) == Stage.VOID:
        raise Refused("documents.void", _("This document is void."))
    return locked


def _advance(document: Document, stage: Stage) -> Document:
    locked = _lock(document)
    now = queries.stage(locked)
    if now != ORDER[ORDER.index(stage) - 1]:
        raise Refused(
            "documents.order",
            _("This document is “%(now)s”; it is drafted, approved, numbered and issued in this order.")
            % {"now": now.label},
        )
    return locked


def _take_number(document: Document, at: datetime | None) -> None:
    """The next number, from the counter's row: its lock makes the others wait, and a rollback gives the number back."""
    document.year = clock.local(at or clock.now()).year
    counter, _made = Counter.objects.select_for_update().get_or_create(series=document.series, year=document.year)
    counter.last += 1
    counter.save(update_fields=["last"])
    document.number = counter.last
    document.save(update_fields=["year", "number"])


def _step(document: Document, stage: Stage, verb: str, by: Actor, at: datetime | None, reason: str = "") -> None:
    person = by if isinstance(by, Person) else None
    Step.objects.create(
        document=document, stage=stage, by=person, post=queries.post(person, verb, document.unit),
        at=at or clock.now(), reason=reason,
    )  # fmt: skip


def _print(document: Document, by: Actor, at: datetime | None) -> None:
    content = render.pdf("bulletin", queries.data(document), at=at)
    sha256 = hashlib.sha256(content).hexdigest()
    Original.objects.create(document=document, content=content, sha256=sha256)
    _tell(
        "documents.issued", document, by, at,
        number=document.number_label, sha256=sha256, mark=document.mark, subject=document.subject,
    )  # fmt: skip


def _tell(kind: str, document: Document, by: Actor, at: datetime | None, **data: str) -> None:
    journal.write(
        kind, by=by.pk, unit=document.unit_id, about=document.about, at=at, series=document.series.title, **data
    )
