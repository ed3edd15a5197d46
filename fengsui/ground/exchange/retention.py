from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fengsui.ground.exchange.models import Batch, Part, Taken
from fengsui.ground.vault.declare import Keep, Purpose
from fengsui.ground.vault.models import Key

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

DAYS = 30  # time enough to mend, take and undo; after that nobody needs the file again


def _due(before: datetime) -> set[UUID]:
    """Batches whose key is still there although their time is over."""
    return set(Key.objects.filter(pk__in=Batch.objects.filter(at__lt=before)).values_list("pk", flat=True))


def _hidden(_body: str) -> str:
    return "***"


FILES = Keep(
    Batch, _("Files brought in"), columns=("file_sealed", "name_sealed"), purpose=Purpose.SERVICE, days=DAYS, due=_due,
    masks={"file_sealed": _hidden, "name_sealed": _hidden},
)  # fmt: skip
ROWS = Keep(
    Part, _("Rows of files brought in"), columns=("body_sealed",), purpose=Purpose.SERVICE, subject="batch_id",
    masks={"body_sealed": _hidden},
)  # fmt: skip
TAKEN = Keep(
    Taken, _("What an import changed"), columns=("body_sealed",), purpose=Purpose.SERVICE, subject="batch_id",
    masks={"body_sealed": _hidden},
)  # fmt: skip
