from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fengsui.command.questions.measures import KEPT_DAYS
from fengsui.command.questions.models import AnswerRow
from fengsui.command.questions.queries.rows import mask_cells
from fengsui.ground.measures import queries as measures
from fengsui.ground.vault.declare import Keep, Purpose

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def _days() -> int:
    return int(measures.reading(KEPT_DAYS).system(""))


def _due(before: datetime) -> set[UUID]:
    """Rows of rounds that were due before then; of a round still open as well: its purpose has an hour."""
    rows = AnswerRow.objects.exclude(cells_sealed=b"").filter(answer__asked__round__due_at__lt=before)
    return set(rows.values_list("pk", flat=True))


ROWS = Keep(
    AnswerRow, _("Rows of names in answers"), ("cells_sealed",), Purpose.EPIDEMIC, days=_days, due=_due,
    masks={"cells_sealed": mask_cells},
)  # fmt: skip
