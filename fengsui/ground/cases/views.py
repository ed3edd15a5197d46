from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fengsui.ground.cases import actions, curve, page, queries
from fengsui.ground.cases.forms import CasesForm
from fengsui.ground.cases.reading import HEADS, NEEDED
from fengsui.ground.cases.windows import SOURCE
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.models import Entry
from fengsui.ground.org import scope
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def _seen(request: Request, verb: str = "cases.view") -> None:
    if not scope.may(request.person, verb):
        raise Http404


@looks_back
def index(request: Request) -> HttpResponse:
    """The situation of a day: map, curve, table by league, the own figures on the same axis."""
    _seen(request)
    context = {
        "span": queries.span(request.known), "heads": HEADS, "needed": NEEDED, "convention": SOURCE,
        "can_bring": request.known is None and scope.may(request.person, "cases.bring"),
    }  # fmt: skip
    if context["span"]:
        context |= page.situation(request.person, request.GET, request.known)
    return render(request, "cases/index.html", context)


@looks_back
def division(request: Request, code: str) -> HttpResponse:
    """One division's rows: each with its window, source and note, and since when it is known."""
    _seen(request)
    rows = queries.told(code, request.known)
    if not rows:
        raise Http404
    shown = queries.course(code, max(rows[-1].day, page.earliest(rows[0].day)), rows[0].day, request.known)
    context = {
        "code": code, "name": rows[0].name, "rows": rows, "convention": SOURCE,
        "curve": curve.epidemic(shown, rows[0].name), "said": queries.said(reversed(rows)),
    }  # fmt: skip
    return render(request, "cases/division.html", context)


def bring(request: Request) -> HttpResponse:
    """Bring a file in; what was brought before."""
    _seen(request, "cases.bring")
    form = CasesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            batch = actions.bring(file.read(), name=file.name, by=request.person)
        except Refused as refused:
            form.add_error("file", str(refused.sentence))
        else:
            messages.success(request, _("The case counts are brought in."))
            return redirect("cases:brought", batch.pk)
    context = {"form": form, "rows": queries.batches().select_related("by")[:30], "heads": HEADS, "needed": NEEDED, "convention": SOURCE}  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "cases/bring.html", context, status=status)


def brought(request: Request, pk: int) -> HttpResponse:
    """What became of a file: how many rows of each kind, and why some were not taken."""
    _seen(request, "cases.bring")
    batch = fetch(request.person, queries.batches(), request.path, pk=pk)
    entries = Entry.objects.filter(about=f"cases.batch:{batch.pk}").order_by("pk")
    return render(request, "cases/brought.html", {"batch": batch, "entries": entries})
