from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.plans import actions, forms, papers
from fengsui.command.plans.models import Plan, Stage, Version
from fengsui.command.plans.queries import effects, reading
from fengsui.command.tasks.queries import meant
from fengsui.ground.org import scope
from fengsui.ground.org.doors import number_of, uuid_of
from fengsui.ground.org.queries import fetch, names
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request

SUGGESTED = 400  # units offered while one types; the others are found by code or name


def new(request: Request) -> HttpResponse:
    """Begin a plan: in whose name, its title."""
    mine = reading.drafters(request.person)
    if not mine:
        raise Http404
    asked = request.POST.get("unit") or request.GET.get("unit", "")
    unit, title, problem = next((one for one in mine if one.code == asked), mine[0]), request.POST.get("title", ""), ""
    key = uuid_of(request.POST.get("key", ""))
    if request.method == "POST":
        try:
            made = actions.begin(unit, title, by=request.person, key=key)
        except Refused as refused:
            problem = str(refused.sentence)
        else:
            return redirect("plans:edit", made.plan_id, made.number)
    context = {"mine": mine, "unit": unit, "title": title, "problem": problem, "key": key or uuid7()}
    return render(request, "plans/new.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if problem else 200)


@require_POST
def begin(request: Request, pk: UUID) -> HttpResponse:
    """Begin another version of a plan."""
    plan = fetch(request.person, _drafted(request), request.path, pk=pk)
    try:
        made = actions.begin_version(plan, request.POST.get("reason", ""), by=request.person)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect("plans:plan", pk)
    return redirect("plans:edit", pk, made.number)


def edit(request: Request, pk: UUID, number: int) -> HttpResponse:
    """A draft on one page: its buttons (up, down, add, remove) change the form only; nothing is kept before it is saved."""
    found = _version(request, pk, number, "plans.draft")
    if found.stage != Stage.DRAFTED:
        messages.error(request, _("Only a draft is changed; begin another version."))
        return redirect("plans:version", pk, number)
    units = effects.pickable(found.plan.unit)
    if request.method != "POST":
        said = reading.content(found)
        lines = forms.lines_of(said, units) or forms.changed([], "item:")[0]
        return _page(request, found, units, lines, said.preamble)
    lines, preamble = forms.typed(request.POST), request.POST.get("preamble", "")
    _name(lines, units)
    do = request.POST.get("do", "save")
    if do != "save":
        lines, focus = forms.changed(lines, do)
        return _page(request, found, units, lines, preamble, focus=focus, part="#rows" if request.htmx else "")  # type: ignore[attr-defined]
    return _save(request, found, units, lines, preamble)


def _save(
    request: Request, version: Version, units: list[Unit], lines: list[forms.Line], preamble: str
) -> HttpResponse:  # fmt: skip
    seen, theirs = request.POST.get("revision", ""), None
    said = forms.read(lines, units, preamble)
    problem = "" if said else _("Something in the lines marked below cannot be read; nothing was saved yet.")
    if said:
        try:
            actions.rewrite(version, said, revision=number_of(seen), by=request.person)
        except Refused as refused:
            problem = str(refused.sentence)
            theirs = Version.objects.get(pk=version.pk) if refused.code == "plans.conflict" else None
        else:
            messages.success(request, _("Draft saved."))
            return redirect("plans:version", version.plan_id, version.number)
    more: dict[str, Any] = {"problem": problem, "focus": next((line.id for line in lines if line.wrong), "")}
    if theirs:
        more |= {"theirs": reading.content(theirs), "revision": theirs.revision, "people": _people(theirs)}
    return _page(request, version, units, lines, preamble, status=HTTPStatus.UNPROCESSABLE_ENTITY, **more)


def _page(
    request: Request, version: Version, units: list[Unit], lines: list[forms.Line], preamble: str, *, part: str = "",
    status: int = 200, **more: Any,
) -> HttpResponse:  # fmt: skip
    _name(lines, units)
    words = forms.called(units)
    sent = request.POST.get("revision") if request.method == "POST" else None
    context = {
        "version": version, "plan": version.plan, "unit": version.plan.unit, "lines": lines, "preamble": preamble,
        "suggested": [(words[unit.pk], unit.code) for unit in units[:SUGGESTED]], "revision": sent or version.revision, **more,
    }  # fmt: skip
    return render(request, f"plans/edit.html{part}", context, status=status)


def _name(lines: list[forms.Line], units: list[Unit]) -> None:
    """Whom each line can name at its unit: two queries for all of them."""
    found = {line.id: meant(line.unit.strip(), units) for line in lines if not line.is_section and line.unit.strip()}
    held = effects.people(unit.pk for unit in found.values() if unit)
    chosen = {line.id: uuid_of(line.person) for line in lines}
    said = names([*(person.pk for persons in held.values() for person in persons), *chosen.values()])
    for line in lines:
        unit, pk = found.get(line.id), chosen[line.id]
        line.people = [(str(one.pk), said.get(one.pk, "")) for one in held.get(unit.pk, [])] if unit else []
        line.stranger = said.get(pk, "") if pk and line.person not in dict(line.people) else ""
        line.wrong |= forms.absent(line)


def _people(version: Version) -> dict[UUID, str]:
    return names(version.items.values_list("person", flat=True))


@require_POST
def act(request: Request, pk: UUID, number: int) -> HttpResponse:
    """Send for approval, approve, send back, give up."""
    found = _version(request, pk, number, "plans.draft", "plans.approve")
    revision = request.POST.get("revision", "")
    try:
        match request.POST.get("do"):
            case "approve":
                actions.approve(found, revision=number_of(revision), by=request.person)
                messages.success(request, _("Approved. Its text is fixed; now it can be issued."))
            case "ask":
                actions.ask(found, revision=number_of(revision), by=request.person)
                messages.success(request, _("Sent. Whoever approves it has a message."))
            case "back":
                actions.send_back(found, request.POST.get("reason", ""), by=request.person)
                messages.success(request, _("It is a draft again."))
            case "drop":
                actions.drop(found, by=request.person)
                messages.success(request, _("Given up. Its number is not used again."))
                return redirect("plans:plan", pk)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("plans:version", pk, number)


def issue(request: Request, pk: UUID, number: int) -> HttpResponse:
    """The notice as it would be issued, its series, and the act."""
    found = _version(request, pk, number, "plans.issue")
    if request.method == "POST":
        try:
            made = actions.issue(found, series_code=request.POST.get("series", ""), by=request.person)
        except Refused as refused:
            messages.error(request, str(refused.sentence))
            return redirect("plans:issue", pk, number)
        assert made.document is not None  # it was issued
        messages.success(request, _("Issued as an annex of %(number)s.") % {"number": made.document.number_label})
        if scope.may(request.person, "plans.give", made.plan.unit):
            return redirect("plans:carry", pk, number)
        return redirect("plans:plan", pk)
    if found.stage != Stage.APPROVED:
        return redirect("plans:version", pk, number)
    context = {
        "version": found, "plan": found.plan, "unit": found.plan.unit, "said": papers.content(found), "advice": papers.problems(found),
        "series": papers.series_of(found), "may_arrange": scope.may(request.person, "documents.series", found.plan.unit),
    }  # fmt: skip
    return render(request, "plans/issue.html", context)


def _drafted(request: Request) -> QuerySet[Plan]:
    mine = scope.units(request.person, "plans.draft").values("pk")
    return Plan.objects.filter(unit__in=mine).select_related("unit")


def _version(request: Request, pk: UUID, number: int, *verbs: str) -> Version:
    """A version of a plan of a unit at which the person has one of the verbs; else 404."""
    mine = scope.units(request.person, *verbs).values("pk")
    rows = Version.objects.filter(plan__unit__in=mine).select_related("plan__unit")
    return fetch(request.person, rows, request.path, plan=pk, number=number)
