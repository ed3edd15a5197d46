from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.arrivals.models import Step
from fengsui.frontline.arrivals.queries import listing
from fengsui.ground.org import scope
from fengsui.ground.org.places import Finder, Hit

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person

_SHORTEST = 2  # a single character is nobody's name


def filings(person: Person, text: str, limit: int) -> list[Hit]:
    """Filings by their number, or the exact name, telephone or identity number of who arrived; shown masked."""
    may = scope.may(person, "arrivals.view") or scope.may(person, "arrivals.check")
    if len(text) < _SHORTEST or not may:
        return []
    seen = listing.visible(person).values("pk")
    steps = Step.objects.as_known().filter(listing.named(text), filing__in=seen).select_related("filing", "unit")
    return [
        Hit(
            f"{line.filing.receipt} {line.people[0].name if line.people else ''}".strip(),
            reverse("arrivals:filing", args=[line.filing.pk]), f"{line.filing.get_kind_display()} · {line.step.unit.label} · {line.step.get_stage_display()}",
        )
        for line in listing.lines(steps.order_by("-pk")[:limit])
    ]  # fmt: skip


FILINGS = Finder("arrivals.filings", _("Arrivals"), "user-plus", filings, order=55)
