from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fengsui.command.incoming.models import Step
from fengsui.ground.org.declare import Consequence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fengsui.ground.org.models import Unit


def _open(units: Sequence[Unit], day: date) -> int:  # noqa: ARG001 - whatever is open now passes on
    theirs = Q(heir=None, paper__unit__in=units) | Q(heir__in=units)
    return Step.objects.as_known().open().filter(theirs).count()


OPEN = Consequence(
    "incoming.open",
    _("Open incoming papers that pass to the heir, or to the unit above"),
    _open,
)
