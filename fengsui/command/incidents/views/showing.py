"""An incident's page: state, facts, what was said, the way of a fever, who has it in hand, what came of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.csp import csp_override

from fengsui.command.incidents import queries
from fengsui.command.incidents.forms import FORMS, OutsideForm, TaskForm, WhyForm, minute, steps_of
from fengsui.command.incidents.models import LIVE, Incident, Sheet, Stage
from fengsui.command.incidents.queries.calls import of_incident
from fengsui.command.incidents.queries.kinds import is_fever
from fengsui.command.incidents.queries.lines import takers
from fengsui.command.incidents.queries.one import says, sheets, takings
from fengsui.command.incidents.queries.pathway import outsides, stations
from fengsui.command.incidents.views.common import SUGGESTED, fetched, see
from fengsui.command.tasks.forms import offered
from fengsui.command.tasks.queries.whom import givers, near
from fengsui.ground.clock.past import looks_back
from fengsui.ground.documents import queries as documents
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django import forms

    from fengsui.command.incidents.models import Step
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


class Told(NamedTuple):
    """A step as the page tells it: who took it, its own words, what it says of persons if that was opened."""

    step: Step
    name: str
    says: bool
    opened: str


class Given(NamedTuple):
    """In whose name the person can give a task that comes of it, and to whom."""

    giver: Unit
    units: list[Unit]


@looks_back
def show(request: Request, pk: UUID) -> HttpResponse:
    """One incident, now or as known at a moment."""
    return page(request, fetched(request, pk), known=request.known)


def page(
    request: Request, incident: Incident, bound: tuple[str, forms.Form] | None = None, problem: str = "",
    opened: dict[int, str] | None = None, known: datetime | None = None,
) -> HttpResponse:  # fmt: skip
    step = queries.now(incident, known)
    if step is None:
        raise Http404
    steps, took = queries.steps(incident, known), takings(incident, known)
    people = names_for(request.person, [*(one.by_id for one in steps), *(one.by_id for one in took)])
    may = _may(request, step) if known is None else {}
    said = opened or {}
    context = {
        "incident": incident, "step": step, "row": queries.shown([step], known)[0], "known": known, "problem": problem, "may": may,
        "told": [Told(one, _name(people, one.by_id), says(one), said.get(one.pk, "")) for one in steps],
        "takings": [(one, _name(people, one.by_id)) for one in took], "outsides": outsides(incident, known),
        "stations": stations(incident, known) if is_fever(step.kind) else [], "sheets": sheets(incident, known),
        "tasks": queries.tasks_of(incident, request.person, known), "call": _call(request, incident, known),
        "history": history(incident.about, known), "opened": opened, "bound": bound[0] if bound else "",
        "sealed": any(one.sealed for one in steps), "forms": _forms(request, incident, step, may, bound) if may else {},
    }  # fmt: skip
    given = given_by(request, step.unit) if may else None
    context |= {"giver": given.giver if given else None, "suggested": given.units[:SUGGESTED] if given else []}
    wrong = problem or (bound and bound[1].errors)
    return render(
        request, "incidents/incident.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    )


def _name(people: dict[Any, str], person: UUID | None) -> str:
    return people.get(person, "") if person else ""


def _call(request: Request, incident: Incident, known: datetime | None) -> Any:
    """The call from which it was noted, if the person sees it."""
    call = of_incident(incident.pk)
    seen = call and scope.seen(request.person, "incidents.see").filter(pk=call.unit_id).exists()
    return call if seen and call and call.known_at <= (known or call.known_at) else None


def _may(request: Request, step: Step) -> dict[str, bool]:
    """What the person may do with it; the rules are asked again by the actions."""
    person, live = request.person, step.stage in LIVE
    own = scope.may(person, "incidents.report", step.unit)
    noted = step.first_at is None and scope.may(person, "incidents.note", step.unit)
    there = {one.unit_id for one in takings(step.incident)}
    waits = [pk for pk in takers(person, step.unit) if pk not in there] if step.first_at else []
    return {
        "first": own and step.stage == Stage.NOTED, "report": own and step.stage == Stage.REPORTED,
        "correct": (own or noted) and step.stage in {*LIVE, Stage.CLOSED}, "withdraw": (own or noted) and live,
        "reopen": (own or noted) and not live, "enter": own and step.stage in {*LIVE, Stage.CLOSED},
        "take": bool(waits) and step.stage in {Stage.REPORTED, Stage.CLOSED}, "issue": own and step.stage in {Stage.REPORTED, Stage.CLOSED},
        "persons": scope.may(person, "incidents.persons", step.unit), "any": own or noted or bool(waits),
    }  # fmt: skip


def given_by(request: Request, unit: Unit) -> Given | None:
    """Who of the person's units can give the incident's unit a task, and to which units it can."""
    for giver in givers(request.person):
        units = near(giver)
        if unit in units:
            return Given(giver, units)
    return None


def _forms(
    request: Request, incident: Incident, step: Step, may: dict[str, bool], bound: tuple[str, forms.Form] | None
) -> dict[str, Any]:
    """An empty form for everything that can be done, filled in as far as the house can."""
    made: dict[str, Any] = {str(key): form(prefix=key) for key, form in FORMS.items()}
    made["persons"] = WhyForm(prefix="persons")
    made["outside"] = OutsideForm(prefix="outside", initial={"at": minute()})
    made["fever"] = steps_of(stations(incident)) if may["enter"] and is_fever(step.kind) else []
    if given := given_by(request, step.unit):
        made["task"] = TaskForm(prefix="task", units=given.units, initial={"to": step.unit.code, "due": offered()})
    if bound is not None and bound[0].startswith("fever-"):
        made["fever"] = [bound[1] if bound[0] == f"fever-{one.step}" else one for one in made["fever"]]
    elif bound is not None:
        made[bound[0]] = bound[1]
    return made


@csp_override({})  # a PDF runs no script of ours, and a browser's viewer may be a plug-in, which the house forbids
def sheet(request: Request, pk: int) -> HttpResponse:
    """A bulletin as issued; in English a copy."""
    see(request)
    mine = Incident.objects.visible_to(request.person).values("pk")
    rows = Sheet.objects.filter(step__incident__in=mine).select_related("document__series", "document__unit")
    found = fetch(request.person, rows, request.path, pk=pk)
    content = documents.paper(found.document, "en" if get_language() == "en" else "zh")
    name = f"{found.document.series.title}{found.document.number_label}.pdf"
    head = {"Content-Disposition": content_disposition_header(False, name) or "inline"}
    return HttpResponse(content, content_type="application/pdf", headers=head)
