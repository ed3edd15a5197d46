"""A paper's page: how it stands, what about it, the next step, what was done with it; and its processing slip."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from fengsui.command.incoming import passing, queries
from fengsui.command.incoming.forms import PLAIN, WITH_UNITS, FileForm
from fengsui.command.incoming.models import UNDER_WAY, Deed, Paper, Stage
from fengsui.command.incoming.queries import Shown
from fengsui.command.tasks import queries as tasks
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for
from fengsui.ground.org.queries import fetch
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse
    from django.utils.functional import Promise

    from fengsui.command.incoming.models import Step
    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.places import Request

SUGGESTED = 400  # units offered while one types
LATER = timedelta(hours=12)  # offered as an hour
# What can be done: over the form, on its button, with which icon.
WAYS: dict[str, tuple[str | Promise, str | Promise, str]] = {
    Deed.PROPOSED: (_("Propose what to do"), _("Propose"), "send"),
    Deed.INSTRUCTED: (_("Instruct"), _("Instruct"), "signature"),
    Deed.UNDERTAKEN: (_("Give a task from it"), _("Give the task"), "list-check"),
    Deed.PASSED_ON: (_("Pass it on to all below"), _("Draft a directive"), "hierarchy"),
    Deed.CONCLUDED: (_("Conclude"), _("Conclude with this result"), "circle-check"),
    Deed.REOPENED: (_("Reopen the paper"), _("Reopen the paper"), "refresh"),
    Deed.VOIDED: (_("The entry is wrong"), _("Declare it void"), "circle-minus"),
}


class Act(NamedTuple):
    """Something that the person can do with the paper; is_next: it is what comes next, is_open: its form was refused."""

    deed: str
    title: str | Promise
    word: str | Promise
    icon: str
    form: forms.Form
    is_next: bool
    is_open: bool


def fetched(request: Request, pk: UUID) -> Paper:
    return fetch(request.person, Paper.objects.visible_to(request.person).select_related("unit"), request.path, pk=pk)


@looks_back
def show(request: Request, pk: UUID) -> HttpResponse:
    """One paper, now or as known at a moment."""
    return page(request, fetched(request, pk), known=request.known)


def page(
    request: Request, paper: Paper, *, deed: str = "", bound: forms.Form | None = None, problem: str = "",
    known: datetime | None = None,
) -> HttpResponse:  # fmt: skip
    """The page; `deed` and `bound`: the form that was refused, `problem`: why, if no field of it is to blame."""
    context = _context(request.person, paper, known)
    step = context["step"]
    may = _may(request.person, step) if known is None else {}
    units = tasks.near(step.unit) if may else []
    forms_ = _forms(step, units, deed, bound) if may else {}
    context |= {
        "acts": _acts(step, may, forms_, deed), "may": may, "problem": problem, "units": units[:SUGGESTED], "key": uuid7(),
        "file_form": forms_.get("file"), "file_open": deed == "file", "history": history(paper.about, known),
        "twins": queries.twins(paper.unit, paper.sender, paper.sender_number, paper.title, paper.pk) if may else [],
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem or (bound and bound.errors) else HTTPStatus.OK
    return render(request, "incoming/paper.html", context, status=status)


@looks_back
def slip(request: Request, pk: UUID) -> HttpResponse:
    """The processing slip (收文处理笺), for the printer: with what was said so far, and room to write where nothing was."""
    paper = fetched(request, pk)
    context = _context(request.person, paper, request.known)
    told = context["told"]
    context |= {
        name: [(one, who) for one, who in told if one.deed == deed]
        for name, deed in (("proposed", Deed.PROPOSED), ("instructed", Deed.INSTRUCTED), ("concluded", Deed.CONCLUDED))
    }
    return render(request, "incoming/slip.html", context)


def _context(person: Person, paper: Paper, known: datetime | None) -> dict[str, Any]:
    """What the page and the slip have in common."""
    step = queries.now(paper, known)
    if step is None:
        raise Http404
    told = queries.steps(paper, known)
    people = names_for(person, [one.by_id for one in told])
    return {
        "paper": paper, "step": step, "row": Shown(step, known or clock.now()), "known": known,
        "told": [(one, people.get(one.by_id, "") if one.by_id else "") for one in told], "helpers": queries.helpers(told),
        "tasks": tasks.about(paper.about, person, known), "directives": queries.drafts(told, person),
        "scans": [one for one in paper.scans.defer("content").order_by("pk") if known is None or one.at <= known],
    }  # fmt: skip


def _may(person: Person, step: Step) -> dict[str, bool]:
    """What the person may do with it as it stands; the rules are asked again by the actions."""

    def has(verb: str) -> bool:
        return scope.may(person, verb, step.unit)

    carries, registers, under_way = has("incoming.carry"), has("incoming.register"), step.stage in UNDER_WAY
    found = {
        Deed.PROPOSED.value: step.stage == Stage.REGISTERED and has("incoming.propose"),
        Deed.INSTRUCTED.value: step.is_open and has("incoming.instruct"),
        Deed.UNDERTAKEN.value: under_way and carries, Deed.CONCLUDED.value: under_way and carries,
        Deed.PASSED_ON.value: under_way and carries and has("directives.draft"),
        Deed.REOPENED.value: step.stage == Stage.CONCLUDED and carries,
        Deed.VOIDED.value: step.is_open and registers, "file": step.stage != Stage.VOID and registers,
        "detach": step.is_open and registers,
    }  # fmt: skip
    return found if any(found.values()) else {}


def _next(step: Step, may: dict[str, bool]) -> str:
    """The one step that comes next; a leader instructs without waiting for a proposal, and what others do is waited for."""
    if step.stage == Stage.UNDERTAKEN and queries.open_tasks(step.paper):
        return ""
    ways = {
        Stage.REGISTERED: (Deed.PROPOSED, Deed.INSTRUCTED), Stage.PROPOSED: (Deed.INSTRUCTED,),
        Stage.INSTRUCTED: (Deed.UNDERTAKEN,), Stage.UNDERTAKEN: (Deed.CONCLUDED,),
    }  # fmt: skip
    return next((way.value for way in ways.get(Stage(step.stage), ()) if may.get(way.value)), "")


def _acts(step: Step, may: dict[str, bool], forms_: dict[str, forms.Form], deed: str) -> list[Act]:
    """What can be done, what comes next first."""
    first = _next(step, may)
    found = [
        Act(key, *way, forms_[key], key == first, key == deed) for key, way in WAYS.items() if may.get(key)
    ]  # fmt: skip
    return sorted(found, key=lambda one: not one.is_next)


def _forms(step: Step, units: list[Unit], deed: str, bound: forms.Form | None) -> dict[str, forms.Form]:
    """An empty form for every deed, filled in as far as the house can."""
    later = clock.local(clock.now()) + LATER
    due = clock.local(step.due_at) if step.due_at and step.due_at > clock.now() else None
    to = tasks.called(step.to, units) if step.to else ""
    begun: dict[str, dict[str, Any]] = {
        Deed.INSTRUCTED.value: {"to": to, "due": due},
        Deed.UNDERTAKEN.value: {
            "to": to, "due": due or later, "note": step.note if step.deed == Deed.INSTRUCTED else "",
        },
        Deed.PASSED_ON.value: {"due": later, "note": passing.text(step.paper)},
    }  # fmt: skip
    made: dict[str, forms.Form] = {key: form(prefix=key, initial=begun.get(key)) for key, form in PLAIN.items()}
    for key, with_units in WITH_UNITS.items():
        made[key] = with_units(prefix=key, units=units, initial=begun[key])
    made["file"] = FileForm(prefix="file")
    if not queries.open_tasks(step.paper):
        del made[Deed.CONCLUDED].fields["reason"]  # nothing to be explained
    if bound is not None:
        made[deed] = bound
    return made
