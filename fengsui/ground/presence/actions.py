"""Called by the registers' actions, inside their transaction; the register asks for the right and writes the fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from fengsui.ground.presence.models import Stay
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.org.models import Unit


def enter(subject: UUID, place: Unit, *, at: datetime, source: str) -> Stay:
    """The subject is at the place from `at` on; an open stay elsewhere ends there. Refused if entered out of order."""
    leave(subject, at=at)
    if Stay.objects.filter(subject=subject, period__endswith__gt=at).exists():
        raise Refused(
            "presence.order", _("A later stay is entered already; enter movements in the order they happened.")
        )
    return Stay.objects.create(subject=subject, place=place, period=DateTimeTZRange(at, None), source=source)


def leave(subject: UUID, *, at: datetime) -> bool:
    """End the open stay, if there is one. Refused if it began later than `at`."""
    stay = Stay.objects.select_for_update().filter(subject=subject, period__endswith__isnull=True).first()
    if stay is None:
        return False
    if stay.period.lower >= at:
        raise Refused(
            "presence.order", _("A later stay is entered already; enter movements in the order they happened.")
        )
    stay.period = DateTimeTZRange(stay.period.lower, at)
    stay.save(update_fields=["period"])
    return True
