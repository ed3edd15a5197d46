from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.queries import permits
from fengsui.ground.obligations.declare import Owing

if TYPE_CHECKING:
    from fengsui.ground.obligations.models import Obligation


# permits
def _asking(obligation: Obligation) -> str:
    return permits.link(UUID(obligation.subject.partition(":")[2]))


PERMITS = Owing(
    permits.KIND, _("Permits asked for"), verb="gates.approve", expected=permits.expected, link=_asking, icon="id",
    remind_minutes=10, escalate_verb="gates.approve", urgent=True,
)  # fmt: skip
