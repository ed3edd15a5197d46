"""Called by the registers' actions, inside their transaction; the register asks for the right and writes the fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from fengsui.ground.presence.models import Stay

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID


def retell(subject: UUID, spells: Iterable[tuple[int, datetime, datetime | None]], *, source: str) -> None:
    """Replace what a register said of a subject: its stays as (place's id, since, until).

    For registers with a ledger of their own: what was entered late, corrected or withdrawn comes out right.
    """
    Stay.objects.filter(subject=subject, source=source).delete()
    Stay.objects.bulk_create(
        Stay(subject=subject, place_id=place, period=DateTimeTZRange(since, until), source=source)
        for place, since, until in spells
    )
