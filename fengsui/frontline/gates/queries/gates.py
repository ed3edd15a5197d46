"""The gates of units as lists and pages show them: what passed today, by what policy, whether their phones are heard."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractHour

from fengsui.frontline.gates.models import Alert, Device, Direction, Form, Gate, Outcome, Tally
from fengsui.frontline.gates.queries import policy, store
from fengsui.frontline.gates.queries.silent import silent
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import find, pages
from fengsui.ground.org.models import Shift

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from fengsui.frontline.gates.models import Passage
    from fengsui.frontline.gates.models.gates import GateQuerySet
    from fengsui.ground.org.models import Person, Station, Unit

SILENT, ALERTS, CLOSED = "silent", "alerts", "closed"
TONES = {Form.OPEN: "good", Form.REGISTRATION: "busy", Form.PERMIT: "due", Form.CLOSED: "still"}


@dataclass
class Day:
    """A gate's day in numbers; None: nothing was registered."""

    inward: int | None = None
    outward: int | None = None
    people: int | None = None
    fevers: int | None = None
    refused: int | None = None


@dataclass
class Row:
    gate: Gate
    day: Day
    policy: Form
    devices: list[Device] = field(default_factory=list)
    silent: list[Device] = field(default_factory=list)
    alerts: int = 0
    keepers: list[UUID] = field(default_factory=list)
    names: list[str] = field(default_factory=list)  # of the keepers, for whoever looks

    @property
    def tone(self) -> str:
        return TONES[self.policy]

    @property
    def queued(self) -> int:
        return sum(device.queued for device in self.devices)

    @property
    def oldest(self) -> datetime | None:
        return min((device.oldest_at for device in self.devices if device.oldest_at and device.queued), default=None)


def wanted(person: Person, query: Mapping[str, str]) -> GateQuerySet:
    """The gates in reach that a list asks for: standing ones, those with silent phones, with open alerts, closed ones."""
    rows = Gate.objects.visible_to(person).select_related("station", "unit", "partner")
    state = query.get("state", "")
    rows = rows.filter(until__lte=clock.today()) if state == CLOSED else rows.on()
    if state == SILENT:
        rows = rows.filter(pk__in={device.gate_id for device in silent(rows.order_by().values_list("unit", flat=True))})
    if state == ALERTS:
        rows = rows.filter(pk__in=Alert.objects.filter(closed_at=None).values("gate"))
    text = query.get("q", "").replace("\x00", "").strip()
    if text:
        named = Q(station__name__icontains=text) | Q(place__icontains=text) | Q(unit__code=text)
        runs = find.runs(text)
        rows = rows.filter(named | Q(*(Q(unit__words__contains=run) for run in runs)) if runs else named)
    return rows


def paged(rows: GateQuerySet, query: Mapping[str, str]) -> pages.Page[Gate]:
    return pages.page(rows, query)


def shown(gates: Iterable[Gate], day: date | None = None) -> list[Row]:
    """Gates with what happened at them: the same number of queries for one and for fifty."""
    listed = list(gates)
    ids, forms = [gate.pk for gate in listed], policy.forms(listed)
    days, phones = days_of(ids, day or clock.today()), working(ids)
    quiet = {device.pk for device in silent({gate.unit_id for gate in listed})} if phones else set()
    alerts = dict(
        Alert.objects.filter(gate__in=ids, closed_at=None).order_by().values_list("gate").annotate(Count("pk"))
    )
    there = on_shift([gate.station_id for gate in listed])
    return [
        Row(
            gate, days[gate.pk], forms[gate.pk], phones[gate.pk],
            [phone for phone in phones[gate.pk] if phone.pk in quiet], alerts.get(gate.pk, 0),
            [shift.person_id for shift in there[gate.station_id]],
        )
        for gate in listed
    ]  # fmt: skip


