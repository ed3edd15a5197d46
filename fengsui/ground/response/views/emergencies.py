"""The emergency: its way, the governments' levels, the department's own measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.queries import fetch, names
from fengsui.ground.response import actions
from fengsui.ground.response.forms import EmergencyForm, StepForm, moment_of
from fengsui.ground.response.models import Step
from fengsui.ground.response.queries.emergencies import Standing, standing, standings
from fengsui.ground.response.queries.groups import groups
from fengsui.ground.response.queries.sets import sets
from fengsui.ground.response.queries.switching import described, own_measures, switches
from fengsui.ground.response.views.common import corrected, crumbs, emergency_of, form_page, seen

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request
    from fengsui.ground.response.models import Emergency


@looks_back
def index(request: Request) -> HttpResponse:
    """All emergencies, those under way first."""
    seen(request)
    context = {
        "rows": standings(None, request.known), "sets": len(sets()) if request.known is None else None,
        "may_record": request.known is None and scope.may(request.person, "response.record"),
    }  # fmt: skip
    return render(request, "response/index.html", context)


@looks_back
def emergency(request: Request, pk: int) -> HttpResponse:
    """One emergency: its way, each government's level, the leading group, what the department itself has in force."""
    found = emergency_of(request, pk)
    known = request.known
    if not found.accounts.as_known(known).exists():
        raise Http404
    stands = standing(found, known)
    return render(request, "response/emergency.html", _context(request, found, stands))


def _context(request: Request, found: Emergency, stands: Standing) -> dict[str, Any]:
    person, known = request.person, request.known
    present = known is None
    may_record = present and scope.may(person, "response.record", found.unit)
    own = set(scope.units(person, "response.record_own").values_list("pk", flat=True))
    who = names({row.by_id for row in [*stands.steps, *stands.levels]}) if scope.sees_names(person) else {}
    return {
        "emergency": found, "standing": stands, "account": stands.account,
        "steps": [(step, who.get(step.by_id, "") if step.by_id else _("the system")) for step in stands.steps],
        "levels": [(row, who.get(row.by_id, "") if row.by_id else _("the system"), row in stands.in_force,
                    present and (may_record or row.unit_id in own)) for row in reversed(stands.levels)],
        "groups": groups(found, known), "switches": list(switches(found, known)[:20]),
        "measures": [(row, described(row)) for row in own_measures(stands.account.at, known)],
        "may_record": may_record, "may_record_level": present and (may_record or bool(own)),
        "may_switch": present and not stands.is_over and scope.may(person, "response.prepare"),
        "may_see_measures": scope.may(person, "measures.view"), "may_see_documents": scope.may(person, "documents.view"),
        "history": history(found.about, known),
    }  # fmt: skip


def new(request: Request) -> HttpResponse:
    """Enter an emergency."""
    unit = scope.highest(request.person, "response.record")
    if unit is None:
        raise Http404
    return form_page(
        request, EmergencyForm(request.POST or None),
        lambda data: actions.open_emergency(unit, by=request.person, **data),
        title=_("Enter an emergency"), said=_("Entered."), back=reverse("response:index"), crumbs=crumbs(), word=_("Enter"),
    )  # fmt: skip


def edit(request: Request, pk: int) -> HttpResponse:
    """Correct what is known of an emergency."""
    found = emergency_of(request, pk, "response.record")
    now = standing(found).account
    initial = {"name": now.name, "kind": now.kind, "begun": moment_of(now)[:10], "source": now.source}
    return form_page(
        request, EmergencyForm(request.POST or None, initial=initial),
        lambda data: actions.describe(found, by=request.person, **data),
        title=_("Correct the emergency"), said=corrected(), crumbs=crumbs(found, now.name), word=_("Correct"),
        back=reverse("response:emergency", args=[pk]), draft=f"emergency-{pk}",
    )  # fmt: skip


def step(request: Request, pk: int, row: int | None = None) -> HttpResponse:
    """Record a step, or correct one."""
    found = emergency_of(request, pk, "response.record")
    former = (
        fetch(request.person, Step.objects.as_known().filter(emergency=found), request.path, pk=row) if row else None
    )
    initial = (
        {"stage": former.stage, "at": moment_of(former), "day_only": former.day_only, "note": former.note}
        if former else None
    )  # fmt: skip

    def act(data: dict[str, Any]) -> object:
        if former:
            return actions.correct_step(former, by=request.person, **data)
        return actions.take_step(found, by=request.person, **data)

    return form_page(
        request, StepForm(request.POST or None, initial=initial), act,
        title=_("Correct a step") if former else _("Record a step"), said=corrected() if former else _("Recorded."),
        word=_("Correct") if former else _("Record"), back=reverse("response:emergency", args=[pk]),
        crumbs=crumbs(found, standing(found).account.name), draft=f"step-{pk}-{row or 'new'}",
    )  # fmt: skip
