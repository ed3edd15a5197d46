"""Who holds the seats tonight. The organisation lies below the measures, so its part of the dry run stands here."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy, ngettext

from fengsui.ground.clock import queries as clock
from fengsui.ground.measures.declare import Effect, Said, Severity
from fengsui.ground.measures.supposing import counted
from fengsui.ground.org.models import Seat, SeatKind, Shift, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from fengsui.ground.measures.supposing import Supposition
    from fengsui.ground.org.models import Unit

HEADQUARTERS = (UnitKind.DEPARTMENT, UnitKind.PRISON_ADMINISTRATION, UnitKind.REHABILITATION_ADMINISTRATION)


def _tell(what: Supposition) -> Iterator[Said]:
    """The facilities and headquarters whose seats nobody holds at the end of the day on which the change begins."""
    reached = [unit for unit in what.units if unit.is_facility and _reaches(what, unit)]
    night = clock.last_moment(what.day)
    held = set(Shift.objects.filter(seat__isnull=False, period__contains=night).values_list("seat__unit", "seat__kind"))
    founded: dict[str, set[int]] = {}
    for unit_id, kind in Seat.objects.values_list("unit", "kind"):
        founded.setdefault(kind, set()).add(unit_id)
    headquarters = [unit for unit in what.units if unit.kind in HEADQUARTERS]
    for kind in SeatKind:
        needing = [unit for unit in [*headquarters, *reached] if _needs(unit, kind, founded)]
        empty = [unit for unit in needing if (unit.pk, kind.value) not in held]
        if empty:
            words = partial(_lacking, empty, kind, what.day)
            yield Said(words, tuple(unit.pk for unit in empty), Severity.WARN, reverse("org:units"))


def _needs(unit: Unit, kind: SeatKind, founded: dict[str, set[int]]) -> bool:
    """A facility needs its leader on duty; any other seat is needed where it was ever set up."""
    return unit.pk in founded.get(kind, ()) or (unit.is_facility and kind == SeatKind.LEADER_ON_DUTY)


def _reaches(what: Supposition, unit: Unit) -> bool:
    return any(
        row.unit_id == unit.pk if row.unit_id else row.system in {"", unit.system} for row in what.rows
    )  # fmt: skip


def _lacking(empty: list[Unit], kind: SeatKind, day: date) -> str:
    return ngettext(
        "%(n)d unit lacks a holder of the seat “%(seat)s” for the night of %(day)s (%(units)s).",
        "%(n)d units lack a holder of the seat “%(seat)s” for the night of %(day)s (%(units)s).", len(empty),
    ) % {"n": len(empty), "seat": kind.label, "day": date_format(day), "units": counted(empty)}  # fmt: skip


SEATS = Effect("response.seats", gettext_lazy("Seats of that night"), _tell, order=15)
