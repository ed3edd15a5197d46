from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.incoming.actions import owing
from fengsui.command.incoming.actions.carrying import person, tell
from fengsui.command.incoming.actions.filing import keep
from fengsui.command.incoming.models import Counter, Deed, Kind, Paper, Stage, Step, Urgency
from fengsui.command.incoming.numbers import mended
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

SENDER, TITLE, NUMBER = 100, 200, 60
_SECRET = re.compile(r"(秘密|机密|绝密)\s*[★☆*]")


@dataclass(frozen=True)
class Entry:
    """A paper as typed: who sent it, what it is, when it came, by when something is to be done (None: no hour was set)."""

    sender: str
    title: str
    received_at: datetime
    kind: str = Kind.DOCUMENT
    number: str = ""
    dated: date | None = None
    urgency: str = Urgency.NONE
    due_at: datetime | None = None


@action
def register(
    unit: Unit, entry: Entry, *, by: Actor, files: Sequence[tuple[str, bytes]] = (), key: UUID | None = None,
    synthetic: bool = False,
) -> Paper:  # fmt: skip
    """Register a paper (收文登记) with the unit's next number of this year, and its files (name, bytes).

    A file that is refused registers nothing and takes no number. One registered already is registered again: whether it is
    the same can only be seen by people (`queries.twins` says so). key: the form's id; sent twice, it is registered once.
    synthetic: made up for a drill, and says so wherever it stands.
    """
    scope.require(by, "incoming.register", unit)
    check_open(unit)
    if sent := Paper.objects.filter(pk=key, unit=unit).first() if key else None:
        deeds.told()
        return sent
    _check(entry)
    paper = _paper(unit, entry, key or uuid7())
    paper.synthetic = synthetic
    paper.save(force_insert=True)
    now = clock.now()
    first = Step.objects.create(
        paper=paper, deed=Deed.REGISTERED, stage=Stage.REGISTERED, by=person(by), at=now, known_at=now, opened_at=now,
        due_at=entry.due_at,
    )  # fmt: skip
    tell(Deed.REGISTERED, first, by)
    for name, body in files:
        keep(first, body, name, by)
    owing.mirror(first, by)
    return paper


def _paper(unit: Unit, entry: Entry, key: UUID) -> Paper:
    year = clock.local(clock.now()).year
    return Paper(
        id=key, unit=unit, year=year, number=_number(unit, year), kind=entry.kind, sender=_plain(entry.sender),
        sender_number=mended(entry.number).number, title=_plain(entry.title), dated=entry.dated,
        received_at=entry.received_at, urgency=entry.urgency,
    )  # fmt: skip


def _number(unit: Unit, year: int) -> int:
    """The next number, from the counter's row: its lock makes the others wait, and a rollback gives the number back."""
    counter, _made = Counter.objects.select_for_update().get_or_create(unit=unit, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _plain(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _check(entry: Entry) -> None:
    """Refuse what cannot stand in a register."""
    _check_words(entry)
    if entry.kind not in Kind.values or entry.urgency not in Urgency.values:
        raise Refused("incoming.kind", _("Choose what kind of paper it is, and how urgent."), field="kind")
    if entry.received_at > clock.now():
        raise Refused("incoming.received", _("It cannot have come later than now."), field="received_at")
    if entry.dated and entry.dated > clock.local(entry.received_at).date():
        raise Refused("incoming.dated", _("It cannot be dated after the day on which it came."), field="dated")
    if entry.due_at and entry.due_at <= entry.received_at:
        raise Refused("incoming.due", _("This hour was over when the paper came; choose a later one."), field="due_at")


def _check_words(entry: Entry) -> None:
    for name, text, most, sentence in (
        ("sender", _plain(entry.sender), SENDER, _("Say who sent it.")),
        ("title", _plain(entry.title), TITLE, _("Type its title.")),
        ("number", mended(entry.number).number or "-", NUMBER, ""),
    ):
        if not text:
            raise Refused("incoming.words", sentence, field=name)
        if len(text) > most:
            raise Refused("incoming.long", _("Say it in at most %(n)d characters.") % {"n": most}, field=name)
        if _SECRET.search(text):
            raise Refused(
                "incoming.classified",
                _("This is marked as classified. Classified matters do not enter this system; register it where they are kept."),
                field=name,
            )  # fmt: skip
