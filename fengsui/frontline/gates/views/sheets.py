from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from fengsui.frontline.gates import paper
from fengsui.frontline.gates.actions import sheets as actions
from fengsui.frontline.gates.forms.running import NumberForm
from fengsui.frontline.gates.models import Gate, Sheet
from fengsui.frontline.gates.models.paper import LINES
from fengsui.frontline.gates.queries import sheets as queries
from fengsui.frontline.gates.views.common import basics, gate_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import qr
from fengsui.ground.journal.queries import history
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.measures import FEVER_THRESHOLD
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for, number_of, submitted, tried, uuid_of
from fengsui.ground.org.queries import fetch
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.frontline.gates.actions.entering import Entered
    from fengsui.frontline.gates.paper import Line, Typed
    from fengsui.ground.org.places import Request


def listed(request: Request, pk: int) -> HttpResponse:
    """The ledger of a gate's sheets; printing some more (POST)."""
    gate = gate_of(request, pk)
    form, made = NumberForm(request.POST or None), []
    if request.method == "POST":
        if not scope.may(request.person, "gates.run", gate.unit):
            raise Http404
        key = uuid_of(request.POST.get("key", "")) or uuid7()
        if submitted(form, lambda typed: made.extend(actions.number(gate, typed["n"], key=key, by=request.person))):
            there = reverse("gates:sheets_print", args=[pk])
            return redirect(f"{there}?first={made[0].number}&last={made[-1].number}")
    pages = queries.ledger(gate, request.GET)
    gone = {sheet.pk for sheet in queries.missing(clock.today(), [gate.unit_id]) if sheet.gate_id == gate.pk}
    people = names_for(request.person, [sheet.entered_by_id for sheet in pages])
    context = basics(
        request, gate, pages=pages, gone=gone, form=form, key=uuid7(), people=people, lines=LINES,
    )  # fmt: skip
    return render(request, "gates/sheets.html", context, status=422 if form.errors else 200)


@require_safe
def printed(request: Request, pk: int) -> HttpResponse:
    """Sheets as they are printed: A4, a page each, black and white. Only those on which nothing was entered yet."""
    gate = gate_of(request, pk)
    first, last = number_of(request.GET.get("first", ""), 1), number_of(request.GET.get("last", ""), 1)
    rows = gate.sheets.filter(
        number__gte=first, number__lte=min(last, first + actions.MOST - 1), spoiled_at=None, lines={}
    )
    sheets = [(sheet, SafeString(qr.svg(_address(request, sheet)))) for sheet in rows.order_by("number")]
    fever = measures.reading(FEVER_THRESHOLD).of(gate.unit)
    context = basics(request, gate, sheets=sheets, lines=range(1, LINES + 1), fever=fever)
    return render(request, "gates/print.html", context)


def _address(request: Request, sheet: Sheet) -> str:
    """Where a sheet is entered: the picture on it opens that page."""
    return request.build_absolute_uri(reverse("gates:sheet", args=[sheet.pk]))


def entry(request: Request, pk: UUID) -> HttpResponse:
    """A sheet typed in: what is right is kept, what is wrong is said beside its cell, and nothing typed is lost."""
    sheet = _sheet(request, pk)
    may = scope.may(request.person, "gates.run", sheet.gate.unit)
    day = sheet.day or clock.today()
    typed, problem = _standing(sheet), ""
    if request.method == "POST":
        if not may:
            raise Http404
        day = _near(sheet, clock.read_day(request.POST.get("day", "")) or day)
        sent, lines = paper.read(request.POST.dict(), day)
        try:
            done = _enter(request, sheet, day, sent, lines)
        except Refused as refused:
            typed, problem = _merged(sheet, sent), str(refused.sentence)
        else:
            if not (wrong := _conflicts(sent, done)):
                return _said(request, sheet, done)
            typed, problem = _merged(sheet, sent), wrong
    context = basics(
        request, sheet.gate, sheet=sheet, typed=typed, day=day, problem=problem, entries=history(sheet.about),
        people=names_for(request.person, [sheet.entered_by_id]), last=clock.today(),
    )  # fmt: skip
    return render(request, "gates/sheet.html", context, status=422 if problem else 200)


