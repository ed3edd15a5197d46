"""Traces: the list, asking, deciding, the answer, giving it out."""

from __future__ import annotations

import base64
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from fengsui.frontline.gates import giving
from fengsui.frontline.gates.actions import tracing
from fengsui.frontline.gates.forms.traces import AskForm, DecideForm, GiveForm
from fengsui.frontline.gates.measures import CONTACT_MINUTES
from fengsui.frontline.gates.models import Trace
from fengsui.frontline.gates.queries import asked, deciding
from fengsui.frontline.gates.queries.exposure import exposure
from fengsui.frontline.gates.queries.told import told
from fengsui.frontline.gates.queries.whom import wanted
from fengsui.frontline.gates.views.common import tabs
from fengsui.ground.documents import files
from fengsui.ground.journal.queries import history
from fengsui.ground.maps import drawing
from fengsui.ground.maps import queries as maps
from fengsui.ground.maps.drawing import Mark
from fengsui.ground.measures import queries as measures
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for, submitted, uuid_of
from fengsui.ground.org.models import FACILITY_KINDS
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch, names
from fengsui.ground.vault import queries as vault
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.frontline.gates.models.traces import TraceQuerySet
    from fengsui.frontline.gates.queries.told import Told
    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.places import Request

SHOWN, GIVEN = 500, 20_000  # others on the page; in a file


def traces(request: Request) -> HttpResponse:
    """The traces in sight, the newest first."""
    if not scope.may(request.person, "gates.trace"):
        raise Http404
    rows = Trace.objects.visible_to(request.person).select_related("unit")
    pages = page(rows, request.GET)
    context = {
        "pages": pages,
        "rows": asked.shown(pages),
        "tabs": tabs(request),
        "may_ask": bool(scope.own_ids(request.person, "gates.trace")),
    }
    return render(request, "gates/traces.html", context)


def new(request: Request) -> HttpResponse:
    """Ask for a trace."""
    units = scope.own_highest(request.person, "gates.trace")
    if not units:
        raise Http404
    begun = {
        "id": uuid7(),
        "passage": uuid_of(request.GET.get("passage", "")),
        "minutes": measures.reading(CONTACT_MINUTES).of(units[0]),
    }
    form = AskForm(
        [(str(unit.pk), unit.label) for unit in units], request.POST or None, request.FILES or None, initial=begun
    )
    if request.method == "POST" and submitted(form, lambda data: _ask(request, units, form, data)):
        messages.success(request, _("Asked for. A second person approves it; then it is answered."))
        return redirect("gates:trace", form.cleaned_data["id"] or form.made)  # type: ignore[attr-defined]
    context = {
        "form": form, "exposure": exposure(units[0]), "passage": form["passage"].value(),
        "facilities": any(unit.kind in FACILITY_KINDS for unit in units),
    }  # fmt: skip
    return render(request, "gates/trace_new.html", context, status=_status(form))


def _ask(request: Request, units: list[Unit], form: AskForm, data: dict[str, Any]) -> None:
    unit = next(one for one in units if str(one.pk) == data["unit"])
    file = (data["file"].name, data["file"].read()) if data["file"] else None
    form.made = tracing.ask(unit, form.question(unit), by=request.person, file=file, id=data["id"]).pk  # type: ignore[attr-defined]


@require_safe
def trace(request: Request, pk: UUID) -> HttpResponse:
    """One trace: what is asked, by whom, and what was decided."""
    return _page(request, _fetched(request, pk, below=True))


@require_POST
def decide(request: Request, pk: UUID) -> HttpResponse:
    """Approve or refuse what another person asked for."""
    row, form = _fetched(request, pk, below=True), DecideForm(request.POST)
    if submitted(form, lambda data: _decide(request, row, data["note"])):
        return redirect("gates:trace", pk)
    return _page(request, row, form=form)


def _decide(request: Request, row: Trace, note: str) -> None:
    if request.POST.get("do") == "approve":
        tracing.approve(row, by=request.person, note=note)
        above = not scope.may(request.person, "gates.trace", row.unit)
        told_ = _("Approved. The answer can be looked at; every look is written down.")
        messages.success(request, _("Approved. The unit that asked can look at the answer.") if above else told_)
    else:
        tracing.refuse(row, note, by=request.person)
        messages.success(request, _("Refused."))


@never_cache
@require_safe
def answer(request: Request, pk: UUID) -> HttpResponse:
    """The answer of an approved trace; opening it is written down."""
    row = _fetched(request, pk)
    try:
        tracing.look(row, by=request.person)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect("gates:trace", pk)
    return _answer(request, row, told(row, SHOWN))


