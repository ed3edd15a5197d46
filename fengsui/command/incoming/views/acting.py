from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.incoming import actions, queries
from fengsui.command.incoming.forms import PLAIN, WITH_UNITS
from fengsui.command.incoming.models import Deed
from fengsui.command.incoming.views.registering import uuid
from fengsui.command.incoming.views.showing import fetched, page
from fengsui.command.tasks import queries as tasks
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from fengsui.command.directives.models import Directive
    from fengsui.command.incoming.models import Paper
    from fengsui.ground.org.places import Request


@require_POST
def act(request: Request, pk: UUID) -> HttpResponse:
    """Take a step with a paper."""
    paper, deed = fetched(request, pk), request.POST.get("do", "")
    form = _form(request, paper, deed)
    if form is None:
        return redirect("incoming:paper", pk)
    if not form.is_valid():
        return page(request, paper, deed=deed, bound=form)
    try:
        return _do(request, paper, deed, form.cleaned_data)
    except Refused as refused:
        if refused.field in form.fields:
            form.add_error(refused.field, str(refused.sentence))
            return page(request, paper, deed=deed, bound=form)
        return page(request, paper, deed=deed, bound=form, problem=str(refused.sentence))


def _form(request: Request, paper: Paper, deed: str) -> forms.Form | None:
    if deed in PLAIN:
        return PLAIN[deed](request.POST, prefix=deed)
    if deed in WITH_UNITS:
        step = queries.now(paper)
        units = tasks.near(step.unit if step else paper.unit)
        return WITH_UNITS[deed](request.POST, prefix=deed, units=units)
    return None


def _do(request: Request, paper: Paper, deed: str, typed: dict[str, Any]) -> HttpResponse:
    """Do it, and lead to where it goes on."""
    if deed == Deed.PASSED_ON:
        made = _pass_on(request, paper, typed)
        messages.success(request, _("Drafted. Look it over, then it is checked, approved and issued."))
        return redirect("directives:edit", made.pk)
    messages.success(request, _step(request, paper, deed, typed))
    return redirect("incoming:paper", paper.pk)


def _pass_on(request: Request, paper: Paper, typed: dict[str, Any]) -> Directive:
    key = uuid(request.POST.get("key", ""))
    return actions.pass_on(paper, acknowledge_by=typed["due"], text=typed["note"], by=request.person, key=key)


def _undertake(request: Request, paper: Paper, typed: dict[str, Any]) -> None:
    actions.undertake(
        paper, typed["note"], to=typed["to"][0], helpers=typed["helpers"], due_at=typed["due"], by=request.person,
        key=uuid(request.POST.get("key", "")),
    )  # fmt: skip


def _step(request: Request, paper: Paper, deed: str, typed: dict[str, Any]) -> str:
    """Take the step; return what is said of it."""
    by, note = request.person, typed["note"]
    match deed:
        case Deed.PROPOSED:
            actions.propose(paper, note, by=by)
            return _("Proposed. It waits for an instruction.")
        case Deed.INSTRUCTED:
            to = next(iter(typed["to"]), None)
            actions.instruct(paper, note, to=to, helpers=typed["helpers"], due_at=typed["due"], by=by)
            return _("Instructed. The units that it was given to see it.")
        case Deed.UNDERTAKEN:
            _undertake(request, paper, typed)
            return _("The task is given. It is on their Today.")
        case Deed.CONCLUDED:
            actions.conclude(paper, note, reason=typed["reason"], by=by)
            return _("Concluded, with its result.")
        case Deed.REOPENED:
            actions.reopen(paper, note, due_at=typed["due"], by=by)
            return _("The paper is open again.")
        case _:
            actions.void(paper, note, by=by)
            return _("The entry is void. Its number stays taken.")
