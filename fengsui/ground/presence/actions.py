"""Called by the registers' actions, inside their transaction; the register asks for the right and writes the fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from fengsui.ground.presence.models import Stay
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
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


def retell(subject: UUID, spells: Iterable[tuple[int, datetime, datetime | None]], *, source: str) -> None:
    """Replace what a register said of a subject: its stays as (place's id, since, until).

    For registers with a ledger of their own: what was entered late, corrected or withdrawn comes out right.
    """
    Stay.objects.filter(subject=subject, source=source).delete()
    Stay.objects.bulk_create(
        Stay(subject=subject, place_id=place, period=DateTimeTZRange(since, until), source=source)
        for place, since, until in spells
    )
