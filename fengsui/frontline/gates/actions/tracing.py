"""Tracing: asked by one person, approved by another, looked at and given out; every look is a row and stands in the journal."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.frontline.gates.actions import owing
from fengsui.frontline.gates.models import Trace, TraceFile, TraceStep, TraceStepKind
from fengsui.frontline.gates.queries import deciding
from fengsui.frontline.gates.queries.whom import Whom, sought
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import filetypes
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.messages import actions as messages
from fengsui.ground.org import scope
from fengsui.ground.org.models import FACILITY_KINDS, Person
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

LONGEST = timedelta(days=60)
MOST_MINUTES = 240


@dataclass(frozen=True)
class Question:
    """What is asked, why, on whose paper (none: about the own facility), from–to, and how near counts as together."""

    whom: Whom
    reason: str
    since: datetime
    until: datetime
    minutes: int
    own: bool = False
    authority: str = ""
    paper: str = ""
    onset: date | None = None


@action
def ask(
    unit: Unit, question: Question, *, by: Actor, file: tuple[str, bytes] | None = None, id: UUID | None = None,  # noqa: A002
) -> Trace:  # fmt: skip
    """Ask for a trace; it is answered once a second person has approved it. Sent twice under one id it is asked once."""
    scope.require(by, "gates.trace", unit)
    if known := Trace.objects.filter(pk=id).first() if id else None:
        deeds.told()
        return known
    _check(unit, question, file)
    who, plate = sought(unit, question.whom)
    row = Trace(
        pk=id or uuid7(), unit=unit, own=question.own, authority=question.authority.strip()[:120], paper=question.paper.strip()[:120],
        reason=question.reason.strip()[:200], who=[str(one) for one in who], plate=plate, onset=question.onset,
        since=question.since, until=question.until, minutes=question.minutes,
    )  # fmt: skip
    (pen,) = vault.admit([row.pk])
    row.wanted_sealed = pen.seal("wanted", json.dumps(asdict(question.whom), ensure_ascii=False, default=str))
    row.save(force_insert=True)
    if file:
        _keep(row, pen, *file)
    asked = _step(row, TraceStepKind.ASKED, by, question.reason)
    owing.settle_trace(asked, by=by)
    second = deciding.seconds([asked])[row.pk]
    _tell("gates.trace_below" if second.is_above else "gates.trace_asked", row, second.people)
    journal.write("gates.trace_asked", by=by.pk, unit=unit.pk, about=row.about, paper=row.paper)
    return row


@action
def approve(row: Trace, *, by: Actor, note: str = "") -> Trace:
    """Approve a trace that another person asked for; where nobody else of the unit may, somebody above does."""
    return _decided(row, TraceStepKind.APPROVED, by, note)


@action
def refuse(row: Trace, because: str, *, by: Actor) -> Trace:
    """Refuse a trace; a new one can be asked for."""
    return _decided(row, TraceStepKind.REFUSED, by, _needed(because, "note", _("Say why it is refused.")))


@action
def look(row: Trace, *, by: Actor) -> None:
    """Say that somebody looks at the answer: the page shows it only after this."""
    _answering(row, by)
    _step(row, TraceStepKind.LOOKED, by)
    journal.write("gates.trace_looked", by=by.pk, unit=row.unit_id, about=row.about, paper=row.paper)


@action
def give(row: Trace, form: str, to: str, body: bytes, *, by: Actor) -> None:
    """Say that the answer was given out as a file, to whom, and its sum."""
    _answering(row, by)
    to = _needed(to, "to", _("Say to whom it is given."))
    _step(row, TraceStepKind.EXPORTED, by, f"{form} → {to}")
    journal.write(
        "gates.trace_given", by=by.pk, unit=row.unit_id, about=row.about, paper=row.paper, form=form, to=to,
        sha256=hashlib.sha256(body).hexdigest(),
    )  # fmt: skip


@action
def open_file(row: Trace, *, by: Actor) -> None:
    """Say that somebody opens the request, which names a person: also who decides above, until it is decided."""
    scope.require(by, "gates.trace_above" if deciding.is_above(row, by.pk) else "gates.trace", row.unit)
    journal.write("gates.trace_file_opened", by=by.pk, unit=row.unit_id, about=row.about, paper=row.paper)


def _check(unit: Unit, question: Question, file: tuple[str, bytes] | None) -> None:
    if question.whom.is_nobody:
        raise Refused(
            "gates.nobody", _("Say whom or what to trace: a name, number, telephone, plate or pass."), field="name"
        )
    _needed(question.reason, "reason", _("Say what the trace is for."))
    if question.own and unit.kind not in FACILITY_KINDS:
        raise Refused(
            "gates.own", _("Only a facility traces on its own; here it takes a written request."), field="own"
        )
    if not question.own:
        _needed(question.authority, "authority", _("Say which authority asks for it."))
        _needed(question.paper, "paper", _("Enter the number of the request."))
        if file is None:
            raise Refused("gates.file", _("Attach the written request."), field="file")
    if not timedelta() < question.until - question.since <= LONGEST:
        raise Refused(
            "gates.window", _("The time asked for ends after it begins, at most 60 days later."), field="until"
        )
    if not 1 <= question.minutes <= MOST_MINUTES:
        raise Refused("gates.minutes", _("Between 1 and 240 minutes."), field="minutes")


def _keep(row: Trace, pen: vault.Pen, name: str, body: bytes) -> None:
    kind = filetypes.sniff(body, name)
    TraceFile.objects.create(
        trace=row, name=filetypes.named(name, kind)[:120], kind=kind, size=len(body), sha256=hashlib.sha256(body).hexdigest(),
        content_sealed=pen.seal("file", base64.b64encode(body).decode()),
    )  # fmt: skip


def _decided(row: Trace, kind: TraceStepKind, by: Actor, note: str) -> Trace:
    row = Trace.objects.select_for_update(of=("self",)).select_related("unit").get(pk=row.pk)
    asked = row.steps.filter(kind=TraceStepKind.ASKED).select_related("by", "trace__unit").get()
    above = _above(asked, by)
    scope.require(by, "gates.trace_above" if above else "gates.trace_approve", row.unit)
    done = row.steps.filter(kind__in=deciding.DECIDED).first()
    if done:
        raise Refused(
            "gates.decided", _("Somebody was first: this trace is %(how)s already.") % {"how": done.get_kind_display()}
        )
    if asked.by_id and asked.by_id == by.pk:
        raise Refused("gates.same_person", _("Who asked for a trace cannot decide on it; it takes a second person."))
    _step(row, kind, by, note)
    owing.settle_trace(asked, by=by)
    if asked.by:
        _tell("gates.trace_decided", row, [asked.by])
    said: dict[str, Any] = {"paper": row.paper} | ({"reason": note} if kind == TraceStepKind.REFUSED else {})
    fact = f"gates.trace_{kind}_above" if above else f"gates.trace_{kind}"
    journal.write(fact, by=by.pk, unit=row.unit_id, about=row.about, **said | ({"above": above.pk} if above else {}))
    return row


def _above(asked: TraceStep, by: Actor) -> Unit | None:
    """The unit above for which somebody decides, as nobody else of the trace's own may."""
    second = deciding.seconds([asked])[asked.trace_id]
    return second.unit if second.is_above and second.has(by.pk) else None


def _answering(row: Trace, by: Actor) -> None:
    """Refuse whoever may not see the answer, and everybody before it is approved."""
    scope.require(by, "gates.trace", row.unit)
    if not row.steps.filter(kind=TraceStepKind.APPROVED).exists():
        raise Refused("gates.not_approved", _("This trace is not approved; nothing is shown before."))


def _step(row: Trace, kind: TraceStepKind, by: Actor, note: str = "") -> TraceStep:
    person = by if isinstance(by, Person) else None
    return TraceStep.objects.create(trace=row, kind=kind, at=clock.now(), by=person, note=note.strip()[:200])


def _tell(kind: str, row: Trace, people: list[Person]) -> None:
    url = reverse("gates:trace", args=[row.pk])
    messages.send(kind, people, key=f"{row.about}:{kind}", unit=row.unit, url=url, paper=row.paper)


def _needed(text: str, field: str, sentence: str) -> str:
    if not text.strip():
        raise Refused(f"gates.{field}", sentence, field=field)
    return text.strip()[:200]
