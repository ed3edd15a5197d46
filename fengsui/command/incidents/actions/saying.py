"""What is typed about an incident, and what must be true of it whoever types it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.incidents.models import LONGEST, NOTE
from fengsui.command.incidents.queries.kinds import kinds
from fengsui.ground.clock import queries as clock
from fengsui.ground.vault import actions as vault
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.incidents.models import Incident

PLACE = 100


@dataclass(frozen=True)
class Said:
    """A bulletin as typed. learned_at: None: now; happened_at: None: not known; about_persons: sealed before it is kept.

    celsius: of a fever, in its first report: entered as the first step of its pathway, so that it is not typed again.
    """

    kind: str
    text: str
    measures: str = ""
    place: str = ""
    happened_at: datetime | None = None
    learned_at: datetime | None = None
    persons: int | None = None
    about_persons: str = ""
    celsius: str = ""


def plain(text: str) -> str:
    return text.replace("\x00", "").strip()


def words(text: str, sentence: str, field: str, most: int = LONGEST) -> str:
    """Words that must be there and not too many."""
    said = plain(text)
    if not said:
        raise Refused("incidents.words", sentence, field=field)
    return bounded(said, field, most)


def bounded(text: str, field: str, most: int = LONGEST) -> str:
    said = plain(text)
    if len(said) > most:
        raise Refused("incidents.long", _("Say it in at most %(n)d characters.") % {"n": most}, field=field)
    return said


def reason(text: str) -> str:
    return words(text, _("Say why: it stays in the history."), "reason", NOTE)


def kind_of(code: str) -> str:
    if code not in kinds():
        raise Refused("incidents.kind", _("Choose the kind from the list."), field="kind")
    return code


def hours(happened_at: datetime | None, learned_at: datetime, *, by: datetime | None = None) -> None:
    """First it happens, then it becomes known, then it is entered."""
    if learned_at > (by or clock.now()):
        raise Refused(
            "incidents.future", _("It cannot become known later than now; correct the hour."), field="learned_at"
        )
    if happened_at is not None and happened_at > learned_at:
        raise Refused(
            "incidents.order",
            _("It became known before it happened? Correct one of the two hours."),
            field="happened_at",
        )


def text_of(text: str) -> str:
    return words(text, _("Say in a sentence what happened."), "text")


def measures_of(text: str) -> str:
    return bounded(text, "measures")


def place_of(text: str) -> str:
    return bounded(text, "place", PLACE)


def seal(incident: Incident, text: str) -> bytes:
    """Seal what is said of the persons of an incident under its key, which is made when the first words need it."""
    said = bounded(text, "about_persons")
    if not said:
        return b""
    pen = vault.pens([incident.pk]).get(incident.pk) or vault.admit([incident.pk])[0]
    return pen.seal("persons", said)
