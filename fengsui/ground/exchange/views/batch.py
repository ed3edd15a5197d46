"""One batch: its preview, what is decided about it, taken, undone, given up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fengsui.ground.exchange import actions, layout, queries
from fengsui.ground.exchange.actions import storing
from fengsui.ground.exchange.columns import SHEETS
from fengsui.ground.exchange.lines import Problem
from fengsui.ground.exchange.models import Batch, Outcome, Stage
from fengsui.ground.exchange.runners import OUTDATED
from fengsui.ground.exchange.views.pages import workbook
from fengsui.ground.journal.queries import history
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def _fetch(request: Request, pk: UUID) -> Batch:
    return fetch(request.person, queries.mine(request.person), request.path, pk=pk)


def batch(request: Request, pk: UUID) -> HttpResponse:
    """What a file would do: how many rows of each kind, and the rows themselves."""
    found = _fetch(request, pk)
    state = queries.current([found])[found.pk]
    shown = queries.preview(found, request.GET)
    context = {
        "batch": found, "state": state, "name": queries.names([found])[found.pk], "preview": shown,
        "outcome": Outcome(shown.outcome).label if shown.outcome else "", "outcomes": [o.label for o in Outcome],
        "notes": [Problem("", each["message"], each["params"]).sentence for each in found.notes],
        "rejected": found.total(Outcome.REJECTED), "to_take": found.total(Outcome.NEW) + found.total(Outcome.CHANGED) + found.total(Outcome.ASK),
        "open": state.stage == Stage.MATCHED, "waiting": not state.stage, "undecided": queries.undecided(found),
        "can_undo": state.stage == Stage.TAKEN and queries.can_undo(found), "entries": history(f"exchange.batch:{found.pk}"),
    }  # fmt: skip
    return render(request, "exchange/batch.html", context)


def rejected(request: Request, pk: UUID) -> HttpResponse:
    """The rejected rows in their own layout, with what is wrong."""
    found = _fetch(request, pk)
    sheets = [(sheet, list(storing.lines(found, Outcome.REJECTED, sheet=key))) for key, sheet in SHEETS.items()]
    sheets = [(sheet, rows) for sheet, rows in sheets if rows]
    if not sheets:
        raise Http404
    return workbook(layout.rejected(sheets), _("rejected-rows.xlsx"))


@require_POST
def decide(request: Request, pk: UUID) -> HttpResponse:
    """Say who some rows are."""
    found = _fetch(request, pk)
    sheet = request.POST.get("sheet", "")
    given = {
        int(key[4:]): str(value)
        for key, value in request.POST.items()
        if key.startswith("row-") and key[4:].isdecimal() and value
    }
    try:
        number = actions.decide(found, sheet, given, by=request.person)
        messages.success(request, ngettext("%(n)d row is decided.", "%(n)d rows are decided.", number) % {"n": number})
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect(
        f"{reverse('exchange:batch', args=[pk])}?sheet={sheet if sheet in SHEETS else ''}&outcome=ask&part={request.POST.get('part', '0')[:5]}"
    )


@require_POST
def take(request: Request, pk: UUID) -> HttpResponse:
    """Take everything, or nothing."""
    found, leave_out = _fetch(request, pk), request.POST.get("leave_out") == "on"
    try:
        if found.rows > actions.SMALL_ROWS:
            return redirect(
                "runs:run", actions.begin("exchange.take", found, by=request.person, leave_out=leave_out).pk
            )
        if actions.take(found, by=request.person, leave_out=leave_out):
            messages.success(request, _("The import is taken."), f"undo:{reverse('exchange:undo', args=[pk])}")
        else:
            messages.warning(request, str(OUTDATED))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("exchange:batch", pk)


@require_POST
def undo(request: Request, pk: UUID) -> HttpResponse:
    """Undo what was taken, as one act."""
    found = _fetch(request, pk)
    try:
        if found.rows > actions.SMALL_ROWS:
            return redirect("runs:run", actions.begin("exchange.undo", found, by=request.person).pk)
        number = actions.undo(found, by=request.person)
        messages.success(
            request,
            ngettext("Undone: %(n)d record is as before.", "Undone: %(n)d records are as before.", number)
            % {"n": number},
        )
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("exchange:batch", pk)


@require_POST
def abandon(request: Request, pk: UUID) -> HttpResponse:
    """Give an import up before it is taken."""
    try:
        actions.abandon(_fetch(request, pk), by=request.person)
        messages.success(request, _("Abandoned; what the file said is destroyed."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("exchange:index")
