from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from fengsui.command.plans.models import Stage, Version
from fengsui.command.plans.queries import comparing, reading
from fengsui.command.plans.queries.comparing import Kind
from fengsui.command.plans.queries.progress import listed
from fengsui.command.plans.queries.progress import progress as how_far
from fengsui.ground.clock.past import looks_back
from fengsui.ground.documents import queries as documents
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.command.plans.models import Plan
    from fengsui.ground.journal.models import Entry
    from fengsui.ground.org.places import Request

LISTED = 20
OPENLY = {"plans.issued", "plans.carried"}


def index(request: Request) -> HttpResponse:
    """The work plans that concern me, the newest first, with how far each is."""
    person = request.person
    if not scope.may(person, "plans.view"):
        raise Http404
    rows = page(reading.listed(person), request.GET, size=LISTED)
    mine = set(scope.units(person, "plans.draft", "plans.approve").values_list("pk", flat=True))
    context = {
        "pages": rows, "rows": listed(rows.rows, person, drafts=mine),
        "may_draft": bool(reading.drafters(person)),
    }  # fmt: skip
    return render(request, "plans/index.html", context)


def fetched(request: Request, pk: UUID) -> Plan:
    return fetch(request.person, reading.listed(request.person), request.path, pk=pk)


@looks_back
def progress(request: Request, pk: UUID) -> HttpResponse:
    """How far a plan is: per section n of m, the late ones by name; its versions."""
    plan, person, known = fetched(request, pk), request.person, request.known
    found = how_far(plan, person, known)
    versions = reading.versions(plan, person, known)
    version = found.version
    may = known is None and scope.may(person, "plans.give", plan.unit)
    context = {
        "plan": plan, "unit": plan.unit, "version": version, "progress": found, "versions": versions, "known": known,
        "draft": next((one for one in versions if one.is_open), None),
        "may_give": may and version is not None, "is_carried": version is not None and hasattr(version, "carried"),
        "running": reading.carried(plan) if known is None else None,
        "may_draft": known is None and scope.may(person, "plans.draft", plan.unit), "paper": _paper(request, version),
        "history": _history(plan, request),
    }  # fmt: skip
    return render(request, "plans/plan.html", context)


def _history(plan: Plan, request: Request) -> list[Entry]:
    """What happened; how it was drafted only for those who see drafts."""
    found = history(plan.about, request.known)
    return found if reading.drafts(request.person, plan.unit) else [one for one in found if one.kind in OPENLY]


def _paper(request: Request, version: Version | None) -> str:
    """The address of the notice, for whoever may see it."""
    if version is None or version.document_id is None:
        return ""
    seen = documents.visible(request.person).filter(pk=version.document_id).exists()
    return reverse("documents:document", args=[version.document_id]) if seen else ""


def _version(request: Request, plan: Plan, number: int) -> Version:
    found = next((one for one in reading.versions(plan, request.person) if one.number == number), None)
    if found is None:
        raise Http404
    return found


def version(request: Request, pk: UUID, number: int) -> HttpResponse:
    """What a version says, and what can be done with it."""
    plan = fetched(request, pk)
    found = _version(request, plan, number)
    said, asked = reading.content(found), reading.asked(found)
    who = [found.drafted_by_id, found.approved_by_id, found.issued_by_id]
    people = names_for(request.person, [*who, *(entry.person_id for entry in said.entries())])
    context = {
        "plan": plan, "unit": plan.unit, "version": found, "said": said, "asked": asked,
        "can": _can(request, found, asked=asked is not None),
        "parts": [(part, [(one, _name(people, one.person_id)) for one in part.entries]) for part in said.parts],
        "drafted_by": _name(people, who[0]), "approved_by": _name(people, who[1]), "issued_by": _name(people, who[2]),
        "before": _before(request, found), "paper": _paper(request, found),
    }  # fmt: skip
    return render(request, "plans/version.html", context)


def _name(people: dict[UUID, str], pk: UUID | None) -> str:
    return people.get(pk, "") if pk else ""


def _can(request: Request, found: Version, *, asked: bool) -> set[str]:
    """What the person can do with it in its stage; whoever approves asks nobody to."""
    ways: dict[str, tuple[str, tuple[str, ...]]] = {
        "edit": ("plans.draft", (Stage.DRAFTED,)), "ask": ("plans.draft", (Stage.DRAFTED,)), "approve": ("plans.approve", (Stage.DRAFTED,)),
        "back": ("plans.approve", (Stage.APPROVED,)), "issue": ("plans.issue", (Stage.APPROVED,)),
        "drop": ("plans.draft", (Stage.DRAFTED, Stage.APPROVED)), "carry": ("plans.give", (Stage.ISSUED,)),
    }  # fmt: skip
    person, unit = request.person, found.plan.unit
    can = {way for way, (verb, stages) in ways.items() if found.stage in stages and scope.may(person, verb, unit)}
    return can - {"ask"} if "approve" in can or asked else can


def _before(request: Request, found: Version) -> Version | None:
    """The version to compare with: the one issued before it."""
    rows = reading.versions(found.plan, request.person)
    return next((one for one in rows if one.number < found.number and one.stage == Stage.ISSUED), None)


def compare(request: Request, pk: UUID, number: int) -> HttpResponse:
    """What is new, changed, elsewhere or dropped against another version (`?with=`), usually the one before."""
    plan = fetched(request, pk)
    found = _version(request, plan, number)
    others = [one for one in reading.versions(plan, request.person) if one.pk != found.pk]
    asked = request.GET.get("with", "")
    other = next((one for one in others if str(one.number) == asked), None) or _before(request, found)
    changes = comparing.compare(reading.content(other), reading.content(found))
    sides = [side for change in changes for side in (change.before, change.after) if side]
    people = names_for(request.person, [side.person_id for side in sides])
    context = {
        "plan": plan, "unit": plan.unit, "version": found, "other": other, "others": others,
        "changes": [
            (change, _name(people, change.before.person_id if change.before else None),
             _name(people, change.after.person_id if change.after else None))
            for change in changes if change.kind != Kind.SAME
        ],
        "counts": {kind.value: n for kind, n in comparing.counted(changes).items()},
    }  # fmt: skip
    return render(request, "plans/compare.html", context)
