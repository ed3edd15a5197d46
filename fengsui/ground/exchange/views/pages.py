"""The list of what was brought in, the upload, the template, and what goes out."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Case, Value, When
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from fengsui.ground.exchange import actions, layout, queries
from fengsui.ground.exchange.forms import ExportForm, UploadForm
from fengsui.ground.exchange.models import Outcome
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame
from fengsui.ground.org.pages import page
from fengsui.ground.runs import actions as runs
from fengsui.ground.tables import writing
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.places import Request

SMALL_UNITS = 50  # so few units are taken out while the person waits


def _seen(request: Request) -> None:
    if not scope.may(request.person, "exchange.import"):
        raise Http404


def _tops(person: Person) -> QuerySet[Unit]:
    """The units at which a person holds an office that lets them bring in: what is below comes by itself."""
    return scope.own(person, "exchange.import")


def index(request: Request) -> HttpResponse:
    """What I brought in, newest first; the form for another file."""
    _seen(request)
    form = UploadForm(_tops(request.person), request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _receive(request, form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
    found = page(queries.mine(request.person), request.GET, size=20)
    states, names = queries.current(found), queries.names(found)
    rows = [
        (row, states[row.pk], names[row.pk], [(o.label, row.total(o)) for o in Outcome if row.total(o)])
        for row in found
    ]
    context = {"form": form, "page": found, "rows": rows}
    return render(
        request,
        "exchange/index.html",
        context,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


def _receive(request: Request, data: dict[str, Any]) -> HttpResponse:
    """Keep the file; a small one is matched before the page answers, a large one in the background."""
    file, by = data["file"], request.person
    with transaction.atomic():  # a small file that cannot be read is not kept
        batch = actions.bring(file.read(), file.name, unit=data["unit"], by=by, day=data["day"], only=data["only"])
        if batch.size > actions.SMALL_BYTES:
            return redirect("runs:run", actions.begin("exchange.match", batch, by=by).pk)
        actions.match(batch, by=by)
    return redirect("exchange:batch", batch.pk)


def template(request: Request) -> HttpResponse:
    """The empty sheets with their explanations."""
    _seen(request)
    return workbook(layout.template(), _("organisation-template.xlsx"))


def workbook(body: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=writing.XLSX)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return answer


def take_out(request: Request) -> HttpResponse:
    """What to take out of the organisation, and how."""
    if not scope.may(request.person, "exchange.export"):
        raise Http404
    units = scope.units(request.person, "exchange.export").existing()  # type: ignore[attr-defined]
    form = ExportForm(
        _ordered(units, request.person), request.POST or None, may_unmask=scope.may(request.person, "exchange.unmask")
    )
    if request.method == "POST" and form.is_valid():
        try:
            return _take_out(request, form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
    return render(
        request,
        "exchange/export.html",
        {"form": form},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK,
    )


def _ordered(units: QuerySet[Unit], person: Person) -> QuerySet[Unit]:
    """One's own units first: the first is what a form begins with."""
    own = scope.own_ids(person, "exchange.export")
    return units.order_by(Case(When(pk__in=own, then=Value(0)), default=Value(1)), "code")


def _take_out(request: Request, data: dict[str, Any]) -> HttpResponse:
    small = scope.units(request.person, "exchange.export").count() <= SMALL_UNITS
    run = actions.export(
        data["unit"], by=request.person, day=data["day"], form=data["form"], with_ids=data["with_ids"],
        unmasked=data.get("unmasked", False), reason=data.get("reason", ""), now=small,
    )  # fmt: skip
    if small:
        runs.perform(run.pk)
    else:
        messages.success(request, _("The file is being written; you may leave this page."))
    return redirect("runs:run", run.pk)
