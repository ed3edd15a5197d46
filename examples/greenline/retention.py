from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from examples.greenline.models import Call
from fengsui.ground.vault.declare import Keep, Purpose
from fengsui.ground.vault.queries import mask_name

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def _due(before: datetime) -> set[UUID]:
    return set(Call.objects.filter(known_at__lt=before).exclude(caller_sealed=b"").values_list("pk", flat=True))


CALLERS = Keep(
    Call, _("Callers of the green line"), ("caller_sealed",), Purpose.EPIDEMIC, days=14, due=_due,
    masks={"caller_sealed": mask_name},
)  # fmt: skip
