"""Persons whom an authority asks gates to look out for: entered with its paper, ended by itself or by hand, shown for a reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.gates.models import Listed
from fengsui.frontline.gates.queries.listed import Wanted, opened
from fengsui.ground.clock import queries as clock
from fengsui.ground.exchange import values
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

# Characters: no passport's or permit's number is so long; an identity number with some left out still is.
_IDENTITY_FROM = 13
_OTHER = re.compile(r"^[A-Z0-9]{5,20}$")


@dataclass(frozen=True)
class Entry:
    """Who is looked out for, who asks for it by which paper, why, until when. Without a number only the name hints."""

    name: str
    authority: str
    paper: str
    reason: str
    until: datetime
    number: str = ""


@action
def enlist(unit: Unit, entry: Entry, *, by: Actor, id: UUID | None = None, synthetic: bool = False) -> Listed:  # noqa: A002
    """List a person for the gates of a unit and of those below it. Sent twice under one id it is listed once."""
    scope.require(by, "gates.list", unit)
    if known := Listed.objects.filter(pk=id).first() if id else None:
        deeds.told()
        return known
    _check(entry)
    number = _number(entry.number)
    now = clock.now()
    if entry.until <= now:
        raise Refused("gates.until", _("That hour is past; say until when gates look out."), field="until")
    row = Listed(pk=id or uuid7(), unit=unit, authority=entry.authority.strip()[:120], paper=entry.paper.strip()[:120],
                 reason=entry.reason.strip()[:200], since=now, until=entry.until, entered_by=_person(by), synthetic=synthetic)  # fmt: skip
    (pen,) = vault.admit([row.pk])
    row.name_sealed, row.number_sealed = pen.seal("name", entry.name.strip()), pen.seal("number", number)
    row.save(force_insert=True)
    journal.write("gates.listed", by=by.pk, unit=unit.pk, about=row.about, paper=row.paper)
    return row


@action
def delist(row: Listed, because: str, *, by: Actor) -> Listed:
    """Take a person off before the time. Whoever was first is told to the second."""
    scope.require(by, "gates.list", row.unit)
    reason = _needed(because, "because", _("Say why gates need not look out any more."))
    row = Listed.objects.select_for_update(of=("self",)).select_related("unit").get(pk=row.pk)
    if row.ended_at is not None or row.until <= clock.now():
        raise Refused("gates.ended", _("Gates do not look out for this person any more."))
    row.ended_at, row.ended_by, row.ended_because = clock.now(), _person(by), reason
    row.save(update_fields=["ended_at", "ended_by", "ended_because"])
    journal.write("gates.delisted", by=by.pk, unit=row.unit_id, about=row.about, reason=reason)
    return row


@action
def show(row: Listed, because: str, *, by: Actor) -> Wanted:
    """Open a listed person's name and number for a reason, which stands in the journal."""
    scope.require(by, "gates.unmask", row.unit)
    reason = _needed(because, "reason", _("Say why you need to see the name."))
    journal.write("gates.list_shown", by=by.pk, unit=row.unit_id, about=row.about, reason=reason)
    return opened([row])[0]


def _check(entry: Entry) -> None:
    for field, sentence in (
        ("name", _("Enter the name.")), ("authority", _("Say which authority asks for it.")),
        ("paper", _("Enter the number of the authority’s paper.")), ("reason", _("Say what gates are to look out for.")),
    ):  # fmt: skip
        _needed(getattr(entry, field), field, sentence)


def _number(text: str) -> str:
    """A number as it stands on a paper, since by it alone somebody is recognised: what is long is an identity number and must be
    one; a passport's or permit's has letters or is short. Refused, with what is wrong.
    """
    found = values.plain(text).replace(" ", "").replace("-", "").upper()
    try:
        if len(found) >= _IDENTITY_FROM:
            found = values.identity(found)
    except values.Unreadable as error:
        raise Refused("gates.number", _(error.message) % error.params, field="number") from error
    if found and not _OTHER.match(found):
        raise Refused(
            "gates.number", _("Enter the whole number, letters and digits only: of the identity card, or of a passport or permit."),
            field="number",
        )  # fmt: skip
    return found


def _needed(text: str, field: str, sentence: str) -> str:
    if not text.strip():
        raise Refused(f"gates.{field}", sentence, field=field)
    return text.strip()[:200]


def _person(by: Actor) -> Person | None:
    return by if isinstance(by, Person) else None
