from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.duty.queries import grids
from fengsui.command.duty.queries.listing import units_on_duty
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for
from fengsui.ground.org.places import Finder, Hit

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person


def on_duty(person: Person, text: str, limit: int) -> list[Hit]:
    """Who is on duty now at units that are called so: whoever is asked for by the unit's name."""
    if not scope.may(person, "duty.see"):
        return []
    units = list(units_on_duty(person, text).order_by("code")[:limit])
    return [
        Hit(
            one.unit.label,
            reverse("duty:roster", args=[one.unit.code]),
            " · ".join(f"{each.place} {each.name}" for each in one.there[:3]),
        )
        for one in grids.effective(units, lambda people: names_for(person, people))
    ]


ON_DUTY = Finder("duty.now", _("On duty now"), "calendar-event", on_duty, order=35)
