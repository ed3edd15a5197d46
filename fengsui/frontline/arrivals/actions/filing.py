"""Filing one of the two forms, at a door or at the desk, and correcting what one says."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import gettext as _

from fengsui.frontline.arrivals.actions import persons
from fengsui.frontline.arrivals.actions.doors import check_open
from fengsui.frontline.arrivals.actions.steps import lock, move, named, needed, settle, tell
from fengsui.frontline.arrivals.measures import ASK_IDENTITY
from fengsui.frontline.arrivals.models import (
    OVER,
    Deed,
    Filing,
    FilingKind,
    LodgerReport,
    Returnee,
    Stage,
    Step,
    Way,
)
from fengsui.frontline.arrivals.queries.people import opened
from fengsui.frontline.arrivals.saying import Lodging, tidy
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures import queries as measures
from fengsui.ground.org import scope
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.frontline.arrivals.models import Door
    from fengsui.frontline.arrivals.saying import Saying
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is mistaken for another on the telephone


@action
def file(
    unit: Unit, said: Saying, *, by: Actor, way: Way = Way.DESK, door: Door | None = None, id: UUID | None = None,  # noqa: A002
    synthetic: bool = False,
) -> Filing:  # fmt: skip
    """Enter a lodger report or a returnee registration, by a citizen through a door or by an officer for somebody.

    Sent twice under one id it is filed once; something else under the same id is another filing.
    """
    scope.require(by, "arrivals.enter", unit)
    if door is not None:
        check_open(door, said)
    tidied = tidy(said, clock.today(), identity=asks_identity(unit))
    known, pk = _sent(unit, tidied, id or uuid7())
    if known is not None:
        deeds.told()
        return known
    made = _make(unit, tidied, pk, by=by, way=way, door=door, synthetic=synthetic)
    persons.seal(made, tidied)
    _say(made, tidied, by)
    Step.objects.create(
        filing=made, unit=unit, stage=Stage.FILED, deed=Deed.FILED, at=made.known_at, known_at=made.known_at,
        entered_by=named(by),
    )  # fmt: skip
    tell(f"{made.kind}_filed", made, unit, by, way=way)
    settle(unit, made.known_at, by=by)
    return made


@action
def correct(filing: Filing, said: Saying, *, by: Actor, because: str = "", own: bool = False) -> Filing:
    """Say it otherwise; what was said before is kept. own: the citizen by the own link, until somebody has checked it."""
    now = lock(filing)
    scope.require(by, "arrivals.enter", now.unit)
    if own and now.stage != Stage.FILED:
        raise Refused("arrivals.checked", _("This has been checked already; tell the office what is to be changed."))
    if now.stage in OVER:
        raise Refused("arrivals.over", _("This filing is closed; nothing more is entered in it."))
    reason = because if own else needed(because, _("Say why it is corrected."))
    if isinstance(said, Lodging) is not (filing.kind == FilingKind.LODGER):
        raise Refused("arrivals.kind", _("That is the other form; file it anew."))
    tidied = tidy(said, clock.today(), identity=asks_identity(now.unit))
    if tidied == opened(filing):
        deeds.told()
        return filing
    persons.seal(filing, tidied)
    _say(filing, tidied, by)
    move(now, Deed.CORRECTED, now.stage, by=by, because=reason)
    tell("corrected", filing, now.unit, by, own=own)
    settle(now.unit, filing.known_at, by=by)
    return filing


def asks_identity(unit: Unit) -> bool:
    return bool(measures.reading(ASK_IDENTITY).of(unit))


def _sent(unit: Unit, said: Saying, pk: UUID) -> tuple[Filing | None, UUID]:
    """The filing that a phone sent before under the same id, if it says the same; else an id for a new one."""
    with connection.cursor() as cursor:  # a second click waits here until the first one is in
        cursor.execute("select pg_advisory_xact_lock(%s)", [pk.int & 0x7FFF_FFFF_FFFF_FFFF])
    known = Filing.objects.filter(pk=pk).first()
    if known is None:
        return None, pk
    same = known.unit_id == unit.pk and opened(known) == said
    return (known, pk) if same else (None, uuid7())


def _make(
    unit: Unit, said: Saying, pk: UUID, *, by: Actor, way: Way, door: Door | None, synthetic: bool
) -> Filing:  # fmt: skip
    kind = FilingKind.LODGER if isinstance(said, Lodging) else FilingKind.RETURNEE
    came = said.since if isinstance(said, Lodging) else said.arrived_on
    return Filing.objects.create(
        pk=pk, kind=kind, unit=unit, door=door, way=way, receipt=_receipt(), at=clock.midnight(came), known_at=clock.now(),
        wall_at=clock.wall(), filed_by=named(by), synthetic=synthetic,
    )  # fmt: skip


def _receipt() -> str:
    """A number to be read out on the telephone; 30⁸ of them, so two alike do not happen."""
    found = "".join(secrets.choice(_LETTERS) for _letter in range(8))
    return f"{found[:4]}-{found[4:]}"


def _say(filing: Filing, said: Saying, by: Actor) -> None:
    """Write what a form says but for the persons; an earlier version is replaced."""
    moment = clock.now()
    model = LodgerReport if isinstance(said, Lodging) else Returnee
    model.objects.as_known().filter(filing=filing).update(replaced_at=moment)
    common = {"filing": filing, "at": filing.at, "known_at": moment, "entered_by": named(by)}
    shared = {name: getattr(said, name) for name in ("origin", "stay", "celsius")}
    if isinstance(said, Lodging):
        own = {name: getattr(said, name) for name in ("since", "until", "relation", "reason")}
    else:
        own = {name: getattr(said, name) for name in ("left_on", "arrived_on", "transport", "contact", "control")}
        own["symptoms"] = list(said.symptoms)
    model.objects.create(**common, **shared, **own)
