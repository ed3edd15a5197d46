from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fengsui.command.incidents.models import Step
from fengsui.ground.org.declare import Consequence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fengsui.ground.org.models import Unit


def _open(units: Sequence[Unit], day: date) -> int:  # noqa: ARG001 - whatever is open now passes on
    return Step.objects.as_known().live().filter(unit__in=units).count()


INCIDENTS = Consequence("incidents.open", _("Open incidents that pass to the heir, or to the unit above"), _open)
