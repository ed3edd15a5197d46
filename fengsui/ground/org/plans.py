"""What a change of the organisation would do, and whether it may be done: one rule for the preview and for the act.

Every function here reads only. It returns a Plan or raises Refused; `actions.changing` carries a plan out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import suits
from fengsui.ground.org.declare import Consequence
from fengsui.ground.org.models import (
    SECTION_KINDS,
    Appointment,
    Capacity,
    ChangeKind,
    Line,
    SeatKind,
    Shift,
    Tie,
    Unit,
    UnitKind,
)
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from django.db.models import QuerySet

FURTHEST = 366  # days ahead that a change may be planned


@dataclass(frozen=True)
class Step:
    """A unit goes below another superior in a line; `tie` is the one that ends, `above` the path it goes below."""

    tie: Tie
    superior: Unit
    above: str


@dataclass(frozen=True)
class Part:
    """A new unit that comes out of a split; takes: codes of the units that go below it."""

    code: str
    name: str
    name_en: str = ""
    short: str = ""
    takes: tuple[str, ...] = ()


@dataclass
class Plan:
    kind: ChangeKind
    unit: Unit
    day: date
    other: Unit | None = None
    line: str = ""
    steps: list[Step] = field(default_factory=list)
    closing: list[Unit] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    naming: tuple[str, str, str] = ("", "", "")

    def moving(self) -> int:
        """How many units below go along with those that move."""
        paths = {(step.tie.line, step.tie.path) for step in self.steps}
        units = {pk for line, path in paths for pk in _below(line, path).values_list("unit", flat=True)}
        return len(units - {step.tie.unit_id for step in self.steps})

    def appointments(self) -> QuerySet[Appointment]:
        """The appointments that end: those held at what is closed, then or later."""
        return lasting(Appointment.objects.filter(unit__in=self.closing), self.day)

    def capacities(self) -> QuerySet[Capacity]:
        """The capacities that go over to the heir, or end."""
        return lasting(Capacity.objects.filter(unit__in=self.closing), self.day)

    def involved(self) -> list[Unit]:
        """The units that the change is about: whoever changes one of them meanwhile must be noticed."""
        each = [
            self.unit,
            *self.closing,
            *(step.tie.unit for step in self.steps),
            *([self.other] if self.other else []),
        ]
        return list({unit.pk: unit for unit in each}.values())

    def token(self) -> str:
        """What the units are like now; a page gives it back with the confirmation."""
        return " ".join(f"{unit.pk}.{unit.revision}" for unit in sorted(self.involved(), key=lambda unit: unit.pk))

    def consequences(self) -> list[tuple[str, int]]:
        """What the rooms say: how many of their things end with the units that are closed."""
        told = [(str(each.title), each.count(self.closing, self.day)) for each in declared()] if self.closing else []
        return [(title, number) for title, number in told if number]


def declared() -> tuple[Consequence, ...]:
    return house.declared("consequences", Consequence)


def lasting[Q: QuerySet](rows: Q, day: date) -> Q:  # type: ignore[type-arg]
    """Those of dated rows that hold on a day or later."""
    return rows.filter(valid_to__isnull=True) | rows.filter(valid_to__gt=day)


def move(unit: Unit, line: str, superior: Unit, since: date) -> Plan:
    """Plan that a unit answers to another superior in a line from a day on, with everything below it."""
    _day(since)
    _alive(unit, since)
    _alive(superior, since)
    if unit.kind in SECTION_KINDS:
        raise Refused(
            "org.section", _("A ward or brigade belongs to its facility and does not move."), field="superior"
        )
    plan = Plan(ChangeKind.MOVE, unit, since, superior, line)
    plan.steps = [_step(_tie(unit, line, since), superior, since)]
    return plan


def merge(units: Sequence[Unit], into: Unit, since: date) -> Plan:
    """Plan that units are closed and what is directly below them goes below the heir, in each line."""
    _day(since)
    _alive(into, since)
    if not units or into in units:
        raise Refused(
            "org.heir", _("Choose another unit that takes over; a unit cannot be merged into itself."), field="into"
        )
    plan = Plan(ChangeKind.MERGE, units[0], since, into, closing=list(units))
    for unit in units:
        _may_end(unit, since)
        if unit.kind != into.kind:
            raise Refused(
                "org.kinds", _("%(unit)s and %(heir)s are of different kinds; only units of one kind are merged.")
                % {"unit": unit.label, "heir": into.label}, field="into",
            )  # fmt: skip
        plan.steps += [_step(tie, into, since, heir=True) for tie in _directly_below(unit, since)]
    _unhindered(plan)
    return plan


def split(unit: Unit, parts: Sequence[Part], since: date, *, keep: bool = False) -> Plan:
    """Plan that new units come out of one; without `keep` it is closed, and all that is below it must go to a part."""
    _day(since)
    _may_end(unit, since)
    plan = Plan(ChangeKind.SPLIT, unit, since, parts=list(parts), closing=[] if keep else [unit])
    if len(parts) < (1 if keep else 2):
        raise Refused("org.parts", _("Name at least two new units, or let the old one go on beside one."), field="code")
    _named(parts)
    below = {tie.unit.code: tie.unit for tie in _directly_below(unit, since)}
    taken = [code for part in parts for code in part.takes]
    if unknown := set(taken) - below.keys():
        raise Refused(
            "org.takes", _("%(codes)s does not stand below this unit.") % {"codes": _(", ").join(sorted(unknown))}
        )
    if len(taken) != len(set(taken)):
        raise Refused("org.takes", _("A unit can go below one of the new units only."))
    if plan.closing and (left := below.keys() - set(taken)):
        names = _(", ").join(below[code].label for code in sorted(left))
        raise Refused("org.left", _("Say where these go: %(names)s.") % {"names": names})
    _unhindered(plan)
    return plan


def close(unit: Unit, since: date) -> Plan:
    """Plan that a unit exists no longer from a day on. Its own wards and brigades are closed with it."""
    _day(since)
    _may_end(unit, since)
    below = {tie.unit_id: tie.unit for tie in _directly_below(unit, since)}
    others = [each for each in below.values() if each.kind not in SECTION_KINDS]
    if others:
        raise Refused(
            "org.below",
            ngettext(
                "%(n)d unit stands below it (%(name)s); move it first, or merge this unit into another.",
                "%(n)d units stand below it (%(name)s …); move them first, or merge this unit into another.",
                len(others),
            )
            % {"n": len(others), "name": others[0].label},
        )
    plan = Plan(ChangeKind.CLOSE, unit, since, closing=[unit, *below.values()])
    for section in below.values():
        _may_end(section, since)
    _unhindered(plan)
    return plan


def rename(unit: Unit, name: str, since: date, *, name_en: str = "", short: str = "") -> Plan:
    """Plan that a unit is called otherwise from a day on; on earlier days it keeps its old name."""
    _day(since)
    _alive(unit, since)
    naming = (name.strip(), name_en.strip(), short.strip())
    if not naming[0]:
        raise Refused("org.unit_name", _("A unit needs a name."), field="name")
    if any(len(each) > most for each, most in zip(naming, (100, 160, 40), strict=True)):
        raise Refused("org.unit_name", _("This name is too long."), field="name")
    if naming == (unit.name, unit.name_en, unit.short):
        raise Refused("org.unit_name", _("It is called so already."), field="name")
    later = unit.namings.filter(since__gt=since).order_by("since").first()
    if later:
        raise _planned(unit, later.since)
    return Plan(ChangeKind.RENAME, unit, since, naming=naming)


def _day(since: date) -> None:
    today = clock.today()
    if since < today:
        raise Refused("org.past", _("A change begins today at the earliest; what was, stays as it was."), field="since")
    if (since - today).days > FURTHEST:
        raise Refused("org.far", _("A change can be planned for at most a year ahead."), field="since")


def _alive(unit: Unit, since: date) -> None:
    """Refuse for a unit that does not exist from that day on, or is to be closed."""
    if unit.valid_to is not None:
        raise Refused(
            "org.closed_unit",
            _("%(unit)s is closed from %(day)s.") % {"unit": unit.label, "day": date_format(unit.valid_to)},
        )
    if unit.valid_from > since:
        raise Refused(
            "org.not_yet",
            _("%(unit)s begins on %(day)s only.") % {"unit": unit.label, "day": date_format(unit.valid_from)},
        )


def _planned(unit: Unit, day: date) -> Refused:
    sentence = _(
        "Something is planned for %(unit)s on %(day)s already; withdraw that first, or begin on that day or later."
    )
    return Refused("org.planned", sentence % {"unit": unit.label, "day": date_format(day)}, field="since")


def _tie(unit: Unit, line: str, since: date) -> Tie:
    tie = Tie.objects.filter(unit=unit, line=line, valid_to__isnull=True).select_related("unit", "superior").first()
    if tie is None:
        raise Refused(
            "org.line", _("%(unit)s does not stand in this line: %(line)s.")
            % {"unit": unit.label, "line": Line(line).label}, field="line",
        )  # fmt: skip
    if tie.valid_from > since:
        raise _planned(unit, tie.valid_from)
    return tie


def _step(tie: Tie, superior: Unit, since: date, *, heir: bool = False) -> Step:
    """One unit below another superior, with all that may be wrong about it."""
    above = _tie(superior, tie.line, since)
    if tie.superior_id is None:
        raise Refused(
            "org.root", _("%(unit)s is the head of the line and answers to nobody.") % {"unit": tie.unit.label}
        )
    if tie.superior_id == superior.pk:
        raise Refused("org.same", _("It answers to this unit already."), field="superior")
    if f"{above.path}.".startswith(f"{tie.path}."):
        raise Refused(
            "org.cycle", _("%(superior)s stands below %(unit)s itself.")
            % {"superior": superior.label, "unit": tie.unit.label}, field="into" if heir else "superior",
        )  # fmt: skip
    if not suits.may_stand_below(tie.unit.kind, superior.kind):
        raise Refused(
            "org.unsuitable", _("A unit of the kind “%(kind)s” cannot stand below “%(superior)s”.")
            % {"kind": UnitKind(tie.unit.kind).label, "superior": UnitKind(superior.kind).label}, field="superior",
        )  # fmt: skip
    later = _below(tie.line, tie.path).filter(valid_from__gt=since).select_related("unit").first()
    ending = (
        Tie.objects.filter(line=tie.line, path__within=[tie.path], valid_to__gt=since).select_related("unit").first()
    )
    if later or ending:
        other = later or ending
        assert other
        raise _planned(other.unit, other.valid_from if later else other.valid_to or since)
    return Step(tie, superior, above.path)


def _below(line: str, path: str) -> QuerySet[Tie]:
    """The ties of a unit and of all below it in a line, as they stand last."""
    return Tie.objects.filter(line=line, path__within=[path], valid_to__isnull=True)


def _directly_below(unit: Unit, since: date) -> list[Tie]:
    rows = Tie.objects.filter(superior=unit, valid_to__isnull=True).select_related("unit", "superior")
    found = list(rows.order_by("line", "unit__code"))
    if late := next((tie for tie in found if tie.valid_from > since), None):
        raise _planned(late.unit, late.valid_from)
    return found


def _may_end(unit: Unit, since: date) -> None:
    _alive(unit, since)
    if since <= unit.valid_from:
        raise Refused("org.dates", _("A unit can only be closed after the day it began."), field="since")
    ties = list(Tie.objects.filter(unit=unit, valid_to__isnull=True))
    if any(tie.superior_id is None for tie in ties):
        raise Refused("org.root", _("%(unit)s is the head of the line and answers to nobody.") % {"unit": unit.label})
    if late := next((tie for tie in ties if tie.valid_from > since), None):
        raise _planned(unit, late.valid_from)


def _named(parts: Iterable[Part]) -> None:
    listed = list(parts)
    codes = [part.code for part in listed]
    for part in listed:
        if not part.code or not part.name.strip():
            raise Refused("org.row", _("Every new unit needs a code and a name."), field="code")
        if len(part.code) > 40 or not part.code.replace("-", "").replace("_", "").isalnum() or not part.code.isascii():
            raise Refused("org.code", _("A code has letters, digits and hyphens only, at most 40."), field="code")
    if len(codes) != len(set(codes)) or Unit.objects.filter(code__in=codes).exists():
        raise Refused("org.code_taken", _("This code is taken; choose another."), field="code")


def _unhindered(plan: Plan) -> None:
    """Refuse if somebody holds a seat of what is closed then, or a room says why it cannot be closed."""
    at = clock.midnight(plan.day) if plan.day > clock.today() else clock.now()
    held = (
        Shift.objects.filter(seat__unit__in=plan.closing, period__endswith__gt=at).select_related("seat__unit").first()
    )
    if held and held.seat:
        raise Refused(
            "org.seat_held", _("The seat of %(seat)s at %(unit)s is held until %(until)s; end the shift first.")
            % {"seat": SeatKind(held.seat.kind).label, "unit": held.seat.unit.label,
               "until": date_format(clock.local(held.period.upper), "DATETIME_FORMAT")},
        )  # fmt: skip
    for each in declared():
        if each.stops and each.count(plan.closing, plan.day):
            raise Refused("org.stopped", each.stops)
