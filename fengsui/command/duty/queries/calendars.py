"""A person's shifts as a calendar (RFC 5545)."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from fengsui.command.duty.models import Feed
from fengsui.command.duty.queries.listing import mine
from fengsui.command.duty.queries.watches import place_of
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person, Shift

BACK, AHEAD = timedelta(days=42), timedelta(days=180)


def owner(digest: str) -> Person | None:
    """Whose secret it is, by its digest; nobody's, if a newer link was made."""
    feed = Feed.objects.filter(digest=digest).select_related("person").first()
    return feed.person if feed else None


def calendar(person: Person) -> bytes:
    """What a person has and had: place, unit, hours; no names. In UTC, so that no calendar has to know our zone."""
    made = Calendar()
    made.add("prodid", "-//Fengsui//duty//ZH")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("My shifts"))
    made.add("x-wr-timezone", str(clock.LOCAL))
    now = clock.now()
    for shift in mine(person, now - BACK, now + AHEAD):
        made.add_component(_event(shift))
    return bytes(made.to_ical())


def _event(shift: Shift) -> Event:
    place = shift.seat or shift.station
    assert place
    event = Event()
    event.add("uid", f"{shift.pk}@duty.fengsui")
    event.add("dtstamp", clock.now().astimezone(UTC))
    event.add("dtstart", shift.period.lower.astimezone(UTC))
    event.add("dtend", shift.period.upper.astimezone(UTC))
    event.add("summary", _("On duty: %(place)s") % {"place": place_of(shift)})
    event.add("location", place.unit.label)
    return event
