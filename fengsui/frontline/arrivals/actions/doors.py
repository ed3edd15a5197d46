"""Doors of the public: opened with a poster, closed again; who knocks too often waits."""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from fengsui.frontline.arrivals.actions.steps import named, needed
from fengsui.frontline.arrivals.measures import DOOR_DAYS, DOOR_RATE, LINK_RATE
from fengsui.frontline.arrivals.models import Door, FilingKind, Knock
from fengsui.frontline.arrivals.saying import Lodging
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures import queries as measures
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.frontline.arrivals.saying import Saying
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

_WINDOW = 10  # minutes in which knocks are counted
_KEPT = timedelta(days=1)


@action
def open_door(unit: Unit, place: str, *, by: Actor, asks: str = Door.Asks.BOTH, days: int | None = None) -> Door:
    """Open a link for the public, with its poster; valid for as many days as the measure says, or fewer."""
    scope.require(by, "arrivals.open", unit)
    where = needed(place, _("Say where the poster hangs, or whom the link is for."), "place", 60)
    if asks not in Door.Asks.values:
        raise Refused("arrivals.asks", _("Choose which forms it offers."), field="asks")
    most = int(measures.reading(DOOR_DAYS).of(unit))
    lasts = most if days is None else days
    if not 1 <= lasts <= most:
        raise Refused(
            "arrivals.door_days", _("It is valid for 1 to %(most)d days.") % {"most": most}, field="days"
        )  # fmt: skip
    moment = clock.now()
    made = Door.objects.create(
        unit=unit, place=where, asks=asks, token=token_urlsafe(16), opened_at=moment, opened_by=named(by),
        expires_at=moment + timedelta(days=lasts),
    )  # fmt: skip
    journal.write("arrivals.opened", by=by.pk, unit=unit.pk, about=made.about, place=where)
    return made


@action
def close(door: Door, *, by: Actor) -> Door:
    """Close a door: its link opens nothing from now on, wherever the poster still hangs."""
    scope.require(by, "arrivals.open", door.unit)
    found = Door.objects.select_for_update(no_key=True).select_related("unit").get(pk=door.pk)
    if found.closed_at:
        deeds.told()
        return found
    found.closed_at, found.closed_by = clock.now(), named(by)
    found.save(update_fields=["closed_at", "closed_by"])
    journal.write("arrivals.closed", by=by.pk, unit=found.unit_id, about=found.about, place=found.place)
    return found


def admit(token: str) -> Door | None:
    """The open door of a token; None for an unknown, closed or expired one: nobody is told which."""
    if not token or len(token) > 32:
        return None
    rows = Door.objects.filter(token=token, closed_at__isnull=True, expires_at__gt=clock.now())
    return rows.select_related("unit").first()


def check_open(door: Door, said: Saying) -> None:
    """Refuse what the door does not ask for, and everything once it is closed."""
    if admit(door.token) is None:
        raise Refused("arrivals.shut", _("This link is no longer valid. Ask the office for a new one."))
    kind = FilingKind.LODGER if isinstance(said, Lodging) else FilingKind.RETURNEE
    if door.asks not in {Door.Asks.BOTH, kind}:
        raise Refused("arrivals.asks", _("This link does not take this form."))


def knock(address: str, door: Door | None) -> None:
    """Count a form that is sent, by address and by link. Raises Refused for too many in ten minutes of wall time.

    Counted before anything else and whatever comes of it; neither row says who it was.
    """
    wall = clock.wall()
    window = wall.replace(minute=wall.minute - wall.minute % _WINDOW, second=0, microsecond=0)
    rates = measures.readings(DOOR_RATE, LINK_RATE)
    asked = [(f"address:{address}", rates[0])] + ([(f"door:{door.pk}", rates[1])] if door else [])
    over = [_count(_digest(name, window), window) > _most(rate, door) for name, rate in asked]
    if any(over):
        raise Refused(
            "arrivals.rate", _("Too many forms came from here just now. Wait ten minutes, then send it again.")
        )  # fmt: skip


def _most(rate: measures.Reading, door: Door | None) -> int:
    return int(rate.of(door.unit) if door else rate.system("bureau"))


def _digest(name: str, window: datetime) -> bytes:
    """Of this day only: tomorrow the same address has another one."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"arrivals.knock:{window:%Y%m%d}:{name}".encode(), "sha256")


def _count(digest: bytes, window: datetime) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_COUNT, {"digest": digest, "window": window})
        return int(cursor.fetchone()[0])


_COUNT = """
    insert into arrivals_knock (digest, "window", calls) values (%(digest)s, %(window)s, 1)
    on conflict (digest, "window") do update set calls = arrivals_knock.calls + 1 returning calls
"""


def sweep() -> int:
    """Drop the counts of yesterday and before."""
    return Knock.objects.filter(window__lt=clock.wall() - _KEPT).delete()[0]
