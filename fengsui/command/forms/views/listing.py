"""All forms; a new one; one form's versions and particulars."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.forms import actions
from fengsui.command.forms.forms import ParticularsForm, RenewForm, UploadForm
from fengsui.command.forms.models import Act, Filled, Form
from fengsui.command.forms.queries.days import sent_on
from fengsui.command.forms.queries.sheets import lasts
from fengsui.command.forms.views.common import basics, form_of, told
from fengsui.command.forms.views.words import remark
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame
from fengsui.ground.org.models import Unit
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import names
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def index(request: Request) -> HttpResponse:
    """The forms that I may see, and whether they went out."""
    if not scope.may(request.person, "forms.view"):
        raise Http404
    ended = "ended" in request.GET
    rows = Form.objects.visible_to(request.person).filter(ended_at__isnull=not ended).select_related("unit")
    found = page(rows, request.GET)
    sent = sent_on([form.pk for form in found], clock.today()) | sent_on(
        [form.pk for form in found if form.day_before], told(Form(day_before=True))
    )
    versions = lasts([form.pk for form in found])
    listed = [(form, versions.get(form.pk), form.pk in sent, told(form)) for form in found]
    tabs = [(_("Kept"), reverse("forms:index")), (_("No longer kept"), reverse("forms:index") + "?ended=1")]
    may = bool(_keepable(request).exists())
    return render(
        request, "forms/index.html", {"page": found, "rows": listed, "tabs": tabs, "may": may, "ended": ended}
    )


def _keepable(request: Request) -> QuerySet[Unit]:
    """The units for which I may keep forms: those of my offices, not their sections."""
    ids = {held.unit_id for held in scope.carrying(request.person, scope.verbs()["forms.keep"])}
    return Unit.objects.filter(pk__in=ids).existing().order_by("code")


def new(request: Request) -> HttpResponse:
    """Upload a superior's blank sheet."""
    units = _keepable(request)
    if not units.exists():
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid() and (found := _register(request, form)):
        return redirect("forms:map", found.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "forms/new.html", {"form": form, "one": len(units) == 1}, status=status)


def _register(request: Request, form: UploadForm) -> Form | None:
    given = form.cleaned_data
    try:
        return actions.register(
            given["unit"], given["file"].read(), given["file"].name, name=given["name"], recipient=given["recipient"],
            due=given["due"], day_before=given["day_before"], by=request.person,
        )  # fmt: skip
    except Refused as refused:
        blame(form, refused)
        return None


def form(request: Request, pk: UUID) -> HttpResponse:
    """One form: its versions, its particulars, what was downloaded, its history."""
    found = form_of(request, pk)
    initial = {name: getattr(found, name) for name in ("name", "recipient", "due", "day_before", "missing_word")}
    return _page(request, found, ParticularsForm(initial=initial), RenewForm())


def _page(
    request: Request, found: Form, set_: ParticularsForm, renew: RenewForm, status: int = HTTPStatus.OK
) -> HttpResponse:
    versions = list(found.versions.defer("body").order_by("-number"))
    fillings = list(
        Filled.objects.filter(version__form=found).defer("values").select_related("version").order_by("-pk")[:20]
    )
    acts = list(Act.objects.filter(version=versions[0]).order_by("-pk")[:20])
    people = names([*(row.by_id for row in versions), *(row.by_id for row in fillings), *(row.by_id for row in acts)])
    context = basics(
        request, found, particulars=set_, renew=renew,
        versions=[(row, people.get(row.by_id) if row.by_id else None, [remark(code) for code in row.remarks]) for row in versions],
        fillings=[(row, people.get(row.by_id) if row.by_id else None) for row in fillings],
        acts=[(row, people.get(row.by_id) if row.by_id else None) for row in acts], history=history(found.about),
    )  # fmt: skip
    return render(request, "forms/form.html", context, status=status)


@require_POST
def particulars(request: Request, pk: UUID) -> HttpResponse:
    found = form_of(request, pk)
    typed = ParticularsForm(request.POST)
    if typed.is_valid():
        try:
            actions.settle_particulars(found, by=request.person, **typed.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("forms:form", pk)
        except Refused as refused:
            blame(typed, refused)
    return _page(request, found, typed, RenewForm(), HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
def renew(request: Request, pk: UUID) -> HttpResponse:
    """Upload a changed layout."""
    found = form_of(request, pk)
    typed = RenewForm(request.POST, request.FILES)
    if typed.is_valid():
        try:
            file = typed.cleaned_data["file"]
            version = actions.renew(found, file.read(), file.name, since=typed.cleaned_data["since"], by=request.person)
            messages.success(
                request,
                _("Version %(number)s is in use. Look through what was carried over.") % {"number": version.number},
            )
            return redirect("forms:map", pk)
        except Refused as refused:
            blame(typed, refused)
    initial = {name: getattr(found, name) for name in ("name", "recipient", "due", "day_before", "missing_word")}
    return _page(request, found, ParticularsForm(initial=initial), typed, HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
def end(request: Request, pk: UUID) -> HttpResponse:
    """Keep a form no longer; Undo takes it up again."""
    found = form_of(request, pk)
    try:
        actions.end(found, by=request.person)
        undo = reverse("forms:revive", args=[pk])
        messages.success(request, _("The form is no longer kept; what was sent stays."), extra_tags=f"undo:{undo}")
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("forms:index")


@require_POST
def revive(request: Request, pk: UUID) -> HttpResponse:
    found = form_of(request, pk)
    try:
        actions.revive(found, by=request.person)
        messages.success(request, _("The form is kept again."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("forms:form", pk)
