"""One call: what was said, what becomes of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.forms import HappenedForm, RightForm, TaskForm, WhyForm, WordsForm
from fengsui.command.incidents.models import Call, OutcomeKind
from fengsui.command.incidents.views.common import SUGGESTED, fetched_call, say
from fengsui.command.incidents.views.reporting import notable
from fengsui.command.tasks.forms import offered
from fengsui.command.tasks.queries.whom import near
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from fengsui.command.incidents.actions.revealing import Caller
    from fengsui.ground.org.places import Request

RIGHT, VOID, CALLER = "right", "void", "caller"


@looks_back
def show(request: Request, pk: UUID) -> HttpResponse:
    """One call, now or as known at a moment."""
    return page(request, fetched_call(request, pk), known=request.known)


def page(
    request: Request, call: Call, bound: tuple[str, forms.Form] | None = None, problem: str = "",
    opened: Caller | None = None, known: datetime | None = None,
) -> HttpResponse:  # fmt: skip
    if known is not None and call.known_at > known:
        raise Http404
    may = known is None and scope.may(request.person, "incidents.phone", call.unit)
    row = queries.dress([call], known)[0]
    made = {one.outcome.kind: one for one in row.made}
    people = names_for(request.person, [call.by_id, call.void_by_id, *(one.outcome.by_id for one in row.made)])
    void = call.void_at is not None and (known is None or call.void_at <= known)
    context: dict[str, Any] = {
        "call": call, "row": row, "made": made, "may": may and not void, "void": void, "known": known, "opened": opened,
        "problem": problem, "by": people.get(call.by_id, "") if call.by_id else "", "history": history(call.about, known),
        "outcomes": [(one, people.get(one.outcome.by_id, "") if one.outcome.by_id else "") for one in row.made],
        "voided_by": people.get(call.void_by_id, "") if call.void_by_id else "", "bound": bound[0] if bound else "",
        "right": Call.objects.filter(instead=call).first() if void else None,
    }  # fmt: skip
    if context["may"]:
        context |= _choices(request, call, bound)
    wrong = problem or (bound and bound[1].errors)
    return render(
        request, "incidents/call.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    )


def _choices(request: Request, call: Call, bound: tuple[str, forms.Form] | None) -> dict[str, Any]:
    """The forms of everything that can become of it."""
    made: dict[str, forms.Form] = {
        "note": WordsForm(prefix="note"), "void": WhyForm(prefix="void"), "caller": WhyForm(prefix="caller"),
        "right": RightForm(prefix="right", initial=_typed(call)),
    }  # fmt: skip
    places, units = notable(request), near(call.unit)
    to = call.caller_unit
    initial = {
        "unit": to.code if to in places else "", "text": call.text, "learned": clock.local(call.at).replace(second=0, microsecond=0)
    }  # fmt: skip
    made["incident"] = HappenedForm(prefix="incident", units=places, initial=initial)
    if scope.may(request.person, "tasks.give", call.unit):
        begun = {"text": call.text, "to": to.code if to in units else "", "due": offered()}
        made["task"] = TaskForm(prefix="task", units=units, initial=begun)
    if bound:
        made[bound[0]] = bound[1]
    return {"forms": made, "places": places[:SUGGESTED], "units": units[:SUGGESTED]}


def _typed(call: Call) -> dict[str, Any]:
    whence = call.caller_unit.code if call.caller_unit else ""
    return {"whence": whence, "text": call.text, "at": clock.local(call.at)}


@require_POST
def act(request: Request, pk: UUID) -> HttpResponse:
    """Turn a call into something, put it right, declare it void, or show who rang."""
    call, deed = fetched_call(request, pk), request.POST.get("do", "")
    form = _form(request, call, deed)
    if form is None:
        return redirect("incidents:call", pk)
    if not form.is_valid():
        return page(request, call, (deed, form))
    try:
        return _do(request, call, deed, form)
    except Refused as refused:
        say(form, refused)
        return page(request, call, (deed, form))


def _form(request: Request, call: Call, deed: str) -> forms.Form | None:
    match deed:
        case OutcomeKind.NOTE:
            return WordsForm(request.POST, prefix=deed)
        case OutcomeKind.TASK:
            return TaskForm(request.POST, prefix=deed, units=near(call.unit))
        case OutcomeKind.INCIDENT:
            return HappenedForm(request.POST, prefix=deed, units=notable(request))
        case _ if deed == RIGHT:
            return RightForm(request.POST, prefix=deed)
        case _ if deed in {VOID, CALLER}:
            return WhyForm(request.POST, prefix=deed)
        case _:
            return None


def _do(request: Request, call: Call, deed: str, form: Any) -> HttpResponse:
    by, typed = request.person, form.cleaned_data
    if deed == CALLER:
        return page(request, call, opened=actions.reveal_caller(call, typed["reason"], by=by))
    if deed == RIGHT:
        right = actions.correct_call(call, form.heard(), typed["reason"], by=by)
        messages.success(request, _("Written down again; the first record stays to be read, void."))
        return redirect("incidents:call", right.pk)
    match deed:
        case OutcomeKind.NOTE:
            actions.call_to_note(call, typed["words"], by=by)
            messages.success(request, _("Noted; it stands on the page of the night."))
        case OutcomeKind.TASK:
            actions.call_to_task(call, typed["text"], to=typed["to"][0], due_at=typed["due"], by=by)
            messages.success(request, _("Given. It is on their Today."))
        case OutcomeKind.INCIDENT:
            actions.call_to_incident(call, typed["unit"][0], form.said(), by=by, again=typed["again"])
            messages.success(request, _("Noted. The unit owes its first report; it is told."))
        case _:
            actions.void_call(call, typed["reason"], by=by)
            messages.success(request, _("Void; it stays to be read."))
    return redirect("incidents:call", call.pk)
