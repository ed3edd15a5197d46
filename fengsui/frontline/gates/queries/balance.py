"""Whether a gate's day adds up: what each phone said, what arrived from it, what is still on it; paper; the day's tally."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Exists, OuterRef, Q, Sum, Value, When

from fengsui.frontline.gates.models import Device, DeviceKind, Direction, Handover, Outcome, Passage, Tally, Withdrawal
from fengsui.frontline.gates.models.store import DRIFT
from fengsui.frontline.gates.queries import sheets, store
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from fengsui.frontline.gates.models import Gate, Sheet


@dataclass
class Sums:
    """Passages and persons of a day from one source; withdrawn ones are left out."""

    rows: int = 0
    people: int = 0
    inward: int = 0
    outward: int = 0
    refused: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


@dataclass
class Phone:
    """A device that registered on the day. said: what it said when it was handed over, since it was bound; None: it said nothing.

    unheard: its day is over, and it neither handed over nor called since: nobody knows what it may still hold.
    """

    device: Device
    day: Sums
    arrived: int
    arrived_people: int
    withdrawn: int
    said: Handover | None = None
    unheard: bool = False

    @property
    def is_terminal(self) -> bool:
        return self.device.kind == DeviceKind.TERMINAL

    @property
    def lacking(self) -> int:
        """How many records are known to exist and have not arrived: what it said, or what it last said was queued."""
        said = self.said.registered - self.arrived if self.said else 0
        return max(said, self.device.queued, 0)

    @property
    def lacking_people(self) -> int | None:
        """How many persons they stand for; None: only the phone knows."""
        if self.said is None:
            return None if self.device.queued else 0
        return max(self.said.people - self.arrived_people, 0)

    @property
    def is_whole(self) -> bool:
        return self.lacking == 0 and not self.unheard


@dataclass
class Balance:
    gate: Gate
    day: date
    phones: list[Phone]
    paper: Sums
    other: Sums
    tally: Sums
    sheets: list[Sheet] = field(default_factory=list)
    missing: list[Sheet] = field(default_factory=list)

    @property
    def together(self) -> Sums:
        return sum((phone.day for phone in self.phones), self.paper + self.other)

    @property
    def adds_up(self) -> bool:
        """What was counted as it was stored is what is stored, source by source."""
        return self.together == self.tally

    @property
    def lacking(self) -> list[Phone]:
        return [phone for phone in self.phones if not phone.is_whole]

    @property
    def unfinished(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets if not sheet.is_over]

    @property
    def is_whole(self) -> bool:
        return self.adds_up and not self.lacking and not self.missing and not self.unfinished


def balance(gate: Gate, day: date) -> Balance:
    """Seven queries, whatever passed."""
    since = clock.midnight(day)
    until = since + timedelta(days=1)
    sources = _sources(gate, day)
    devices = _devices(gate, since, until, {device for device, _paper in sources if device})
    arrived = _arrived(gate, devices)
    said = {row.device_id: row for row in Handover.objects.filter(device__in=devices).order_by("at", "known_at")}
    phones = [
        Phone(
            device, sources.get((device.pk, True), Sums()) + sources.get((device.pk, False), Sums()),
            *arrived.get(device.pk, (0, 0, 0)), said.get(device.pk), device.pk not in said and _is_unheard(device, until),
        )
        for device in devices
    ]  # fmt: skip
    known = {device.pk for device in devices}
    other = sum(
        (one for (source, paper), one in sources.items() if source not in known and not (paper and not source)), Sums()
    )
    gone = [sheet for sheet in sheets.missing(day, [gate.unit_id]) if sheet.gate_id == gate.pk]
    paper = sources.get((None, True), Sums())
    return Balance(gate, day, phones, paper, other, _tally(gate, day), list(sheets.of_day(gate, day)), gone)


def _is_unheard(device: Device, midnight: datetime) -> bool:
    """A phone that was locked is gone with what it held: nothing is waited for."""
    over = min(device.until, midnight)
    waits = device.kind == DeviceKind.PHONE and device.locked_at is None
    return waits and over <= clock.now() and (device.heard_at is None or device.heard_at < over)


_SUMS: dict[str, Any] = {
    "n": Count("pk"), "both": Sum("people"),
    "came": Sum("people", filter=Q(direction=Direction.IN, outcome=Outcome.ADMITTED), default=0),
    "left": Sum("people", filter=Q(direction=Direction.OUT, outcome=Outcome.ADMITTED), default=0),
    "back": Sum("people", filter=Q(outcome=Outcome.REFUSED), default=0),
}  # fmt: skip


def _sources(gate: Gate, day: date) -> dict[tuple[UUID | None, bool], Sums]:
    """The day by device and whether it was copied from paper."""
    paper = Case(When(sheet=None, then=Value(False)), default=Value(True))
    rows: Any = store.of_gate(gate, day).order_by().annotate(paper=paper).values("device", "paper").annotate(**_SUMS)
    return {(row["device"], row["paper"]): Sums(*(row[name] for name in _SUMS)) for row in rows}


def _devices(gate: Gate, since: datetime, until: datetime, seen: set[UUID]) -> list[Device]:
    """Those that registered something of the day, or could have."""
    there = Q(bound_at__lt=until, until__gt=since) & (Q(locked_at=None) | Q(locked_at__gt=since))
    return list(gate.devices.filter(there | Q(pk__in=seen)).select_related("gate__unit", "keeper").order_by("pk"))


def _arrived(gate: Gate, devices: list[Device]) -> dict[UUID, tuple[int, int, int]]:
    """What arrived from each since it was bound: passages, persons, how many were withdrawn; those count as arrived."""
    if not devices:
        return {}
    first = min(device.bound_at for device in devices)
    gone = Exists(Withdrawal.objects.filter(passage=OuterRef("pk"), gate=OuterRef("gate")))
    rows = (
        Passage.objects.filter(gate=gate, pk__gte=store.first_of(first - 2 * DRIFT), device__in=[one.pk for one in devices])
        .order_by().values("device")
        .annotate(n=Count("pk"), persons=Sum("people"), gone=Count("pk", filter=Q(gone)))
    )  # fmt: skip
    return {row["device"]: (row["n"], row["persons"], row["gone"]) for row in rows if row["device"]}


def _tally(gate: Gate, day: date) -> Sums:
    let = Q(outcome=Outcome.ADMITTED)
    found = Tally.objects.filter(gate=gate, day=day).aggregate(
        rows=Sum("passages", default=0), total=Sum("people", default=0),
        inward=Sum("people", filter=let & Q(direction=Direction.IN), default=0),
        outward=Sum("people", filter=let & Q(direction=Direction.OUT), default=0),
        refused=Sum("people", filter=Q(outcome=Outcome.REFUSED), default=0),
    )  # fmt: skip
    return Sums(found["rows"], found["total"], found["inward"], found["outward"], found["refused"])
