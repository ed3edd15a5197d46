"""What a phone says, made right: its clock, whom it means. Nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fengsui.frontline.gates import wire
from fengsui.frontline.gates.actions.storing import Fresh
from fengsui.frontline.gates.measures import KEPT_DAYS
from fengsui.frontline.gates.models import Direction, Kind, Outcome, Pass, Regular
from fengsui.frontline.gates.reading import EARLIEST, LATEST
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.frontline.gates.models import Device, Gate

GRACE = timedelta(hours=1)  # so long after the end of its shift a phone may still have registered
_NOISE = timedelta(minutes=2)  # a call on a bad network takes as long; less is no wrong clock
WAYS = {"in": int(Direction.IN), "out": int(Direction.OUT)}
KINDS = {
    "person": int(Kind.PERSON),
    "vehicle": int(Kind.VEHICLE),
    "visitor": int(Kind.VISITOR),
    "counted": int(Kind.COUNTED),
}
OUTCOMES = {"admitted": int(Outcome.ADMITTED), "refused": int(Outcome.REFUSED)}


# ── Hours ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Hours:
    """The device's clock against ours. told: how far it is ahead; ahead: what of it is put right."""

    now: datetime
    told: timedelta
    ahead: timedelta
    oldest: datetime
    latest: datetime

    @classmethod
    def of(cls, sent_at: datetime, now: datetime, device: Device) -> Hours:
        told = sent_at - now
        noise = _NOISE * max(1, clock.state().rate)  # while a drill runs fast, a second on the way is a minute
        kept = timedelta(days=int(measures.reading(KEPT_DAYS).system("")))
        return cls(now, told, told if abs(told) > noise else timedelta(0), now - kept, device.until + GRACE)

    def right(self, at: datetime) -> datetime:
        """When something happened by our clock. Raises Refused for what is too old to keep, or after the phone's time.

        What a wrong clock says of the future happened now: nothing is known before it happens, and nothing is lost.
        """
        moment = min(_in_years(at) - self.ahead, self.now)
        if moment < self.oldest:
            raise Refused(
                "gates.too_old",
                _("This is older than passages are kept. Check the day; it stays on the phone."),
                field="at",
            )
        if moment > self.latest:
            until = date_format(clock.local(self.latest - GRACE), _("j F H:i"))
            sentence = _("This phone was bound until %(until)s; what came later was not taken. Let it be bound anew.")
            raise Refused("gates.after_until", sentence % {"until": until}, field="at")
        return moment


def _in_years(at: datetime) -> datetime:
    if not EARLIEST < at < LATEST:
        raise Refused(
            "gates.too_old",
            _("This is older than passages are kept. Check the day; it stays on the phone."),
            field="at",
        )
    return at


# ── Passages ─────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Ties:
    """Whom the records of a batch mean: the regulars of the gate's unit, and whose the passes are."""

    regulars: set[UUID]
    passes: dict[UUID, UUID]

    @classmethod
    def of(cls, gate: Gate, records: Iterable[wire.Passed]) -> Ties:
        listed = list(records)
        whos = {record.who for record in listed if record.who}
        cards = {record.card for record in listed if record.card}
        known = Regular.objects.filter(pk__in=whos, unit=gate.unit_id).values_list("pk", flat=True) if whos else ()
        return cls(set(known), passes_of(cards))


def passes_of(cards: set[UUID]) -> dict[UUID, UUID]:
    """Whose some passes are."""
    return dict(Pass.objects.filter(pk__in=cards).values_list("pk", "regular_id")) if cards else {}


def fresh(record: wire.Passed, hours: Hours, ties: Ties, device: Device) -> Fresh:
    """A record as it is stored. Raises Refused if it cannot be."""
    clean(record)
    if record.who and record.who not in ties.regulars:
        raise Refused(
            "gates.no_regular",
            _("This gate does not know that person any more. Register them as a visitor."),
            field="who",
        )
    return Fresh(
        id=record.id, at=hours.right(record.at), told_at=record.at, device=device.pk, keeper=device.keeper_id,
        who=record.who or (ties.passes.get(record.card) if record.card else None), direction=WAYS[record.way],
        kind=KINDS[record.kind], outcome=OUTCOMES[record.outcome], people=record.people, heat=record.heat,
        heat_again=record.again, site=record.site, reason=record.reason, building=record.building, room=record.room,
        name=record.name, phone=record.phone, number=record.number, plate=record.plate, note=record.note,
        sheet=record.sheet, line=record.line,
    )  # fmt: skip


_TEXTS: dict[type, Sequence[str]] = {
    wire.Passed: ("reason", "building"),  # the others are sealed, whatever they are
    wire.Withdrawn: ("reason",),
    wire.Handled: ("note",),
    wire.HandedOver: ("note",),
}


def clean(record: wire.AnyRecord) -> None:
    """Refuse a character that no table takes."""
    for name in _TEXTS[type(record)]:
        if "\0" in getattr(record, name):
            raise Refused("gates.not_valid", _("This record is not as documented; it stays on the phone."), field=name)
