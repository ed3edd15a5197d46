from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fengsui.command.reports.models import Report, Stage
from fengsui.ground.org.declare import Consequence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fengsui.ground.org.models import Unit


def _signed(units: Sequence[Unit], day: date) -> int:
    """Reports that these units signed for that day or a later one: a roll-up has only who stands on its day."""
    rows = Report.objects.filter(unit__in=units, day__gte=day).with_stage()
    return sum(row.stage in {Stage.SIGNED, Stage.ACCEPTED} for row in rows)  # type: ignore[attr-defined]


SIGNED = Consequence(
    "reports.signed",
    _("Signed reports that drop out of their day’s roll-up (if the change begins a day later, they stay in it)"),
    _signed,
)
