from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.questions import actions
from fengsui.command.questions.forms import KeepForm, clean, default_due, moment
from fengsui.command.questions.models import AnswerRow, Round, Standing
from fengsui.command.questions.queries.board import board, counted, lists, told
from fengsui.command.questions.queries.past import look_back, turn_back
from fengsui.command.questions.sheets import names_of, workbook
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame
from fengsui.ground.org.models import Line
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from uuid import UUID

    from fengsui.command.questions.queries.board import Board
    from fengsui.ground.org.places import Request

DAYS = 7
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@looks_back
def index(request: Request) -> HttpResponse:
    """Every question that I see, the newest first; with `show=standing` what is asked every day."""
    if not scope.may(request.person, "questions.view"):
        raise Http404
    shown = request.GET.get("show", "")
    rounds = Round.objects.visible_to(request.person).select_related("question__unit", "standing")
    known = request.known
    rounds = rounds.open(known) if shown == "open" else rounds.with_stage(known)
    listed = page(rounds.newest(known or clock.now()), request.GET)
    turn_back(listed.rows, known)
    here = reverse("questions:index")
    tabs = [(_("All"), here), (_("Open"), f"{here}?show=open"), (_("Standing"), f"{here}?show=standing")]
    context = {
        "rows": counted(listed.rows, request.person, known), "pages": listed, "tabs": tabs, "shown": shown,
        "may_ask": known is None and scope.may(request.person, "questions.ask"),
        "standing": _standing(request) if shown == "standing" else None,
    }  # fmt: skip
    return render(request, "questions/index.html", context)


def _standing(request: Request) -> list[tuple[Standing, Round | None]]:
    """Standing questions with their newest round."""
    moment = request.known or clock.now()
    rounds = Round.objects.visible_to(request.person).filter(standing__isnull=False, opens_at__lte=moment)
    latest = rounds.order_by("standing", "-day").distinct("standing")
    newest = {row.standing_id: row for row in latest if row.standing_id}
    rows = list(Standing.objects.filter(pk__in=newest, at__lte=moment).select_related("question__unit").order_by("-pk"))
    for row in rows:
        if row.retired_at and row.retired_at > moment:
            row.until = None  # nobody knew yet that it would be retired
    return [(row, newest.get(row.pk)) for row in rows]


def _round(request: Request, pk: UUID) -> Round:
    rounds = Round.objects.visible_to(request.person).select_related("question__unit", "standing")
    return fetch(request.person, rounds, request.path, pk=pk)


@looks_back
def show(request: Request, pk: UUID) -> HttpResponse:
    """A round while it fills: added up, by unit, who is missing. Its middle comes again every 15 seconds."""
    row, known = _round(request, pk), request.known
    look_back(row, known)
    context = _context(request, row, known)
    template = "questions/round.html#filling" if request.GET.get("part") == "filling" else "questions/round.html"
    return render(request, template, context)


def _context(request: Request, row: Round, known: datetime | None = None, **more: Any) -> dict[str, Any]:
    found = board(row, request.person, request.GET.get("line", ""), known)
    listed, pages = told(row, request.person, request.GET, known=known)
    here = reverse("questions:round", args=[row.pk])
    may_ask = known is None and scope.may(request.person, "questions.ask", row.question.unit)
    return {
        "round": row, "question": row.question, "board": found, "told": listed, "pages": pages,
        "rows": lists(row, request.person, known=known), "now": found.moment, "known": known, "may_ask": may_ask, "here": here,
        "lines": [_tab(line, here, found) for line in found.lines], "days": _days(request, row, found.moment),
        "shown": request.GET.get("show", ""), "part_url": _part(request, here), "due": default_due(),
        "chase": "" if known else _chase(request, found), "keep": _keep_form(found) if may_ask else None,
        "history": history(row.about, known),
        "may_unmask": known is None and row.question.is_personal and scope.may(request.person, "questions.unmask", row.question.unit),
        **more,
    }  # fmt: skip


def _tab(line: str, here: str, found: Board) -> tuple[str, str]:
    """The tab of a line; the one that is shown without asking has the plain address."""
    return str(Line(line).label), here if line == found.usual else f"{here}?line={line}"


def _chase(request: Request, found: Board) -> str:
    """Where those who have not answered are reminded, for who may."""
    unit = found.round.question.unit
    if not (found.is_open and found.missing and found.usual and scope.may(request.person, "obligations.chase", unit)):
        return ""
    query = urlencode({"kind": "questions.answer", "day": found.round.day.isoformat()})
    return f"{reverse('chase_unit', args=[found.usual, unit.code])}?{query}"


def _days(request: Request, row: Round, moment: datetime) -> list[Round]:
    """The last week of a standing question."""
    if row.standing_id is None:
        return []
    rounds = Round.objects.visible_to(request.person).filter(standing=row.standing_id, opens_at__lte=moment)
    return list(rounds.order_by("-day")[:DAYS])[::-1]


def _part(request: Request, here: str) -> str:
    query = request.GET.copy()
    query["part"] = "filling"
    return f"{here}?{query.urlencode()}"


