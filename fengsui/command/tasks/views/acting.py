from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.forms import FORMS, SHEET, HelpForm
from fengsui.command.tasks.models import Deed, Task
from fengsui.command.tasks.views.showing import fetched, hand_form, page
from fengsui.ground.org import scope
from fengsui.ground.org.doors import number_of
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


@require_POST
def act(request: Request, pk: UUID) -> HttpResponse:
    """Do one thing with a task."""
    task, deed = fetched(request, pk), request.POST.get("do", "")
    form = _form(request, task, deed)
    if deed not in {Deed.BEGUN, SHEET} and form is None:
        return redirect("tasks:task", pk)
    if form is not None and not form.is_valid():
        return page(request, task, deed, form)
    try:
        said = _do(task, deed, form.cleaned_data if form else {}, request)
    except Refused as refused:
        return _refused(request, task, deed, form, refused)
    messages.success(request, said, extra_tags="" if deed == SHEET else _undo(task, request))
    return redirect("tasks:task", pk)


def _form(request: Request, task: Task, deed: str) -> forms.Form | None:
    if deed in FORMS:
        return FORMS[deed](request.POST, request.FILES, prefix=deed)
    step = queries.now(task)
    if deed not in {Deed.HANDED, Deed.HELPED} or step is None:
        return None
    base = step.giver if scope.may(request.person, "tasks.review", step.giver) else step.to
    units = list(queries.reach(base))
    if deed == Deed.HANDED:
        return hand_form(step, units, request.POST)
    helping = [
        one.unit for one in queries.helpers(task) if one.until is None
    ]  # whoever helps stays, out of reach or not
    return HelpForm(request.POST, prefix=deed, units=list(dict.fromkeys([*units, *helping])))


def _refused(request: Request, task: Task, deed: str, form: forms.Form | None, refused: Refused) -> HttpResponse:
    if form is not None and refused.field in form.fields:
        form.add_error(refused.field, str(refused.sentence))
        return page(request, task, deed, form)
    return page(request, task, deed, form, str(refused.sentence))


def _undo(task: Task, request: Request) -> str:
    """Where one's own last step is taken back."""
    step = queries.now(task)
    if step is None or step.by_id != request.person.pk or step.deed in {Deed.GIVEN, Deed.HELPED, Deed.UNDONE}:
        return ""
    return f"undo:{reverse('tasks:undo', args=[task.pk])}?step={step.pk}"


def _do(task: Task, deed: str, typed: dict[str, Any], request: Request) -> str:
    """Do it; return what is said of it."""
    by, note, due = request.person, typed.get("note", ""), typed.get("due")
    match deed:
        case Deed.BEGUN:
            actions.begin(task, by=by)
            return _("Begun. The giver sees it.")
        case Deed.REPORTED:
            actions.report(task, note, percent=typed["percent"], by=by)
            return _("Reported.")
        case Deed.DONE:
            files = [(file.name or "", file.read()) for file in typed["file"]]
            actions.finish(task, note, by=by, files=files)
            return _("Finished. The giver reviews the result.")
        case Deed.CLOSED:
            actions.accept(task, note, by=by)
            return _("Closed, with its result.")
        case _:
            return _more(task, deed, typed, note, due, request)


def _more(task: Task, deed: str, typed: dict[str, Any], note: str, due: Any, request: Request) -> str:
    by = request.person
    match deed:
        case Deed.RETURNED:
            actions.give_back(task, note, due_at=due, by=by)
            return _("Given back. It is on their Today again.")
        case Deed.REOPENED:
            actions.reopen(task, note, due_at=due, by=by)
            return _("Open again. It is on their Today.")
        case Deed.WITHDRAWN:
            actions.withdraw(task, note, by=by)
            return _("Withdrawn. Nobody owes it any more.")
        case _:
            return _other(task, deed, typed, note, due, request)


def _other(task: Task, deed: str, typed: dict[str, Any], note: str, due: Any, request: Request) -> str:
    by = request.person
    match deed:
        case Deed.MOVED:
            actions.move(task, due, note, by=by)
            return _("The hour of the task is moved.")
        case Deed.HANDED:
            actions.hand_over(task, note, to=next(iter(typed["to"]), None), person=typed["person"], by=by)
            return _("Handed over.")
        case Deed.HELPED:
            actions.change_helpers(task, typed["helpers"], note, by=by)
            return _("Changed. The units that help see the task.")
        case _:
            sheet = actions.issue_sheet([task.pk], by=by)
            return _("Issued as %(number)s; it stands below.") % {"number": sheet.document.number_label}


@require_POST
def undo(request: Request, pk: UUID) -> HttpResponse:
    """Take one's own last step back."""
    task, step = fetched(request, pk), request.GET.get("step", "")
    try:
        actions.undo(task, number_of(step), by=request.person)
        messages.success(request, _("Taken back; it stands as before."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("tasks:task", pk)
