"""Notices at gates and in communities; what was explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Sum
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.forms import ExplanationForm, PostingForm
from fengsui.frontline.arrivals.models import Explanation, Posting
from fengsui.frontline.arrivals.queries.listing import seen_by
from fengsui.frontline.arrivals.views.common import basics, status, unit_of
from fengsui.frontline.arrivals.views.doors import code as drawn
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.doors import submitted, tried
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def notices(request: Request, code: str) -> HttpResponse:
    """What a unit posted where, newest first."""
    unit = unit_of(request, code)
    form = PostingForm(request.POST or None, initial={"id": uuid7()})
    made: list[Posting] = []

    def enter(data: dict[str, Any]) -> None:
        made.append(arrivals.post(unit, by=request.person, **data))

    if request.method == "POST" and submitted(form, enter):
        undo = reverse("arrivals:take_down", args=[made[0].pk])
        messages.success(request, _("Entered. Print it if it still has to be posted."), f"undo:{undo}")
        return redirect("arrivals:notice", made[0].pk)
    found = page(Posting.objects.filter(unit=unit), request.GET)
    return render(request, "arrivals/notices.html", basics(request, unit, page=found, form=form), status=status(form))


def _posting(request: Request, pk: UUID) -> Posting:
    rows = Posting.objects.filter(unit__in=seen_by(request.person).values("pk")).select_related("unit")
    return fetch(request.person, rows, request.path, pk=pk)


def notice(request: Request, pk: UUID) -> HttpResponse:
    """One notice, to be printed."""
    found = _posting(request, pk)
    context = basics(request, found.unit, posting=found, code=drawn(found.link) if found.link else "")
    return render(request, "arrivals/notice.html", context)


@require_POST
def take_down(request: Request, pk: UUID) -> HttpResponse:
    found = _posting(request, pk)
    tried(request, lambda: arrivals.take_down(found, by=request.person), _("Taken down."))
    return redirect("arrivals:notices", found.unit.code)


def explained(request: Request, code: str) -> HttpResponse:
    """What was explained, round by round; how many today."""
    unit = unit_of(request, code)
    form = ExplanationForm(request.POST or None, initial={"id": uuid7()})
    made: list[Explanation] = []

    def enter(data: dict[str, Any]) -> None:
        made.append(arrivals.explain(unit, by=request.person, **data))

    if request.method == "POST" and submitted(form, enter):
        undo = reverse("arrivals:unexplain", args=[made[0].pk])
        messages.success(request, _("Entered."), f"undo:{undo}")
        return redirect("arrivals:explained", code)
    rows = Explanation.objects.as_known().filter(unit=unit)
    today = rows.filter(at__gte=clock.midnight(clock.today())).aggregate(
        persons=Sum("persons"), households=Sum("households")
    )
    context = basics(request, unit, page=page(rows, request.GET), form=form, today=today)
    return render(request, "arrivals/explained.html", context, status=status(form))


@require_POST
def unexplain(request: Request, pk: UUID) -> HttpResponse:
    rows = Explanation.objects.filter(unit__in=seen_by(request.person).values("pk")).select_related("unit")
    found = fetch(request.person, rows, request.path, pk=pk)
    tried(
        request,
        lambda: arrivals.withdraw_explanation(found, by=request.person),
        _("Withdrawn. It counts no longer; the journal keeps that it was entered."),
    )
    return redirect("arrivals:explained", found.unit.code)