def _keep_form(found: Board) -> KeepForm | None:
    """Keeping begins tomorrow once it is afternoon: today's reports may be signed already."""
    if found.round.standing_id or found.is_withdrawn:
        return None
    now = clock.local(clock.now())
    since = now.date() + timedelta(days=1 if now.hour >= 12 else 0)
    initial = {"hour": clock.local(found.round.due_at).time(), "since": since, "name": found.round.question.text[:80]}
    return KeepForm(initial=initial, prefix="keep")


def _do(request: Request, pk: UUID, act: Callable[[Round], str]) -> HttpResponse:
    """Do something with a round and say so; a refusal is a message on the same page."""
    row = _round(request, pk)
    try:
        messages.success(request, act(row))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("questions:round", pk)


@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    def act(row: Round) -> str:
        actions.withdraw(row, reason=clean(request.POST.get("reason", "")), by=request.person)
        return _("Withdrawn. Nobody owes an answer any more, and everybody who was asked is told.")

    return _do(request, pk, act)


@require_POST
def close(request: Request, pk: UUID) -> HttpResponse:
    def act(row: Round) -> str:
        actions.close(row, by=request.person)
        return _("Closed. What came in counts; nothing more can be sent.")

    return _do(request, pk, act)


@require_POST
def extend(request: Request, pk: UUID) -> HttpResponse:
    def act(row: Round) -> str:
        actions.extend(row, due=moment(request.POST.get("due", "")), by=request.person)
        return _("The hour is moved.")

    return _do(request, pk, act)


@require_POST
def again(request: Request, pk: UUID) -> HttpResponse:
    """Ask the same question once more."""
    row = _round(request, pk)
    try:
        made = actions.again(row, due=moment(request.POST.get("due", "")), by=request.person)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect("questions:round", pk)
    messages.success(request, _("Asked again."))
    return redirect("questions:round", made.pk)


@require_POST
def keep(request: Request, pk: UUID) -> HttpResponse:
    """Keep the question as standing."""
    row = _round(request, pk)
    form = KeepForm(request.POST, prefix="keep")
    if form.is_valid():
        try:
            made = actions.keep(row, by=request.person, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            words = _("It is asked every day from now on and stands in the reports as a number of its own.")
            messages.success(request, words if made.code else _("It is asked every day from now on."))
            return redirect("questions:round", pk)
    if not scope.may(request.person, "questions.ask", row.question.unit):
        raise Http404
    return render(request, "questions/round.html", _context(request, row, keep=form), status=422)


@require_POST
def retire(request: Request, pk: int) -> HttpResponse:
    """Ask a standing question no more."""
    rounds = Round.objects.visible_to(request.person).filter(standing__isnull=False)
    row = fetch(
        request.person, Standing.objects.filter(pk__in=rounds.values("standing")).select_related("question__unit"),
        request.path, pk=pk,
    )  # fmt: skip
    try:
        actions.retire(row, by=request.person)
        messages.success(request, _("Retired. Its past stays; nobody is asked for it any more."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect(f"{reverse('questions:index')}?show=standing")


@looks_back
def rows(request: Request, code: str, day: date, indicator: str) -> HttpResponse:
    """Where a figure of a standing question leads: the round of that day."""
    rounds = Round.objects.visible_to(request.person).filter(standing__code=indicator, day=day)
    row = fetch(request.person, rounds.filter(asked__counts_for__code=code).distinct(), request.path)
    return redirect("questions:round", row.pk)


@require_POST
def unmask(request: Request, pk: UUID) -> HttpResponse:
    """Show one row in full, for a reason."""
    reach = scope.units(request.person, "questions.unmask").values("pk")
    found = AnswerRow.objects.filter(answer__asked__unit__in=reach).select_related(
        "answer__asked__unit", "answer__asked__round__question"
    )
    row = fetch(request.person, found, request.path, pk=pk)
    try:
        cells = actions.unmask(row, reason=clean(request.POST.get("reason", ""))[:300], by=request.person)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect("questions:answer", row.answer.asked.round_id, row.answer.asked.unit.code)
    question = row.answer.asked.round.question
    pairs = [(column["name"], cells[i]) for i, column in enumerate(question.columns)]
    context = {"row": row, "question": question, "asked": row.answer.asked, "pairs": pairs}
    return render(request, "questions/row.html", context)


@require_POST
def xlsx(request: Request, pk: UUID) -> HttpResponse:
    """The round as a workbook with the names in full, for a reason, which is journalled."""
    row = _round(request, pk)
    units, count = names_of(row, request.person)
    try:
        reason = clean(request.POST.get("reason", ""))[:300]
        actions.export_names(row, units, count, reason=reason, by=request.person)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect("questions:round", pk)
    body = io.BytesIO()
    workbook(body, board(row, request.person), request.person, full=True)
    response = HttpResponse(body.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="question-{row.day.isoformat()}-{str(row.pk)[-6:]}.xlsx"'
    response["Cache-Control"] = "no-store"
    return response