def days_of(gates: Collection[int], day: date) -> dict[int, Day]:
    """Each gate's day in numbers. One query."""
    rows = Tally.objects.filter(gate__in=gates, day=day).order_by()
    let = Q(outcome=Outcome.ADMITTED)
    summed = rows.values("gate").annotate(
        inward=Sum("people", filter=let & Q(direction=Direction.IN), default=0),
        outward=Sum("people", filter=let & Q(direction=Direction.OUT), default=0),
        both=Sum("people", default=0),
        hot=Sum("fevers", default=0),
        back=Sum("people", filter=Q(outcome=Outcome.REFUSED), default=0),
    )
    found: dict[int, Day] = defaultdict(Day)
    for row in summed:
        found[row["gate"]] = Day(row["inward"], row["outward"], row["both"], row["hot"], row["back"])
    return found


def whole(rows: GateQuerySet, day: date) -> dict[str, Any]:
    """All these gates' day together. One query."""
    let = Q(outcome=Outcome.ADMITTED)
    return Tally.objects.filter(gate__in=rows.order_by().values("pk"), day=day).aggregate(
        inward=Sum("people", filter=let & Q(direction=Direction.IN)),
        outward=Sum("people", filter=let & Q(direction=Direction.OUT)),
        fevers=Sum("fevers"),
        refused=Sum("people", filter=Q(outcome=Outcome.REFUSED)),
    )


def working(gates: Collection[int]) -> dict[int, list[Device]]:
    """The devices that register at gates now: bound, not locked, their time not over."""
    rows = Device.objects.filter(gate__in=gates, locked_at=None, until__gt=clock.now())
    found: dict[int, list[Device]] = defaultdict(list)
    for device in rows.select_related("gate__unit").order_by("pk"):
        found[device.gate_id].append(device)
    return found


def on_shift(stations: Collection[int], moment: datetime | None = None) -> dict[int, list[Shift]]:
    """Who stands at stations now by the roster. One query."""
    found: dict[int, list[Shift]] = defaultdict(list)
    for shift in Shift.objects.filter(station__in=stations, period__contains=moment or clock.now()).order_by("pk"):
        found[shift.station_id or 0].append(shift)
    return found


NEXT = timedelta(hours=16)  # ahead: whose phone is bound before the shift begins


def keepers(gate: Gate) -> list[Shift]:
    """Each keeper's first shift at a gate now and next, by their beginning: for whom a phone can be bound."""
    now = clock.now()
    rows = Shift.objects.filter(station=gate.station_id, period__endswith__gt=now, period__startswith__lt=now + NEXT)
    first: dict[UUID, Shift] = {}
    for shift in sorted(rows, key=lambda shift: (shift.period.lower, shift.pk)):
        first.setdefault(shift.person_id, shift)
    return list(first.values())


def stations(unit: Unit) -> list[Station]:
    """The stations of a unit at which there is no gate yet: posts of its duty roster, mostly."""
    return list(unit.stations.filter(gate__isnull=True).order_by("name"))


def devices(gate: Gate, query: Mapping[str, str]) -> pages.Page[Device]:
    return pages.page(gate.devices.select_related("gate__unit"), query)


def hours(gate: Gate, day: date) -> list[tuple[int, int, int]]:
    """How many persons were let in and out in each hour of a day, from the first to the last in which anybody passed. One query."""
    rows = store.of_gate(gate, day).order_by().filter(outcome=Outcome.ADMITTED)
    counted = (
        rows.annotate(hour=ExtractHour("at", tzinfo=clock.LOCAL)).values("hour", "direction").annotate(n=Sum("people"))
    )
    found = {(row["hour"], row["direction"]): row["n"] for row in counted}
    if not found:
        return []
    first, last = min(hour for hour, _way in found), max(hour for hour, _way in found)
    return [(n, found.get((n, Direction.IN), 0), found.get((n, Direction.OUT), 0)) for n in range(first, last + 1)]


def passages(gate: Gate, day: date, query: Mapping[str, str], known: datetime | None = None) -> pages.Page[Passage]:
    """A gate's day, passage by passage, the newest first."""
    return pages.page(store.of_gate(gate, day, known), query)


def last(gate: Gate, day: date, most: int = 12) -> list[Passage]:
    return list(store.of_gate(gate, day).order_by("-at")[:most])
