from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fengsui.command.incoming.models import Step
from fengsui.ground.org.declare import Consequence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fengsui.ground.org.models import Unit


def _open(units: Sequence[Unit], day: date) -> int:  # noqa: ARG001 - whatever is open now stays in the register
    return Step.objects.as_known().open().filter(paper__unit__in=units).count()


OPEN = Consequence(
    "incoming.open",
    _("Incoming papers that are not concluded; they stay in this register, conclude them before"),
    _open,
)
