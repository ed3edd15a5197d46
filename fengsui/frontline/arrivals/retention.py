from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.arrivals.measures import KEPT_DAYS, WITHDRAWN_DAYS
from fengsui.frontline.arrivals.models import Party, Stage, Step
from fengsui.frontline.arrivals.queries.people import FIELDS, mask_place
from fengsui.ground.clock import queries as clock
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
    over = Step.objects.as_known().filter(Q(at__lt=before) | _taken_back(before)).exclude(stage=Stage.OBSERVED)
    blank = Q(**{f"{field}_sealed": b"" for field in FIELDS})
    rows = Party.objects.filter(filing__in=over.values("filing")).exclude(blank)
    return set(rows.values_list("person", flat=True))


def _taken_back(before: datetime) -> Q:
    """Withdrawn before anybody had checked it: nothing was done with it, so nothing needs it, and it goes sooner."""
    days = int(measures.reading(WITHDRAWN_DAYS).system(""))
    checked = Step.objects.filter(filing=OuterRef("filing"), stage=Stage.CHECKED)
    since = max(before, clock.now() - timedelta(days=days))
    return Q(~Exists(checked), stage=Stage.WITHDRAWN, at__lt=since)


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
