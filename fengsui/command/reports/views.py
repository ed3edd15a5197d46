from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.reports import actions, queries
from fengsui.command.reports.forms import Typed, clean, read, say_nothing
from fengsui.command.reports.models import Report, Stage
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.measures import queries as measures
from fengsui.ground.org import scope
from fengsui.ground.org.doors import unit_at
from fengsui.ground.org.queries import fetch, line_of, names
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from fengsui.command.reports.queries import Line, Sheet, Standing
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


@looks_back
def index(request: Request) -> HttpResponse:
    """All reports of a day that I may see; with only one unit, its report at once."""
    if not scope.may(request.person, "reports.view"):
        raise Http404
    day = clock.day_asked(request.GET, request.known)
    units = queries.my_units(request.person, day, request.known)
    if len(units) == 1 and "day" not in request.GET:
        return redirect("reports:report", units[0].code, day)
    rows = sorted(queries.standings(day, units, request.known), key=_urgency)
    return render(
        request,
        "reports/index.html",
        {
            "day": day,
            "rows": rows,
            "signed": sum(row.is_signed for row in rows),
            "days": clock.week(day, request.known),
        },
    )


def _urgency(row: Standing) -> tuple[bool, bool, str]:
    return (row.is_signed, not row.is_silent, row.unit.code)


@dataclass
class Row:
    """A line of the form: the field, what was typed, what is wrong, what somebody else saved meanwhile."""

    line: Line
    text: str
    reason: str
    error: str = ""
    theirs: str = ""


@dataclass
class Page:
    sheet: Sheet
    rows: list[Row]
    editing: bool
    note: str
    reason: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    problem: str = ""


@looks_back
def report(request: Request, code: str, day: date) -> HttpResponse:
    """The evening report: filled in already; correct, sign. Read-only for whoever cannot sign it."""
    unit = unit_at(request, queries.reporting(request.person, day), code)
    sheet = queries.sheet(unit, day, request.known)
    if request.method != "POST":
        wanted = request.known is None and (not sheet.is_signed or "correct" in request.GET)
        editing = wanted and scope.may(request.person, "reports.sign", unit)
        return _page(request, Page(sheet, [_row(line) for line in sheet.lines], editing, sheet.note))
    typed = read(request.POST, sheet)
    if request.POST.get("do") == "nothing":
        say_nothing(typed, sheet)
    try:
        _submit(request, unit, day, typed)
    except Refused as refused:
        return _again(request, queries.sheet(unit, day), typed, refused)
    return redirect("reports:report", code, day)


def _submit(request: Request, unit: Unit, day: date, typed: Typed) -> None:
    if typed.errors:
        raise Refused("reports.typed", _("Some entries are not numbers; they are marked. Nothing is lost."))
    common: dict[str, Any] = {"revision": typed.revision, "by": request.person, "note": typed.note}
    if request.POST.get("do") in {"sign", "nothing"}:
        actions.sign(unit, day, typed.corrections, reason=typed.reason, **common)
        messages.success(request, _("Signed. The report counts in the roll-up from now on."))
    else:
        actions.save(unit, day, typed.corrections, **common)
        messages.success(request, _("Draft saved. It counts only once it is signed."))


def _row(line: Line) -> Row:
    return Row(line, _text(line.value), line.reason)


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _again(request: Request, sheet: Sheet, typed: Typed, refused: Refused) -> HttpResponse:
    """Show the form again with everything as typed, and beside it what was saved meanwhile."""
    conflict = refused.code == "reports.conflict"
    rows = []
    for line in sheet.lines:
        code = line.indicator.code
        mine = typed.values.get(code, _text(line.value))
        theirs = _text(line.value) if conflict and _text(line.value) != mine else ""
        error = typed.errors.get(code) or (str(refused.sentence) if refused.field == code else "")
        rows.append(Row(line, mine, typed.reasons.get(code, line.reason), error, theirs))
    errors = {refused.field: str(refused.sentence)} if refused.field in {"note", "reason"} else {}
    page = Page(
        sheet, rows, editing=True, note=typed.note, reason=typed.reason, errors=errors, problem=str(refused.sentence)
    )
    return _page(request, page, HTTPStatus.CONFLICT if conflict else HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(request: Request, page: Page, status: int = HTTPStatus.OK) -> HttpResponse:
    sheet = page.sheet
    known, fields = sheet.known, queries.field_history(sheet)
    people = names([*(step.by_id for step in sheet.steps), *(change.by for change in fields)])
    evening = measures.reading(measures.parameters()["reports.evening_meeting"], at=known, known=known).of(sheet.unit)
    context = {
        "page": page, "sheet": sheet, "unit": sheet.unit, "day": sheet.day, "meeting": evening,
        "signed_by": people.get(sheet.signature.by_id, "") if sheet.signature and sheet.signature.by_id else "",
        "can_sign": known is None and scope.may(request.person, "reports.sign", sheet.unit),
        "can_review": known is None and sheet.is_signed and scope.may(request.person, "reports.review", sheet.unit),
        "accepted": sheet.stage == Stage.ACCEPTED,
        "history": history(sheet.report.about, known) if sheet.report else [],
        "fields": [(change, people.get(change.by, "") if change.by else "") for change in fields],
        "line": line_of(sheet.unit),
    }  # fmt: skip
    return render(request, "reports/report.html", context, status=status)


@require_POST
def accept(request: Request, code: str, day: date) -> HttpResponse:
    try:
        actions.accept(_visible(request, code, day), by=request.person)
        messages.success(request, _("Accepted."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("reports:report", code, day)


@require_POST
def give_back(request: Request, code: str, day: date) -> HttpResponse:
    try:
        actions.give_back(_visible(request, code, day), reason=clean(request.POST.get("reason", "")), by=request.person)
        messages.success(request, _("Returned. The unit is told, and its report is due again."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("reports:report", code, day)


def _visible(request: Request, code: str, day: date) -> Report:
    return fetch(
        request.person, Report.objects.visible_to(request.person).select_related("unit"), request.path,
        unit__code=code, day=day,
    )  # fmt: skip
