"""The answers behind a standing question's number of one unit: who sent what when, and what was replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.command.questions.models import Answer, Stage, Step
from fengsui.ground.indicators.declare import Evidence
from fengsui.ground.indicators.models import Defined

if TYPE_CHECKING:
    from fengsui.ground.indicators.declare import Asked


def evidence(unit_id: int, asked: Asked, code: str) -> list[Evidence]:
    """Numbers only: whom a list names stays on its own page. Two queries."""
    standing = Defined.objects.get(code=code).params["standing"]
    withdrawn = Step.objects.filter(round=OuterRef("asked__round"), stage=Stage.WITHDRAWN)
    rows = Answer.objects.filter(
        asked__round__day=asked.day, asked__round__standing=standing, asked__counts_for=unit_id, number__isnull=False
    )
    if asked.known:
        rows, withdrawn = rows.filter(known_at__lte=asked.known), withdrawn.filter(at__lte=asked.known)
    found = rows.filter(~Exists(withdrawn)).select_related("asked__unit").order_by("asked__unit__code", "pk")
    return [_row(row, asked) for row in found]


def _row(row: Answer, asked: Asked) -> Evidence:
    replaced = row.replaced_at is not None and (asked.known is None or row.replaced_at <= asked.known)
    since, why = (row.replaced_at, _("answered again")) if replaced else (None, "")
    said = _("%(unit)s: %(number)s") % {"unit": row.asked.unit.label, "number": f"{row.number:g}"}
    url = reverse("questions:answer", args=[row.asked.round_id, row.asked.unit.code])
    return Evidence(said, row.at, row.known_at, row.by_id, since, why, url)
