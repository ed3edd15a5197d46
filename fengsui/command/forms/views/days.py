"""A day's sheet: what will stand there, what could not be filled, the download, and whether it was sent."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.forms import actions
from fengsui.command.forms.models import Filled
from fengsui.command.forms.queries.days import file_name, last_filled, sent, sent_days, version_on
from fengsui.command.forms.queries.filling import changes, produced, sheetful
from fengsui.command.forms.queries.mapping import mapping
from fengsui.command.forms.views.common import basics, form_of, shown
from fengsui.command.forms.views.words import remark, told
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.queries import history
from fengsui.ground.org.queries import fetch, names
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from fengsui.command.forms.models import Form
    from fengsui.ground.org.places import Request

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def page(request: Request, pk: UUID, day: date) -> HttpResponse:
    """The sheet of a day, filled."""
    form = form_of(request, pk)
    version = version_on(form, day)
    found = sheetful(version, day, request.person)
    _body, results = produced(version, found.kept(), request.person)
    known = mapping(version)
    gone, last = sent(form, day), last_filled(form, day)
    people = names([gone.by_id if gone else None, last.by_id if last else None, request.person.pk])
    context = basics(
        request, form, day=day, version=version, found=found, pictures=shown(version, found, results=results, filler=people.get(request.person.pk, "")),
        filled=len(found.items) - len(found.gaps), gaps=[(item, told(item)) for item in found.gaps],
        partial=[(item, told(item)) for item in found.marked if not item.is_gap],
        mapping=known, sent=gone, sent_by=people.get(gone.by_id) if gone and gone.by_id else "", last=last,
        last_by=people.get(last.by_id) if last and last.by_id else "",
        changes=changes(gone.filled, found) if gone else changes(last, found) if last else [],
        days=_around(form, day), remarks=[remark(code) for code in version.remarks], history=history(form.about),
    )  # fmt: skip
    return render(request, "forms/day.html", context)


def _around(form: Form, day: date) -> list[tuple[date, bool]]:
    """A week around a day that does not reach beyond today, each with whether it was sent."""
    last = max(day, min(clock.today(), day + timedelta(days=3)))
    days = clock.days(last - timedelta(days=6), last)
    done = sent_days(form, days[0], days[-1])
    return [(one, one in done) for one in days]


@require_POST
def file(request: Request, pk: UUID, day: date) -> HttpResponse:
    """The file of a day, filled; what it says is kept."""
    form = form_of(request, pk)
    try:
        filled, body = actions.fill(form, day, by=request.person)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect("forms:day", pk, day)
    return _answer(body, file_name(form, day, filled.version.kind), KINDS[filled.version.kind])


def _answer(body: bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(body, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


@require_POST
def days(request: Request, pk: UUID) -> HttpResponse:
    """The files of several days in one, filled in the background."""
    form = form_of(request, pk)
    first, last = (clock.read_day(request.POST.get(name, "")) for name in ("first", "last"))
    if first is None or last is None:
        messages.error(request, _("Choose the first and the last day."))
        return redirect("forms:form", pk)
    try:
        run = actions.fill_days(form, first, last, by=request.person)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect("forms:form", pk)
    messages.success(request, _("The sheets are being filled; you may leave this page."))
    return redirect("runs:run", run.pk)


def again(request: Request, pk: UUID, filled: UUID) -> HttpResponse:
    """A file as it was downloaded then, made again from what was kept of it."""
    form = form_of(request, pk)
    kept = fetch(request.person, Filled.objects.filter(version__form=form), request.path, pk=filled)
    body, _results = produced(kept.version, kept.values, kept.by)
    return _answer(body, file_name(form, kept.day, kept.version.kind), KINDS[kept.version.kind])


@require_POST
def send(request: Request, pk: UUID, day: date) -> HttpResponse:
    """Mark a day as sent."""
    form = form_of(request, pk)
    try:
        actions.send(form, day, by=request.person)
        undo = reverse("forms:unsend", args=[pk, day])
        messages.success(request, _("Marked as sent."), extra_tags=f"undo:{undo}")
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("forms:day", pk, day)


@require_POST
def unsend(request: Request, pk: UUID, day: date) -> HttpResponse:
    form = form_of(request, pk)
    try:
        actions.unsend(form, day, by=request.person)
        messages.success(request, _("It counts as not sent; it is owed again."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("forms:day", pk, day)


def blank(request: Request, pk: UUID, number: int) -> HttpResponse:
    """A version's blank sheet, as it is kept."""
    form = form_of(request, pk)
    version = fetch(request.person, form.versions.all(), request.path, number=number)
    return _answer(bytes(version.body), f"{form.name} v{number}.{version.kind}".replace("/", "／"), KINDS[version.kind])
