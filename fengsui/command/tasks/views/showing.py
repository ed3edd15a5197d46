"""A task's page: state, facts, actions, what was done with it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http import Http404
from django.shortcuts import render

from fengsui.command.tasks import queries
from fengsui.command.tasks.forms import FORMS, FileForm, HandForm, HelpForm, offered
from fengsui.command.tasks.models import LIVE, OPEN, Deed, Stage, Task
from fengsui.command.tasks.queries.listing import Shown
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from fengsui.command.tasks.models import File, Helper, Step
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


class Told(NamedTuple):
    """A step as the page tells it: who took it, what was attached with it, who helps since and who no longer."""

    step: Step
    name: str
    files: list[File]
    joined: list[Unit]
    left: list[Unit]


def fetched(request: Request, pk: UUID) -> Task:
    rows = Task.objects.visible_to(request.person).select_related("unit", "check_unit")
    return fetch(request.person, rows, request.path, pk=pk)


@looks_back
def show(request: Request, pk: UUID) -> HttpResponse:
    """One task, now or as known at a moment."""
    return page(request, fetched(request, pk), known=request.known)


def page(
    request: Request, task: Task, deed: str = "", bound: forms.Form | None = None, problem: str = "",
    known: datetime | None = None,
) -> HttpResponse:  # fmt: skip
    step = queries.now(task, known)
    if step is None:
        raise Http404
    steps, files, named = queries.steps(task, known), queries.files(task, known), queries.helpers(task)
    people = names_for(request.person, [*(one.by_id for one in steps), step.person_id])
    moment = known or clock.now()
    helping = [one.unit for one in named if one.helps(moment)]
    may = _may(request, step, helping) if known is None else {}
    units = _units(step, may)
    told = [_told(one, people.get(one.by_id, "") if one.by_id else "", files, named) for one in steps]
    context = {
        "task": task, "step": step, "row": Shown(step, moment, people.get(step.person_id, "") if step.person_id else ""),
        "told": told, "may": may, "deed": deed, "problem": problem, "units": units[:400],
        "forms": _forms(step, may, units, helping, deed, bound) if may else {}, "helpers": helping,
        "history": history(task.subject, known), "shown": _shown(step, told),
        "sheets": queries.sheets(task, request.person, known), "statement": queries.statement(task) if task.check_key else "",
        "asks": known is None and bool(task.check_key) and step.stage in {*OPEN, Stage.DONE}, "known": known,
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem or (bound and bound.errors) else HTTPStatus.OK
    return render(request, "tasks/task.html", context, status=status)


def _told(step: Step, name: str, files: list[File], named: list[Helper]) -> Told:
    mine = [file for file in files if file.step_id == step.pk]
    if step.deed != Deed.HELPED:
        return Told(step, name, mine, [], [])
    joined = [one.unit for one in named if one.since == step.known_at]
    return Told(step, name, mine, joined, [one.unit for one in named if one.until == step.known_at])


def _shown(step: Step, told: list[Told]) -> list[File]:
    """The files of the result that stands."""
    last = next((one for one in told if one.step.deed == Deed.DONE), None)
    return last.files if last and step.result else []


def _may(request: Request, step: Step, helping: list[Unit]) -> dict[str, bool]:
    """What the person may do with it; the rules are asked again by the actions."""
    person = request.person
    does, reviews = scope.may(person, "tasks.do", step.to), scope.may(person, "tasks.review", step.giver)
    helps = does or any(scope.may(person, "tasks.do", unit) for unit in helping if step.is_open)
    return {
        "do": does, "review": reviews, "report": helps, "give": scope.may(person, "tasks.give", step.giver),
        "hand": does or reviews, "any": does or reviews or helps,
        "help": step.is_open and (reviews or scope.may(person, "tasks.give", step.to)),
        "attach": does and step.stage == Stage.DONE, "detach": does and step.stage in LIVE,
    }  # fmt: skip


def _units(step: Step, may: dict[str, bool]) -> list[Unit]:
    """To which units it can be handed over."""
    if not may.get("hand") or not step.is_open:
        return []
    base = step.giver if may["review"] else step.to
    return [unit for unit in queries.near(base) if unit.pk != step.to_id]


def _forms(
    step: Step, may: dict[str, bool], units: list[Unit], helping: list[Unit], deed: str, bound: forms.Form | None
) -> dict[str, forms.Form]:
    """An empty form for every deed, filled in as far as the house can."""
    later = clock.local(max(step.due_at, offered()))
    made: dict[str, forms.Form] = {str(key): form(prefix=key, initial={"due": later}) for key, form in FORMS.items()}
    if may["hand"] and step.is_open:
        made[Deed.HANDED] = hand_form(step, units, initial={"person": str(step.person_id or "")})
    if may["help"]:
        named = "、".join(queries.called(unit, units) for unit in helping)
        made[Deed.HELPED] = HelpForm(prefix=Deed.HELPED, units=units, initial={"helpers": named})
    made["file"] = FileForm(prefix="file")
    if bound is not None:
        made[deed] = bound
    return made


def hand_form(step: Step, units: list[Unit], data: Any = None, **more: Any) -> HandForm:
    return HandForm(data, prefix=Deed.HANDED, unit=step.to, units=units, **more)


def check(request: Request, pk: UUID) -> HttpResponse:
    """Whether the check that it comes from holds again; the page fetches it by itself."""
    task = fetched(request, pk)
    if not task.check_key:
        raise Http404
    answer = queries.answers([task])[task.pk]
    return render(request, "tasks/check.html", {"task": task, "answer": answer, "statement": queries.statement(task)})
