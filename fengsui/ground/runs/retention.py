from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fengsui.ground.runs.actions import KEPT
from fengsui.ground.runs.models import Run
from fengsui.ground.vault.declare import Keep, Purpose

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def _due(before: datetime) -> set[UUID]:
    return set(Run.objects.filter(asked_at__lt=before, file_size__gt=0).values_list("pk", flat=True))


def _hidden(_body: str) -> str:
    return "***"


FILES = Keep(
    Run, _("Files made in the background"), columns=("file_sealed",), purpose=Purpose.EPIDEMIC, days=KEPT.days, due=_due,
    masks={"file_sealed": _hidden},
)  # fmt: skip
