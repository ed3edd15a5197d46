"""What the pages share: the facility asked for, the day, and a refusal beside its field."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.frontline.custody.queries.places import seen_by
from fengsui.frontline.custody.words import words
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.doors import unit_at

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def facility_of(request: Request, code: str) -> Unit:
    """The facility of an address, if the person sees it; else 404, noted in the journal. A closed one is only read."""
    return unit_at(request, seen_by(request.person), code)


def around(day: date, known: datetime | None = None) -> list[date]:
    """A week around a day that does not reach beyond today: the row of days above a page."""
    last = max(day, min(clock.day_of(known), date.fromordinal(day.toordinal() + 3)))
    return [date.fromordinal(last.toordinal() - n) for n in range(6, -1, -1)]


def basics(unit: Unit, **more: Any) -> dict[str, Any]:
    """What every page of a facility needs."""
    return {"unit": unit, "words": words(unit), "closed": unit.is_closed(clock.today()), **more}


def undone() -> str:
    """Why a row is withdrawn that was entered a moment ago."""
    return _("Entered by mistake.")
