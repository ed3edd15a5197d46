from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.models import Entry
from fengsui.ground.measures import actions, queries
from fengsui.ground.measures.forms import MeasureForm
from fengsui.ground.measures.models import Measure
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame
from fengsui.ground.org.models import System
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.measures.declare import Parameter
    from fengsui.ground.org.places import Request


def _seen(request: Request) -> None:
    if not scope.may(request.person, "measures.view"):
        raise Http404


def index(request: Request) -> HttpResponse:
    """Everything that can be set, and what holds now in each system."""
    _seen(request)
    rows = []
    for reading in queries.readings(*queries.parameters().values()):
        values = {
            str(system.label): queries.shown(reading.system(system), choices=reading.parameter.choices)
            for system in System
        }
        rows.append((reading.parameter, values, len(set(values.values())) == 1, len(reading.rows)))
    return render(request, "measures/index.html", {"rows": rows, "systems": [system.label for system in System]})


def parameter(request: Request, key: str) -> HttpResponse:
    """One parameter: what holds, what held, on what basis; a form to set it for who may."""
    _seen(request)
    found = queries.parameters().get(key)
    if found is None:
        raise Http404
    form = MeasureForm(found, request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _put(request, found, form)
        except Refused as refused:
            blame(form, refused)
    if form.errors:
        status = 422
    rows = list(Measure.objects.filter(parameter=key).order_by("-at", "-pk"))
    context = {
        "parameter": found, "form": form, "rows": [(row, queries.shown(found.loaded(row.value), choices=found.choices)) for row in rows],
        "default": queries.shown(found.default, choices=found.choices), "can_set": scope.may(request.person, "measures.set"), "now": clock.now(),
        "entries": Entry.objects.filter(about__in=[f"measures.measure:{row.pk}" for row in rows]).order_by("pk"),
    }  # fmt: skip
    return render(request, "measures/parameter.html", context, status=status)


def _put(request: Request, found: Parameter, form: MeasureForm) -> HttpResponse:
    data = form.cleaned_data
    actions.put(
        found, data["value"], basis=data["basis"], at=data["at"], system=data.get("system", ""), by=request.person
    )
    messages.success(request, _("In force. What people owe is planned again."))
    return redirect("measures:parameter", found.key)


@require_POST
def revert(request: Request, key: str, pk: int) -> HttpResponse:
    rows = Measure.objects.all() if scope.may(request.person, "measures.set") else Measure.objects.none()
    row = fetch(request.person, rows, request.path, pk=pk, parameter=key)
    try:
        actions.revert(row, by=request.person)
        messages.success(request, _("Reverted: what held before holds again."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("measures:parameter", key)
