"""Governments' levels on pages: the department records any, a bureau the one that the government of its own area declared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.ground.org import scope
from fengsui.ground.org.models import UnitKind
from fengsui.ground.org.queries import fetch
from fengsui.ground.response import actions
from fengsui.ground.response.actions.levels import OWN
from fengsui.ground.response.forms import LevelForm, moment_of
from fengsui.ground.response.models import Level
from fengsui.ground.response.queries.emergencies import standing
from fengsui.ground.response.views.common import corrected, crumbs, emergency_of, form_page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request
    from fengsui.ground.response.models import Emergency


def record(request: Request, pk: int) -> HttpResponse:
    """Record a government's level."""
    found, unit = _emergency(request, pk)
    return _form(
        request, found, LevelForm(request.POST or None, tier=_tier(unit)), unit,
        lambda data: actions.record_level(found, unit=unit, by=request.person, **data),
        title=_("Record a government’s level"), said=_("Recorded."), word=_("Record"), draft="new",
    )  # fmt: skip


def correct(request: Request, pk: int, row: int) -> HttpResponse:
    """Correct what was recorded of a level."""
    found, unit = _emergency(request, pk)
    rows = Level.objects.as_known().filter(emergency=found).select_related("emergency__unit", "unit")
    former = fetch(request.person, rows.filter(unit=unit) if unit else rows, request.path, pk=row)
    initial = {
        "tier": former.tier, "issuer": former.issuer, "grade": former.grade, "at": moment_of(former),
        "day_only": former.day_only, "paper": former.paper,
    }  # fmt: skip
    return _form(
        request, found, LevelForm(request.POST or None, initial=initial, tier=_tier(former.unit)), unit,
        lambda data: actions.correct_level(former, by=request.person, **data),
        title=_("Correct a level"), said=corrected(), word=_("Correct"), draft=str(row),
    )  # fmt: skip


def _emergency(request: Request, pk: int) -> tuple[Emergency, Unit | None]:
    """The emergency, and the bureau for which one records; None: one records for the emergency's own unit. Else 404."""
    unit = scope.highest(request.person, "response.record_own")
    if unit is None or scope.may(request.person, "response.record"):
        return emergency_of(request, pk, "response.record"), None
    return emergency_of(request, pk), unit


def _tier(unit: Unit | None) -> str:
    return OWN[UnitKind(unit.kind)] if unit else ""


def _form(
    request: Request, found: Emergency, form: LevelForm, unit: Unit | None, act: Any, *, title: str, said: str, word: str,
    draft: str,
) -> HttpResponse:  # fmt: skip
    lead = (
        _("%(unit)s records what the government of its own area declared. Whoever sees the response sees it.")
        % {"unit": unit}
        if unit
        else _(
            "A government declares its level; here it is recorded. The department’s own measures are switched separately."
        )
    )
    return form_page(
        request, form, act, title=title, lead=lead, said=said, word=word, crumbs=crumbs(found, standing(found).account.name),
        back=reverse("response:emergency", args=[found.pk]), draft=f"level-{found.pk}-{draft}",
    )  # fmt: skip