def _answer(request: Request, row: Trace, found: Told, giving_: GiveForm | None = None) -> HttpResponse:
    context = {
        "trace": row, "told": found, "form": giving_ or GiveForm(initial={"to": row.authority}), "map": _map(found),
        "review": maps.review_line(), "whom": wanted(row),
    }  # fmt: skip
    return render(request, "gates/trace_answer.html", context, status=_status(giving_))


def _map(found: Told) -> str:
    """Where the gates are, if the divisions that their units serve are on the map."""
    marks = [
        Mark(one.gate.unit.division, "bad", _("%(gate)s: passed %(n)s times, %(others)s others near") % {"gate": one.gate, "n": one.passages, "others": one.others})
        for one in found.gates
        if maps.has(one.gate.unit.division)
    ]  # fmt: skip
    return drawing.svg(maps.current().root, {}, marks, label=_("Gates that were passed")) if marks else ""


@never_cache
@require_POST
def give(request: Request, pk: UUID) -> HttpResponse:
    """The answer as a file for the requester."""
    row, form = _fetched(request, pk), GiveForm(request.POST)
    kind = request.POST.get("form", "")
    made: list[bytes] = []
    if kind in giving.FORMS and submitted(form, lambda data: made.append(_made(request, row, kind, data["to"]))):
        head = content_disposition_header(True, f"trace-{row.pk.hex[-8:]}.{kind}") or "attachment"
        return HttpResponse(
            made[0],
            content_type=giving.FORMS[kind],
            headers={"Content-Disposition": head, "Cache-Control": "private, no-store"},
        )
    for error in form.errors.values():
        messages.error(request, " ".join(map(str, error)))
    return redirect("gates:trace", pk)


def _made(request: Request, row: Trace, kind: str, to: str) -> bytes:
    """Make it, and write down that it is given; nothing is opened before the trace is known to be approved."""
    tracing.look(row, by=request.person)
    by = names([request.person.pk]).get(request.person.pk, "")
    body = giving.file(row, told(row, GIVEN), kind, to, by)
    tracing.give(row, kind, to, body, by=request.person)
    return body


@never_cache
@require_safe
def trace_file(request: Request, pk: UUID) -> HttpResponse:
    """The written request, always to be saved and never to be opened in the browser's own right."""
    row = _fetched(request, pk, below=True)
    kept = getattr(row, "file", None)
    (text,) = vault.open_all([(row.pk, "file", kept.content_sealed)]) if kept else ("",)
    if not kept or not text:
        raise Http404
    if not _may_see(request, row):
        raise Http404
    tracing.open_file(row, by=request.person)
    return files.saved(kept.name, kept.kind, base64.b64decode(text))


def _fetched(request: Request, pk: UUID, *, below: bool = False) -> Trace:
    """A trace in sight. below: also one of a unit below on which this person is to decide, or has decided."""
    return fetch(request.person, _sets(request.person, below=below), request.path, pk=pk)


def _sets(person: Person, *, below: bool) -> Iterator[QuerySet[Trace]]:
    def whole(rows: TraceQuerySet) -> QuerySet[Trace]:
        return rows.select_related("unit", "file").defer("file__content_sealed")

    yield whole(Trace.objects.visible_to(person))
    if below:
        yield whole(Trace.objects.filter(pk__in=deciding.from_below(person)))


def _may_see(request: Request, row: Trace) -> bool:
    """Whether whom it asks for is shown: to the unit, and to who decides above until it is decided."""
    return scope.may(request.person, "gates.trace", row.unit) or deciding.is_above(row, request.person.pk)


def _page(request: Request, row: Trace, *, form: DecideForm | None = None) -> HttpResponse:
    [shown] = asked.shown([row])
    steps = list(row.steps.all())
    people = names_for(request.person, [one.by_id for one in steps])
    mine = any(one.by_id == request.person.pk for one in steps if one.kind == "asked")
    second = deciding.seconds(deciding.waiting([row.pk])).get(row.pk)
    above = second is not None and second.is_above and second.has(request.person.pk)
    in_unit = scope.may(request.person, "gates.trace", row.unit)
    context = {
        "trace": row, "shown": shown, "steps": [(one, people.get(one.by_id, "") if one.by_id else "") for one in steps],
        "sees": in_unit or above, "whom": wanted(row) if in_unit or above else None, "in_unit": in_unit, "above": above,
        "file": getattr(row, "file", None), "form": form or DecideForm(), "second": second,
        "may_decide": shown.is_waiting and not mine and (above or scope.may(request.person, "gates.trace_approve", row.unit)),
        "others": list(names_for(request.person, [one.pk for one in second.people]).values()) if second and mine else [],
        "is_mine": mine and shown.is_waiting, "entries": history(row.about),
    }  # fmt: skip
    return render(request, "gates/trace.html", context, status=_status(form))


def _status(form: Any) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form and form.errors else HTTPStatus.OK
