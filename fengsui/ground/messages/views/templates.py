from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.ground.journal.queries import history
from fengsui.ground.messages.actions import templates as deeds
from fengsui.ground.messages.forms import TemplateForm
from fengsui.ground.messages.queries import rounds as queries
from fengsui.ground.messages.views.common import chosen, need, tabs
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame, number_of
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.messages.models import Template, Wording
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def index(request: Request) -> HttpResponse:
    """The texts that are used again, those in use first."""
    need(request, "messages.tell", "messages.write")
    listed = list(queries.templates(request.person)[:500])
    latest = queries.latest(listed)
    rows = [(one, latest[one.pk]) for one in sorted(listed, key=lambda one: one.retired_at is not None)]
    context = {"rows": rows, "tabs": tabs(request), "may_write": scope.may(request.person, "messages.write")}
    return render(request, "messages/templates.html", context)


def new(request: Request) -> HttpResponse:
    """Write a first version."""
    units = list(scope.own(request.person, "messages.write"))
    unit = chosen(request, units)
    form = TemplateForm(request.POST or None)
    if request.method == "POST" and (made := _written(request, form, unit, None)):
        return redirect("messages:template", made.template_id)
    context = {"form": form, "unit": unit, "units": units}
    return render(request, "messages/template_new.html", context, status=422 if form.errors else 200)


def template(request: Request, pk: int) -> HttpResponse:
    """A template: what it says, what it said before; a form for the next version."""
    found = fetch(request.person, queries.templates(request.person), request.path, pk=pk)
    wordings = list(found.wordings.order_by("-version"))
    last = wordings[0]
    may = scope.may(request.person, "messages.write", found.unit)
    form = TemplateForm(
        request.POST or None,
        initial={"title": found.title, "zh": last.zh, "en": last.en, "fields": "、".join(last.fields)},
    )
    if request.method == "POST" and _written(request, form, found.unit, found):
        return redirect("messages:template", pk)
    context = {
        "one": found, "last": last, "wordings": wordings, "may_write": may, "form": form, "history": history(found.about),
        "seen": request.POST.get("seen", last.version), "may_tell": scope.may(request.person, "messages.tell", found.unit),
    }  # fmt: skip
    return render(request, "messages/template.html", context, status=422 if form.errors else 200)


def _written(request: Request, form: TemplateForm, unit: Unit, found: Template | None) -> Wording | None:
    if not form.is_valid():
        return None
    seen = number_of(request.POST.get("seen", ""), -1)
    try:
        made = deeds.write(
            unit, by=request.person, template=found, **form.cleaned_data,
            seen=seen if found and seen >= 0 else None,
        )  # fmt: skip
    except Refused as refused:
        blame(form, refused)
        return None
    messages.success(request, _("Saved."))
    return made


@require_POST
def do(request: Request, pk: int) -> HttpResponse:
    """Take it out of use, or back into use."""
    found = fetch(request.person, queries.templates(request.person), request.path, pk=pk)
    try:
        if request.POST.get("do") == "restore":
            deeds.restore(found, by=request.person)
            messages.success(request, _("It is in use again."))
        else:
            deeds.retire(found, by=request.person)
            messages.success(request, _("Out of use. What was told with it stays."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("messages:template", pk)
