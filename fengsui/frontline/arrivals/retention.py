from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.arrivals.measures import KEPT_DAYS
from fengsui.frontline.arrivals.models import Party, Stage, Step
from fengsui.frontline.arrivals.queries.people import FIELDS, mask_place
from fengsui.ground.measures import queries as measures
from fengsui.ground.vault.declare import Keep, Purpose
from fengsui.ground.vault.queries import mask_name, mask_number

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def _days() -> int:
    return int(measures.reading(KEPT_DAYS).system(""))


def _due(before: datetime) -> set[UUID]:
    """Who is in filings whose last step is older; not who is under observation: that is not over."""
    over = Step.objects.as_known().exclude(stage=Stage.OBSERVED).filter(at__lt=before)
    blank = Q(**{f"{field}_sealed": b"" for field in FIELDS})
    rows = Party.objects.filter(filing__in=over.values("filing")).exclude(blank)
    return set(rows.values_list("person", flat=True))


# The rows stay, and with them every number: from where, when, how long observed. Who it was goes.
PERSONS = Keep(
    Party, _("Persons who arrived, and with whom they lodge"), tuple(f"{field}_sealed" for field in FIELDS), Purpose.EPIDEMIC,
    subject="person", days=_days, due=_due,
    masks={
        "name_sealed": mask_name, "phone_sealed": mask_number, "number_sealed": mask_number, "place_sealed": mask_place,
        "home_sealed": mask_place, "plate_sealed": mask_number, "ride_sealed": mask_place, "contact_sealed": mask_place,
        "keeper_sealed": mask_name,
    },
)  # fmt: skip
