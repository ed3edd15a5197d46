from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fengsui.command.directives import actions, papers
from fengsui.command.directives.forms import clean
from fengsui.command.directives.models import Delivery, Directive
from fengsui.command.directives.queries.lists import own
from fengsui.command.directives.queries.sheet import sheet
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def mine(request: Request, pk: UUID) -> HttpResponse:
    """Where a note leads: to what my unit has to do with it, else to the directive."""
    found = fetch(request.person, Directive.objects.visible_to(request.person), request.path, pk=pk)
    first = own(request.person).filter(directive=found).first()
    return redirect("directives:delivery", pk, first.unit.code) if first else redirect("directives:directive", pk)


@looks_back
def delivery(request: Request, pk: UUID, code: str) -> HttpResponse:
    """What a unit has got: to read, acknowledge, pass on with a measure of its own, report as done."""
    seen = Delivery.objects.filter(
        unit__in=scope.seen(request.person, "directives.view", "directives.acknowledge").values("pk")
    )
    rows = seen.filter(at__isnull=False).select_related(
        "directive__unit", "directive__document__series", "unit", "origin"
    )
    found = fetch(request.person, rows, request.path, directive=pk, unit__code=code)
    if request.method != "POST":
        if request.known is None and scope.may(request.person, "directives.acknowledge", found.unit):
            actions.note_read(found, by=request.person)
        return _page(request, found)
    try:
        _act(request, found)
    except Refused as refused:
        return _again(request, found, refused)
    return redirect("directives:delivery", pk, code)


def _act(request: Request, found: Delivery) -> None:
    """Carry out the button that was pressed; whoever presses twice does it once."""
    what, person = request.POST.get("do", ""), request.person
    text, seen = clean(request.POST.get("text", "")), request.POST.get("seen", "")
    if what in {"local", "pass"} and (text or what == "local"):
        actions.add_local(found, text, seen=seen, by=person)
    if what == "pass":
        actions.pass_on(found, by=person)
        messages.success(request, _("Passed on."))
    elif what == "local":
        messages.success(request, _("Saved. Those below see it once you pass it on."))
    elif what == "done":
        actions.do(found, clean(request.POST.get("result", "")), by=person)
        messages.success(request, _("Reported as done."))
    else:
        actions.acknowledge(found, by=person)
        messages.success(request, _("Acknowledged."))


def _again(request: Request, found: Delivery, refused: Refused) -> HttpResponse:
    """Show the page as it is by now, with everything as typed."""
    typed = {name: clean(request.POST.get(name, "")) for name in ("text", "result")}
    conflict = refused.code in {"directives.conflict", "directives.done", "directives.over"}
    status = HTTPStatus.CONFLICT if conflict else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, found, status, problem=str(refused.sentence), wrong=refused.field, typed=typed)


def _page(request: Request, found: Delivery, status: int = HTTPStatus.OK, **more: Any) -> HttpResponse:
    directive, known = found.directive, request.known
    read, typed = sheet(found, request.person, known), more.pop("typed", {})
    may_act = known is None and read.is_running and scope.may(request.person, "directives.acknowledge", found.unit)
    context = {
        "delivery": found, "directive": directive, "unit": found.unit, "sheet": read, "number": papers.number(directive),
        "may_act": may_act, "files": papers.files(directive),
        "text": typed.get("text") or (read.own.text if read.own else ""), "result": typed.get("result", ""), "typed": typed,
        "history": history(found.about, known), **more,
    }  # fmt: skip
    return render(request, "directives/delivery.html", context, status=status)
