from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from examples.greenline.models import Call
from fengsui.ground.indicators.declare import Asked, Evidence, Indicator, Kind
from fengsui.ground.org.models import FACILITY_KINDS, Unit

if TYPE_CHECKING:
    from datetime import date


def _calls(asked: Asked) -> dict[int, float]:
    """Calls in the reported period; a facility that keeps a line and had no call has zero."""
    rows = Call.objects.as_known(asked.known).filter(asked.during("at", "facility__kind"))
    counted = dict(rows.values_list("facility").annotate(n=Count("pk")))
    return {unit: counted.get(unit, 0) for unit in _keeping(asked.day)}


def _keeping(day: date) -> list[int]:
    return list(Unit.objects.existing(day).filter(kind__in=FACILITY_KINDS).values_list("pk", flat=True))


def _evidence(unit_id: int, asked: Asked, _code: str) -> list[Evidence]:
    """The calls of one facility by their hour; who called stays sealed."""
    rows = Call.objects.as_known(asked.known).filter(asked.during("at", "facility__kind"), facility=unit_id)
    return [Evidence(_t("A call"), row.at, row.known_at) for row in rows.order_by("at")]


CALLS = Indicator(
    "greenline.calls", _("Calls on the green line"), _("calls"), Kind.FLOW, FACILITY_KINDS, _calls,
    group=_("Green line"), order=900, high=20, evidence=_evidence, evidence_verb="greenline.keep",
    formula=_("The calls whose hour lies in the reported period, counted one by one. Zero if none came."),
)  # fmt: skip
