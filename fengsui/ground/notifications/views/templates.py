from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fengsui.ground.journal.queries import history
from fengsui.ground.notifications import actions, papers, persons, queries
from fengsui.ground.notifications.forms import MergeForm, TemplateForm
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame, number_of
from fengsui.ground.org.queries import fetch, names
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.notifications.models import Batch, Template, Wording
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def templates(request: Request) -> HttpResponse:
    """The templates that I may see, those in use first."""
    if not scope.may(request.person, "notifications.view"):
        raise Http404
    rows = [(one, one.wordings.all()) for one in queries.templates(request.person).prefetch_related("wordings")[:500]]
    listed = [(one, max(wordings, key=lambda wording: wording.version)) for one, wordings in rows]
    context = {"rows": listed, "may_write": scope.may(request.person, "notifications.write")}
    return render(request, "notifications/templates.html", context)


def fetched(request: Request, pk: int) -> Template:
    return fetch(request.person, queries.templates(request.person), request.path, pk=pk)


def template(request: Request, pk: int) -> HttpResponse:
    """A template: what it says now, what it said before, what can be done with it."""
    found = fetched(request, pk)
    wordings = list(found.wordings.order_by("-version"))
    people = names(one.by_id for one in wordings)
    told = [(one, people.get(one.by_id, "") if one.by_id else _("the system")) for one in wordings]
    may = {verb: scope.may(request.person, f"notifications.{verb}", found.unit) for verb in ("write", "merge")}
    context = {
        "template": found, "latest": wordings[0], "wordings": told, "history": history(found.about),
        "may_write": may["write"] and not found.retired_at, "may_merge": may["merge"] and not found.retired_at,
    }  # fmt: skip
    return render(request, "notifications/template.html", context)


def new(request: Request) -> HttpResponse:
    """Write a first version."""
    units = list(scope.own(request.person, "notifications.write"))
    if not units:
        raise Http404
    asked = request.POST.get("unit") or request.GET.get("unit")
    unit = next((one for one in units if one.code == asked), units[0])
    form = TemplateForm(request.POST or None)
    if request.method == "POST" and (made := _written(request, form, unit, None)):
        return redirect("notifications:template", made.template_id)
    return _form(request, form, {"unit": unit, "units": units})


def write(request: Request, pk: int) -> HttpResponse:
    """Write the next version."""
    found = fetched(request, pk)
    if not scope.may(request.person, "notifications.write", found.unit):
        raise Http404
    last = found.latest
    initial = {
        "title": found.title, "letters": found.letters, "text": last.text,
        "each": "、".join(last.each), "shared": "、".join(last.shared),
    }  # fmt: skip
    form = TemplateForm(request.POST or None, initial=initial)
    if request.method == "POST" and _written(request, form, found.unit, found):
        return redirect("notifications:template", pk)
    return _form(
        request, form, {"unit": found.unit, "template": found, "version": request.POST.get("seen", last.version)}
    )


def _form(request: Request, form: TemplateForm, context: dict[str, Any]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "notifications/write.html", {"form": form, **context}, status=status)


def _written(request: Request, form: TemplateForm, unit: Unit, found: Template | None) -> Wording | None:
    if not form.is_valid():
        return None
    seen = number_of(request.POST.get("seen", ""), -1)
    try:
        made = actions.write(
            unit, by=request.person, template=found, **form.cleaned_data,
            seen=seen if found and seen >= 0 else None,
        )  # fmt: skip
    except Refused as refused:
        blame(form, refused)
        return None
    messages.success(request, _("Saved."))
    return made


@require_POST
def retire(request: Request, pk: int) -> HttpResponse:
    try:
        actions.retire(fetched(request, pk), by=request.person)
        messages.success(request, _("No longer in use. What was made from it stays."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("notifications:template", pk)


def merge(request: Request, pk: int) -> HttpResponse:
    """Enter the persons, look at the first paper, then make them all: numbers are given only then."""
    found = fetched(request, pk)
    if not scope.may(request.person, "notifications.merge", found.unit) or found.retired_at:
        raise Http404
    last = found.latest
    form = MergeForm(last, request.POST or None)
    preview: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("do") == "make":
                return _made(request, actions.merge(last, form.cleaned_data["persons"], by=request.person,
                                                    shared=form.shared(), day=form.cleaned_data["day"]))  # fmt: skip
            preview = _preview(request, last, form)
        except Refused as refused:
            blame(form, refused)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"template": found, "wording": last, "form": form, "columns": ["姓名", *last.each], **preview}
    return render(request, "notifications/merge.html", context, status=status)


def _preview(request: Request, wording: Wording, form: MergeForm) -> dict[str, Any]:
    """The first person's paper as text, and how many there are; nothing is kept."""
    listed = persons.read(form.cleaned_data["persons"], wording.each)
    issuer = names([request.person.pk]).get(request.person.pk, "")
    fields = {**form.shared(), **dict(zip(wording.each, listed[0].values, strict=True))}
    unit, day = wording.template.unit.name, form.cleaned_data["day"]
    said = papers.text(wording, unit, day, issuer, _("(number)"), listed[0].name, fields)
    return {"preview": said, "persons": listed}


def _made(request: Request, batch: Batch) -> HttpResponse:
    n = batch.last - batch.first + 1
    messages.success(
        request, ngettext("%(n)s notification made: %(numbers)s.", "%(n)s notifications made: %(numbers)s.", n)
        % {"n": n, "numbers": batch.numbers}
    )  # fmt: skip
    return redirect("notifications:batch", batch.pk)