def _near(sheet: Sheet, day: date) -> date:
    """The day that was typed, or one that is refused like it: the hours of the year 1 lie beyond the calendar."""
    one = timedelta(days=1)
    return min(max(day, clock.local(sheet.printed_at).date() - one), clock.today() + one)


def _sheet(request: Request, pk: UUID) -> Sheet:
    rows = Sheet.objects.filter(gate__in=Gate.objects.visible_to(request.person))
    rows = rows.select_related("gate__station", "gate__unit", "gate__partner")
    return fetch(request.person, rows, request.path, pk=pk)


def _enter(request: Request, sheet: Sheet, day: date, sent: list[Typed], lines: list[Line]) -> Entered:
    wrong = any(line.errors for line in sent)
    done = request.POST.get("do") == "done" and not wrong
    struck = {line.number: line.seen for line in sent if line.struck}
    return actions.enter(sheet, day, lines, struck=struck, done=done, by=request.person)


def _conflicts(sent: list[Typed], done: Entered) -> str:
    """Mark the lines that were not entered; the sentence above the grid, or nothing."""
    for line in sent:
        if theirs := done.conflicts.get(line.number):
            line.errors["name"] = _("Somebody entered this line meanwhile: %(what)s") % {"what": theirs.masked}
    wrong = sum(1 for line in sent if line.errors)
    kept = done.fresh + done.changed + done.struck
    if not wrong:
        return ""
    return _("Lines kept: %(kept)d; not yet: %(wrong)d. What is wrong stands beside the cell.") % {
        "kept": kept, "wrong": wrong,
    }  # fmt: skip


def _said(request: Request, sheet: Sheet, done: Entered) -> HttpResponse:
    n = done.fresh + done.changed + done.struck
    text = ngettext("%(n)d line entered.", "%(n)d lines entered.", n) % {"n": n} if n else _("Nothing was changed.")
    messages.success(request, text)
    if request.POST.get("do") == "done":
        return redirect("gates:sheets", sheet.gate_id)
    return redirect("gates:sheet", sheet.pk)


def _standing(sheet: Sheet) -> list[Typed]:
    """The lines as they stand: names and plates masked, as hints of empty cells."""
    found = {row.number: row for row in queries.written(sheet)}
    return [_line(number, found.get(number)) for number in range(1, LINES + 1)]


def _line(number: int, row: queries.Written | None) -> Typed:
    if row is None:
        return paper.Typed(number)
    texts = paper.shown(row.at, row.way, row.heat, row.again, unreadable=row.unreadable) | {"building": row.building}
    return paper.Typed(number, texts, hints=row.hints, seen=str(row.id))


def _merged(sheet: Sheet, sent: list[Typed]) -> list[Typed]:
    """What was typed where it is wrong; what stands, where it was kept."""
    sheet.refresh_from_db(fields=["lines", "day"])
    stand: dict[int, Any] = {line.number: line for line in _standing(sheet)}
    for line in sent:
        line.hints = stand[line.number].hints
    return [
        line if line.errors or not (stand[line.number].seen or line.is_blank) else stand[line.number] for line in sent
    ]


@require_POST
def spoil(request: Request, pk: UUID) -> HttpResponse:
    sheet, reason = _sheet(request, pk), request.POST.get("reason", "")
    undo = reverse("gates:sheet_restore", args=[pk])
    tried(request, lambda: actions.spoil(sheet, reason, by=request.person), _("Given up."), lambda _done: undo)
    return redirect("gates:sheet", pk)


@require_POST
def restore(request: Request, pk: UUID) -> HttpResponse:
    sheet = _sheet(request, pk)
    tried(request, lambda: actions.restore(sheet, by=request.person), _("The sheet is expected again."))
    return redirect("gates:sheet", pk)
