from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.ground.documents import actions, queries
from fengsui.ground.documents.forms import SeriesForm
from fengsui.ground.documents.models import Series, Stage
from fengsui.ground.documents.views.common import TONES
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame, onward
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request

LONGEST = 60  # characters of a question


def index(request: Request) -> HttpResponse:
    """The documents that I may see, newest first; by state, by unit, by what they say."""
    if not scope.may(request.person, "documents.view"):
        raise Http404
    asked = request.GET.copy()
    question = asked["q"] = asked.get("q", "").replace("\0", "").strip()[:LONGEST]
    rows = queries.paged(request.person, asked)
    around = queries.excerpts(rows, question) if question else {}
    listed = [(row, Stage(row.stage), TONES[Stage(row.stage)], around.get(row.pk)) for row in rows]  # type: ignore[attr-defined]
    context = {
        "page": rows, "rows": listed, "q": question, "state": asked.get("state", ""), "own": asked.get("own", ""),
        "states": Stage.choices, "filtered": any(asked.get(key) for key in ("q", "state", "own")),
        "may_write": scope.may(request.person, "documents.draft"),
    }  # fmt: skip
    return render(request, "documents/index.html", context)


def register(request: Request) -> HttpResponse:
    """The register of numbers of a series and year: every number, the void ones too."""
    if not scope.may(request.person, "documents.view"):
        raise Http404
    seen = Series.objects.filter(unit__in=scope.seen(request.person, "documents.view").values("pk"))
    found = queries.registered(request.person, request.GET)
    if found is None and "series" in request.GET:
        raise Http404
    listed = [
        (number, row, Stage(row.stage) if row else None, TONES[Stage(row.stage)] if row else "bad")  # type: ignore[attr-defined]
        for number, row in (found.rows if found else [])
    ]
    context = {
        "register": found, "rows": listed, "series": list(seen.select_related("unit").order_by("unit__code", "pk")[:500]),
        "years": sorted({found.year, *queries.years(found.series)}, reverse=True) if found else [], "may_arrange": scope.may(request.person, "documents.series"),
    }  # fmt: skip
    return render(request, "documents/register.html", context)


def series(request: Request) -> HttpResponse:
    """The official series of my units and their code letters."""
    units = list(scope.own(request.person, "documents.series"))
    if not units:
        raise Http404
    form, status = SeriesForm(), HTTPStatus.OK
    chosen = next((unit for unit in units if unit.code == request.POST.get("unit")), units[0])
    if request.method == "POST":
        form, status = SeriesForm(request.POST), HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid() and _arrange(request, chosen, form):
            return redirect(onward(request) or "documents:series")
    listed = [(one, reverse("documents:register") + f"?series={one.pk}") for one in queries.series_of(units)]
    context = {
        "units": units,
        "unit_of_form": chosen,
        "rows": listed,
        "form": form,
        "code": request.POST.get("code", ""),
        "next": onward(request),
    }
    return render(request, "documents/series.html", context, status=status)


def _arrange(request: Request, unit: Unit, form: SeriesForm) -> bool:
    taken = Series.objects.filter(unit=unit).count()
    code = request.POST.get("code", "") or ("documents" if not taken else f"documents-{taken + 1}")
    try:
        actions.arrange_series(unit, code, by=request.person, **form.cleaned_data)
    except Refused as refused:
        blame(form, refused)
        return False
    messages.success(request, _("Saved."))
    return True
