from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.assessment import actions, queries
from fengsui.command.assessment.findings import OWN, STATES, State, rule_of
from fengsui.command.assessment.forms import FORMS, AddForm, TaskForm
from fengsui.command.assessment.models import Deed, Finding
from fengsui.command.assessment.views.choosing import chosen
from fengsui.command.tasks.queries import about, givers, reach
from fengsui.ground.checks import queries as checks
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame
from fengsui.ground.org.models import Unit
from fengsui.ground.org.queries import above, fetch, line_of, names, tree
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from fengsui.ground.org.models import Person
    from fengsui.ground.org.places import Request

DUE = timedelta(hours=12)  # offered for a task: until tomorrow's meeting


@looks_back
def findings(request: Request, line: str, code: str) -> HttpResponse:
    """The ledger: all findings at and below a unit on a day, by rule and by state."""
    day = clock.day_asked(request.GET, request.known)
    unit = chosen(request, line, code, day)
    nodes = tree(line, day, unit, request.known)
    rows = queries.rows(day, nodes, request.known)
    alone = [one for row in rows for one in row.alone]
    rule, state = request.GET.get("check", ""), request.GET.get("state", "")
    shown = [row for row in alone if rule in {"", row.check} and state in {"", row.state}]
    context = {
        "unit": unit, "line": line, "day": day, "rows": sorted(shown, key=lambda row: row.rank) if rule or state else rows,
        "all": len(alone), "rule": rule, "state": state, "looked": queries.looked(day),
        "rules": sorted({(row.check, row.rule) for row in alone}, key=lambda one: one[1]),
        "states": [(key, STATES[key][1]) for key in State if any(row.state is key for row in alone)],
        "can_add": request.known is None and scope.may(request.person, "assessment.handle", unit),
    }  # fmt: skip
    return render(request, "assessment/findings_page.html", context)


def _one(request: Request, pk: UUID) -> Finding:
    rows = Finding.objects.filter(unit__in=scope.seen(request.person, "assessment.view")).select_related("unit")
    return fetch(request.person, rows, request.path, pk=pk)


@looks_back
def finding(request: Request, pk: UUID) -> HttpResponse:
    """One finding: what, by which rule, since when, how often the rule was right, who acts, and what was done about it."""
    return _page(request, _one(request, pk), known=request.known)


