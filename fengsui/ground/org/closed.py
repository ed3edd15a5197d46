"""What it means that a unit is closed: since when, where it lives on; its past stays, and nothing is entered any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Succession
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from fengsui.ground.org.models import Unit


@dataclass(frozen=True)
class Closed:
    """A unit that exists no longer. heirs: the units that stand now and took over from it, if it was merged or split."""

    unit: Unit
    since: date
    heirs: tuple[Unit, ...] = ()

    @property
    def sentence(self) -> str:
        facts = {"unit": self.unit.label, "day": date_format(self.since, _("j F Y"))}
        if not self.heirs:
            return _("%(unit)s is closed since %(day)s.") % facts
        names = _(", ").join(heir.label for heir in self.heirs)
        return _("%(unit)s is closed since %(day)s; it lives on in %(heirs)s.") % (facts | {"heirs": names})

    @property
    def refusal(self) -> str:
        return _("%(why)s Its past can be read; nothing is entered there any more.") % {"why": self.sentence}


def closed(unit: Unit, known: datetime | None = None) -> Closed | None:
    """Why nothing is entered at a unit any more; None: it stands (or stood at a moment)."""
    if unit.valid_to is None or not unit.is_closed(clock.day_of(known)):
        return None
    return Closed(unit, unit.valid_to, tuple(heirs([unit.pk]).get(unit.pk, ())))


def heirs(units: Iterable[int]) -> dict[int, list[Unit]]:
    """Unit id → the units that stand today and took over from it, through those that were closed themselves."""
    found: dict[int, dict[int, Unit]] = {}
    origins, today = {pk: {pk} for pk in units}, clock.today()  # a unit on the way → whose heir it is
    while origins:
        onward: dict[int, set[int]] = {}
        ends = Succession.objects.filter(
            before__in=origins, change__day=F("before__valid_to")
        )  # not a part split off before
        for row in ends.select_related("after").order_by("after__code"):
            for origin in origins[row.before_id]:
                if row.after.is_closed(today):
                    onward.setdefault(row.after_id, set()).add(origin)
                else:
                    found.setdefault(origin, {})[row.after_id] = row.after
        origins = onward
    return {origin: list(rows.values()) for origin, rows in found.items()}


def check_open(unit: Unit) -> None:
    """Refuse what is to be entered at a closed unit."""
    if gone := closed(unit):
        raise Refused("org.closed", gone.refusal)


def last_day(unit: Unit, day: date) -> date:
    """The day, or the last one on which the unit stood if that was before."""
    return min(day, unit.valid_to - timedelta(days=1)) if unit.valid_to else day
