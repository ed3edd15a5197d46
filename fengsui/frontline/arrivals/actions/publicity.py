"""Notices at gates and in communities, and what was explained to how many."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from fengsui.frontline.arrivals.actions.steps import happened, named, needed, settle
from fengsui.frontline.arrivals.models import Explanation, Posting
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

MOST = 100_000  # more persons in one round are a slip of the finger
_ADDRESS = URLValidator(schemes=["http", "https"])


@action
def post(
    unit: Unit, place: str, title: str, *, by: Actor, text: str = "", link: str = "", at: datetime | None = None,
    id: UUID | None = None, synthetic: bool = False,  # noqa: A002 - the client's id, named as everywhere
) -> Posting:  # fmt: skip
    """Write down that a notice was posted: what it says, or where its QR leads (an issued document's verification)."""
    scope.require(by, "arrivals.post", unit)
    if id and (known := Posting.objects.filter(pk=id).first()):
        deeds.told()
        return known
    where = needed(place, _("Say where it is posted."), "place", 60)
    called = needed(title, _("Say what it is called."), "title", 80)
    if not text.strip() and not link.strip():
        raise Refused("arrivals.posting", _("Write what it says, or where its code leads."), field="text")
    made = Posting(
        unit=unit, place=where, title=called, text=text.strip()[:2000], link=_link(link), posted_at=happened(at),
        known_at=clock.now(), posted_by=named(by), synthetic=synthetic,
    )  # fmt: skip
    made.pk = id or made.pk
    made.save(force_insert=True)
    journal.write(
        "arrivals.posted", by=by.pk, unit=unit.pk, about=made.about, at=made.posted_at, place=where, title=called
    )
    return made


def _link(link: str) -> str:
    found = link.strip()
    try:
        if found:
            _ADDRESS(found)
    except ValidationError as error:
        raise Refused(
            "arrivals.link", _("Write the whole address, beginning with https:// or http://."), field="link"
        ) from error
    if len(found) > 300:
        raise Refused("arrivals.link", _("At most %(most)d characters.") % {"most": 300}, field="link")
    return found


@action
def take_down(posting: Posting, *, by: Actor) -> Posting:
    """Write down that a notice was taken down."""
    scope.require(by, "arrivals.post", posting.unit)
    found = Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
    if found.down_at:
        deeds.told()
        return found
    found.down_at, found.down_by = clock.now(), named(by)
    found.save(update_fields=["down_at", "down_by"])
    journal.write(
        "arrivals.taken_down", by=by.pk, unit=found.unit_id, about=found.about, place=found.place, title=found.title
    )
    return found


@action
def explain(
    unit: Unit, place: str, topic: str, persons: object, *, by: Actor, households: object = 0, at: datetime | None = None,
    id: UUID | None = None, synthetic: bool = False,  # noqa: A002 - the client's id, named as everywhere
) -> Explanation:  # fmt: skip
    """Enter what was explained on a round: where, what, households visited, persons spoken to."""
    scope.require(by, "arrivals.post", unit)
    if id and (known := Explanation.objects.filter(pk=id).first()):
        deeds.told()
        return known
    made = Explanation(
        unit=unit, place=needed(place, _("Say where."), "place", 60), topic=needed(topic, _("Say what was explained."), "topic", 120),
        persons=_count(persons, "persons", least=1), households=_count(households, "households"), at=happened(at),
        known_at=clock.now(), entered_by=named(by), synthetic=synthetic,
    )  # fmt: skip
    made.pk = id or made.pk
    made.save(force_insert=True)
    journal.write(
        "arrivals.explained",
        by=by.pk,
        unit=unit.pk,
        about=made.about,
        at=made.at,
        households=made.households,
        persons=made.persons,
    )
    settle(unit, made.at, by=by)
    return made


@action
def withdraw_explanation(row: Explanation, *, by: Actor) -> Explanation:
    """Take a line back that was entered by mistake."""
    scope.require(by, "arrivals.post", row.unit)
    if not Explanation.objects.as_known().filter(pk=row.pk).update(replaced_at=clock.now()):
        deeds.told()
        return row
    journal.write("arrivals.unexplained", by=by.pk, unit=row.unit_id, about=row.about)
    settle(row.unit, row.at, by=by)
    return row


def _count(value: object, field: str, least: int = 0) -> int:
    text = unicodedata.normalize("NFKC", str(value or 0)).strip()
    if not text.isascii() or not text.isdigit() or not least <= int(text[:9]) <= MOST:
        raise Refused("arrivals.count", _("Write a whole number, for example 120."), field=field)
    return int(text[:9])
