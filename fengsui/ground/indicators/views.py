from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import actions, queries
from fengsui.ground.indicators.actions import Definition
from fengsui.ground.indicators.declare import Kind, RollUp
from fengsui.ground.indicators.forms import KINDS, ROLLUPS, DefinitionForm, WordsForm
from fengsui.ground.indicators.models import Defined
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame
from fengsui.ground.org.models import Unit, UnitKind
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def _seen(request: Request) -> None:
    if not scope.may(request.person, "measures.view"):
        raise Http404


def index(request: Request) -> HttpResponse:
    """The catalogue: every indicator that any room declares or somebody defined."""
    _seen(request)
    pages = dict(Defined.objects.values_list("code", "pk"))
    rows = [
        (one, KINDS[one.kind], ROLLUPS[one.rollup], [UnitKind(kind).label for kind in one.kinds], pages.get(one.code))
        for one in queries.indicators().values()
    ]
    context = {"rows": rows, "today": clock.today(), "may_define": scope.may(request.person, "indicators.define")}
    return render(request, "indicators/index.html", context)


def _mine(request: Request) -> QuerySet[Unit]:
    """The units in whose name one may define: where one holds an office that carries it."""
    return scope.own(request.person, "indicators.define").order_by("pk")


def new(request: Request) -> HttpResponse:
    """Define an indicator: from its day on it is a field of those reports, with nothing else to do."""
    unit = fetch(request.person, _mine(request), request.path)
    form = DefinitionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.define(unit, Definition(**form.wanted()), by=request.person)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Defined. It stands in the reports from its day on."))
            return redirect("indicators:defined", row.pk)
    return render(request, "indicators/new.html", {"form": form, "unit": unit}, status=422 if form.errors else 200)


def defined(request: Request, pk: int) -> HttpResponse:
    """One defined indicator: what it counts, who has it, since when; its words can be changed, and it can be retired."""
    _seen(request)
    row = fetch(request.person, Defined.objects.select_related("unit"), request.path, pk=pk)
    may = scope.may(request.person, "indicators.define", row.unit)
    form = WordsForm(request.POST or None, initial=vars(row))
    if request.method == "POST" and form.is_valid():
        try:
            actions.reword(row, by=request.person, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("indicators:defined", row.pk)
    context = {
        "row": row, "one": queries.indicators().get(row.code), "form": form, "may": may, "today": clock.today(),
        "kind": KINDS[Kind(row.kind)], "rollup": ROLLUPS[RollUp(row.rollup)], "kinds": [UnitKind(kind).label for kind in row.kinds],
        "units": Unit.objects.filter(pk__in=row.unit_ids) if row.unit_ids is not None else None,
        "entries": history(row.about),
    }  # fmt: skip
    return render(request, "indicators/defined.html", context, status=422 if form.errors else 200)


@require_POST
def retire(request: Request, pk: int) -> HttpResponse:
    _seen(request)
    row = fetch(request.person, Defined.objects.select_related("unit"), request.path, pk=pk)
    try:
        actions.retire(row, by=request.person)
        messages.success(request, _("Retired. Its past stays; from tomorrow nobody is asked for it."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("indicators:defined", pk)