def _page(
    request: Request,
    found: Finding,
    deed: str = "",
    bound: forms.Form | None = None,
    problem: str = "",
    known: datetime | None = None,
) -> HttpResponse:
    records = queries.track()
    row = queries.one(found, known, records)
    check = checks.checks().get(found.rule)
    can = known is None and scope.may(request.person, "assessment.handle", found.unit)
    context = {
        "row": row, "finding": found, "unit": found.unit, "line": line_of(found.unit), "check": check,
        "record": records.get(found.rule), "acts": _acts(found), "problem": problem, "deed": deed,
        "people": names([*(step.by_id for step in row.handlings), found.by_id]), "own": found.rule == OWN,
        "can_handle": can, "can_accept": can and scope.may(request.person, "assessment.accept", found.unit),
        "forms": _forms(found, request.person, deed, bound) if can else {}, "history": history(found.about, known),
        "proposed": row.last(Deed.PROPOSED), "tasks": about(found.about, request.person, known),
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if problem or (bound and bound.errors) else HTTPStatus.OK
    return render(request, "assessment/finding.html", context, status=status)


def _acts(found: Finding) -> list[str]:
    """Which offices at the unit can put it right."""
    check = checks.checks().get(found.rule)
    verb = scope.verbs().get(check.acts) if check else None
    return [str(title.label) for title in (*verb.offices, *verb.seats)] if verb else []


def _above(found: Finding, person: Person) -> list[Unit]:
    """The unit and those above it, the nearest first, as far as the person can give them a task."""
    listed = [found.unit, *reversed(above(found.unit, line_of(found.unit)))]
    mine = {
        pk
        for one in givers(person, "assessment.handle")
        for pk in reach(one).filter(pk__in=[unit.pk for unit in listed]).values_list("pk", flat=True)
    }
    return [unit for unit in listed if unit.pk in mine]


def _forms(found: Finding, person: Person, deed: str, bound: forms.Form | None) -> dict[str, forms.Form]:
    """An empty form for every deed, filled in as far as the house can."""
    check = checks.checks().get(found.rule)
    made: dict[str, forms.Form] = {str(key): form(prefix=key) for key, form in FORMS.items() if form is not TaskForm}
    task = {"note": str(check.remedy) if check else "", "due": clock.local(clock.now()) + DUE}
    if units := _above(found, person):
        made[Deed.TASKED] = TaskForm(prefix=Deed.TASKED, units=units, initial=task)
    if bound is not None:
        made[deed] = bound
    return made


@require_POST
def handle(request: Request, pk: UUID) -> HttpResponse:
    """Do one thing about a finding."""
    found, deed = _one(request, pk), request.POST.get("do", "")
    if deed == Deed.AGAIN:
        return _again(request, found)
    if deed.partition(".")[0] not in FORMS:
        return redirect("assessment:finding", pk)
    key, _dot, answer = deed.partition(".")
    more: dict[str, Any] = {"units": _above(found, request.person)} if key == Deed.TASKED else {}
    form = FORMS[key](request.POST, prefix=key, **more)
    if not form.is_valid():
        return _page(request, found, key, form)
    try:
        _do(found, key, answer, form.cleaned_data, request)
        messages.success(request, _("Noted, with your name and the hour."))
    except Refused as refused:
        if refused.code != "assessment.twice":  # a second click: the first one did it
            return _refused(request, found, key, form, refused)
    return redirect("assessment:finding", pk)


def _refused(request: Request, found: Finding, key: str, form: forms.Form, refused: Refused) -> HttpResponse:
    if refused.field in form.fields:
        form.add_error(refused.field, str(refused.sentence))
        return _page(request, found, key, form)
    return _page(request, found, key, form, str(refused.sentence))


def _again(request: Request, found: Finding) -> HttpResponse:
    """Ask its check now instead of waiting for the next look."""
    holds = actions.look_again(found)
    if holds:
        messages.success(request, _("The check holds again; the finding is closed."))
    else:
        messages.warning(request, _("The check still fails: %(text)s") % {"text": queries.one(found).text})
    return redirect("assessment:finding", found.pk)


def _do(found: Finding, key: str, answer: str, typed: dict[str, Any], request: Request) -> None:
    note, by = typed["note"], request.person
    match key:
        case Deed.TAKEN:
            actions.take(found, note, by=by)
        case Deed.NOTED:
            actions.note(found, note, by=by)
        case Deed.JUDGED:
            actions.judge(found, note, right=answer != "wrong", by=by)
        case Deed.CLOSED:
            actions.close(found, note, by=by)
        case Deed.ACCEPTED:
            actions.accept(found, note, until=typed["until"], by=by)
        case _:
            actions.give_task(found, note, unit=typed["unit"], due_at=typed["due"], by=by)


def add(request: Request, line: str, code: str, day: date) -> HttpResponse:
    """Add a finding that no check can see."""
    unit = chosen(request, line, code, day)
    if not scope.may(request.person, "assessment.handle", unit):
        raise Http404
    below = [node.unit_id for node in tree(line, day, unit)]
    units = list(Unit.objects.filter(pk__in=below))
    form = AddForm(request.POST or None, units=units, initial={"unit": unit.code})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            found = actions.add(
                typed["unit"], day, typed["note"], severity=typed["severity"], url=typed["url"], by=request.person
            )
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(
                request, _("Added. It stands among the findings until somebody closes it with its result.")
            )
            return redirect("assessment:finding", found.pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"unit": unit, "line": line, "day": day, "form": form, "units": units[:400], "rule": rule_of(OWN)}
    return render(request, "assessment/add.html", context, status=status)
