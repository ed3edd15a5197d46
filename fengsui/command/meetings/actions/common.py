from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fengsui.command.meetings.models import Deed, Meeting, State, Step
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Any

    from fengsui.ground.org.scope import Actor


def person(by: Actor) -> Person | None:
    return by if isinstance(by, Person) else None


def hold(meeting: Meeting, by: Actor, *states: State) -> Meeting:
    """The meeting held until the end of the transaction, for whoever runs the unit's meetings; in one of these states."""
    list(Meeting.objects.select_for_update().filter(pk=meeting.pk).values_list("pk"))
    found = Meeting.objects.with_state().select_related("unit").get(pk=meeting.pk)
    scope.require(by, "meetings.hold", found.unit)
    check_open(found.unit)
    if states and found.state not in states:
        raise Refused(
            "meetings.state",
            _("This meeting is “%(state)s”%(since)s; that cannot be done with it now.")
            % {"state": found.state.label, "since": _since(found)},
        )
    return found


def _since(found: Meeting) -> str:
    at: datetime | None = getattr(found, "turned_at", None)
    return _(" since %(at)s") % {"at": stamp(at)} if at else ""


def stamp(at: datetime) -> str:
    return date_format(clock.local(at), "m-d H:i")


def step(meeting: Meeting, deed: Deed, by: Actor, *, reason: str = "", at: datetime | None = None, **data: Any) -> Step:
    """What was done with a meeting, as a row and in the journal."""
    made = Step.objects.create(
        meeting=meeting, deed=deed, by=person(by), at=at or clock.now(), reason=short(reason, 300)
    )  # fmt: skip
    meeting.__dict__.pop("turned", None)
    journal.write(
        f"meetings.{deed}",
        by=by.pk,
        unit=meeting.unit_id,
        about=meeting.about,
        at=made.at,
        meeting=meeting.kind,
        **data,
    )
    return made


def short(text: str, most: int) -> str:
    """Typed words as they are kept."""
    return " ".join(text.replace("\x00", "").split())[:most]


def words(text: str, most: int, sentence: str, name: str) -> str:
    said = text.replace("\x00", "").strip()
    if not said:
        raise Refused("meetings.words", sentence, field=name)
    if len(said) > most:
        raise Refused("meetings.long", _("Say it in at most %(n)d characters.") % {"n": most}, field=name)
    return said


def address(link: str) -> str:
    """The link of a video room: encrypted, and to somewhere; the browser of a phone opens nothing else with one tap."""
    plain = link.replace("\x00", "").strip()
    parts = urlsplit(plain)
    if plain and (parts.scheme != "https" or not parts.hostname or len(plain) > 300 or any(c.isspace() for c in plain)):
        raise Refused("meetings.link", _("Give the link of the video room; it begins with “https://”."), field="link")
    return plain
