from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from fengsui.command.incidents.measures import CALLS_KEPT_DAYS, KEPT_DAYS
from fengsui.command.incidents.models import LIVE, Call, Step
from fengsui.ground.measures import queries as measures
from fengsui.ground.vault.declare import Keep, Purpose

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def _incidents(before: datetime) -> set[UUID]:
    """Those that are over and with which nothing was done since a moment; what goes on is kept."""
    mine = Step.objects.as_known().filter(incident=OuterRef("incident"))
    over = Step.objects.exclude(sealed=b"").filter(Exists(mine.filter(at__lt=before).exclude(stage__in=LIVE)))
    return set(over.values_list("incident", flat=True))


def _calls(before: datetime) -> set[UUID]:
    rows = Call.objects.filter(at__lt=before).exclude(number_sealed=b"", caller_sealed=b"")
    return set(rows.values_list("pk", flat=True))


def _days() -> int:
    return int(measures.reading(KEPT_DAYS).system(""))


def _call_days() -> int:
    return int(measures.reading(CALLS_KEPT_DAYS).system(""))


PERSONS = Keep(
    Step, _("What incidents say of persons"), ("sealed",), Purpose.EPIDEMIC, subject="incident", days=_days, due=_incidents,
    masks={"sealed": lambda _value: "—"},
)  # fmt: skip
CALLERS = Keep(
    Call, _("Callers at the duty telephone"), ("number_sealed", "caller_sealed"), Purpose.EPIDEMIC, days=_call_days, due=_calls,
    masks={"number_sealed": lambda _value: "—", "caller_sealed": lambda _value: "—"},
)  # fmt: skip
