"""What every step of a document does: hold it, see whether the step is due, write it down, tell the journal."""

from __future__ import annotations

import hashlib
import json
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import papers, queries, render, rules, words
from fengsui.ground.documents.models import Counter, Document, Original, Stage, Step
from fengsui.ground.journal import actions as journal
from fengsui.ground.org.models import Person
from fengsui.ground.org.queries import names
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.documents.models import Series
    from fengsui.ground.org.scope import Actor

ORDER = (Stage.DRAFTED, Stage.APPROVED, Stage.NUMBERED, Stage.ISSUED)
OFFICIAL = (Stage.DRAFTED, Stage.CHECKED, Stage.APPROVED, Stage.NUMBERED, Stage.ISSUED)


def order(document: Document) -> tuple[Stage, ...]:
    """The steps of a document: an official one is checked before it is approved."""
    return OFFICIAL if document.is_official else ORDER


def lock(document: Document) -> Document:
    """The document as it is now, held until the end of the transaction; refused if it is void or withdrawn."""
    locked: Document = (
        Document.objects.select_for_update(of=("self",)).select_related("unit", "series").get(pk=document.pk)
    )
    now = queries.stage(locked)
    if now == Stage.VOID:
        raise Refused("documents.void", _("This document is void."))
    if now == Stage.DROPPED:
        raise Refused("documents.dropped", _("This draft was withdrawn; write a new one."))
    return locked


def advance(document: Document, stage: Stage) -> Document:
    """The document, held, if this step is its next one. Whoever comes second is told who was first."""
    locked = lock(document)
    now, way = queries.stage(locked), order(locked)
    if now == stage:
        raise _done(locked, stage)
    if now != way[way.index(stage) - 1]:
        raise Refused("documents.order", _sentence(locked) % {"now": now.label})
    return locked


def official_only(document: Document) -> Document:
    if not document.is_official:
        raise Refused("documents.bulletin", _("A bulletin is made by its room; there is no such step in it."))
    return document


def editable(document: Document) -> Document:
    """An official draft, held; refused once it is approved."""
    locked = lock(official_only(document))
    now = queries.stage(locked)
    if now not in {Stage.DRAFTED, Stage.CHECKED}:
        raise Refused("documents.fixed", _("It is “%(now)s” and can no longer be changed.") % {"now": now.label})
    return locked


def redraft(document: Document, verb: str, by: Actor, at: datetime | None) -> None:
    """What was checked is a draft again: somebody has to read what was changed."""
    if queries.stage(document) == Stage.CHECKED:
        step(document, Stage.DRAFTED, verb, by, at)


def _sentence(document: Document) -> str:
    if document.is_official:
        return _("This document is “%(now)s”; it is drafted, checked, approved, numbered and issued in this order.")
    return _("This document is “%(now)s”; it is drafted, approved, numbered and issued in this order.")


def _done(document: Document, stage: Stage) -> Refused:
    step = document.steps.filter(stage=stage).latest("pk")
    who = names([step.by_id]).get(step.by_id, "") if step.by_id else _("the system")
    return Refused(
        "documents.order",
        _("%(who)s already did this at %(at)s: the document is “%(now)s”.")
        % {"who": who, "at": clock.local(step.at).strftime("%Y-%m-%d %H:%M"), "now": stage.label},
    )


def unchanged(document: Document, revision: int | None) -> None:
    """Refuse if somebody wrote a draft again since one read it."""
    if revision is not None and document.revision != revision:
        raise Refused(
            "documents.conflict",
            _("Somebody changed this draft while you were at it. Read it again; what you typed is kept beside it."),
        )


def sound(document: Document) -> None:
    """Refuse a document that breaks a rule of writing which nobody may break."""
    for problem in rules.problems(document.kind, document.content):
        if problem.severe:
            raise Refused("documents.rule", problem.sentence, field=problem.field)


def mark_of(source: dict[str, Any], title: str) -> tuple[dict[str, Any], str]:
    """A source as it is kept, and its SHA-256."""
    spelled = json.dumps({**source, "title": title}, sort_keys=True, ensure_ascii=False, default=str)
    return json.loads(spelled), hashlib.sha256(spelled.encode()).hexdigest()


def lettered(series: Series) -> None:
    """Refuse to number in an official series whose code letters nobody entered."""
    if not series.letters:
        raise Refused(
            "documents.letters",
            _("“%(series)s” has no code letters yet; enter them under “Series of numbers”, then number it.")
            % {"series": series.title},
        )


def take_number(document: Document, at: datetime | None) -> None:
    """The next number, from the counter's row: its lock makes the others wait, and a rollback gives the number back."""
    if document.is_official:
        lettered(document.series)
    document.year = clock.local(at or clock.now()).year
    counter, _made = Counter.objects.select_for_update().get_or_create(series=document.series, year=document.year)
    counter.last += 1
    counter.save(update_fields=["last"])
    document.number = counter.last
    document.save(update_fields=["year", "number"])
    words.keep(document)


def step(document: Document, stage: Stage, verb: str, by: Actor, at: datetime | None, reason: str = "") -> None:
    person = by if isinstance(by, Person) else None
    Step.objects.create(
        document=document, stage=stage, by=person, post=queries.post(person, verb, document.unit),
        at=at or clock.now(), reason=reason,
    )  # fmt: skip


def freeze(document: Document, by: Actor, at: datetime | None) -> None:
    """Make the PDF, with the token of its QR code, and keep it with its SHA-256."""
    token = token_urlsafe(16) if document.is_official else None
    content = papers.pdf(document, token, at) if token else render.pdf("bulletin", queries.data(document), at=at)
    sha256 = hashlib.sha256(content).hexdigest()
    Original.objects.create(document=document, content=content, sha256=sha256, token=token)
    tell(
        "documents.issued", document, by, at,
        number=document.number_label, sha256=sha256, mark=document.mark, subject=document.subject,
    )  # fmt: skip


def tell(kind: str, document: Document, by: Actor, at: datetime | None, **data: Any) -> None:
    """Write a fact. An official number says its series by itself; titles stay out of the journal, which never forgets."""
    series = "" if document.is_official and document.number else document.series.title
    journal.write(kind, by=by.pk, unit=document.unit_id, about=document.about, at=at, series=series, **data)
