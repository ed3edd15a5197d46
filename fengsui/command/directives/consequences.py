from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from fengsui.command.directives.models import Delivery, Directive, Mark, Receipt
from fengsui.ground.org.declare import Consequence

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from fengsui.ground.org.models import Unit


def _open(units: Sequence[Unit], day: date) -> int:  # noqa: ARG001 - open now, whenever it ends
    """Directives under way that these units have not reported as done."""
    done = Receipt.objects.filter(delivery=OuterRef("pk"), mark=Mark.DONE)
    rows = Delivery.objects.filter(unit__in=units, directive__in=Directive.objects.running()).exclude(Exists(done))
    return rows.count()


OPEN = Consequence(
    "directives.open", _("Directives under way that go over to the successor, or end if there is none"), _open
)
