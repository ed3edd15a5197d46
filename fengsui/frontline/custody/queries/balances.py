"""Does a head count conserve: total now = total at the roll-call before + in − out between the two."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q, Subquery

from fengsui.frontline.custody.ledger import effects
from fengsui.frontline.custody.models import Count, Movement, Slot
from fengsui.frontline.custody.queries.hours import RollCall
from fengsui.frontline.custody.queries.places import only, sections

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from fengsui.ground.org.models import Unit


@dataclass(frozen=True)
class Balance:
    """A section's count, the one before it, and the movements between. Without one before there is nothing to compare."""

    now: Count
    before: Count | None
    came: list[Movement] = field(default_factory=list)
    left: list[Movement] = field(default_factory=list)

    @property
    def expected(self) -> int | None:
        return None if self.before is None else self.before.total + len(self.came) - len(self.left)

    @property
    def difference(self) -> int | None:
        return None if self.expected is None else self.now.total - self.expected


@dataclass(frozen=True)
class Whole:
    """A facility's roll-call as a whole: known only if every section has a count now and one before."""

    facility_id: int
    call: RollCall
    parts: list[Balance]
    is_complete: bool

    @property
    def now(self) -> int:
        return sum(part.now.total for part in self.parts)

    @property
    def before(self) -> int:
        return sum(part.before.total for part in self.parts if part.before)

    @property
    def came(self) -> int:
        return sum(len(part.came) for part in self.parts)

    @property
    def left(self) -> int:
        return sum(len(part.left) for part in self.parts)

    @property
    def expected(self) -> int | None:
        return self.before + self.came - self.left if self.is_complete else None

    @property
    def difference(self) -> int | None:
        return None if self.expected is None else self.now - self.expected


def balances(
    day: date, known: datetime | None = None, *, facility: Unit | None = None, slot: str = ""
) -> list[Balance]:
    """Every count of a day against the one before it: of all facilities, or one; of both slots, or one. Three queries."""
    rows = Count.objects.as_known(known).filter(day=day, **only(facility))
    if slot:
        rows = rows.filter(slot=slot)
    earlier = Count.objects.as_known(known).filter(section=OuterRef("section"), at__lt=OuterRef("at")).order_by("-at")
    found = list(rows.annotate(before_id=Subquery(earlier.values("pk")[:1])).select_related("section", "facility"))
    before = Count.objects.in_bulk([row.before_id for row in found if row.before_id])
    pairs: list[tuple[Count, Count | None]] = [(row, before.get(row.before_id)) for row in found]
    moved = _moved(pairs, known)
    return [_balance(now, then, moved[now.section_id]) for now, then in pairs]


def _moved(pairs: list[tuple[Count, Count | None]], known: datetime | None) -> dict[int, list[tuple[int, Movement]]]:
    """(+1 or −1, movement) by section, for the whole time that the pairs span."""
    spans = [(then.at, now.at) for now, then in pairs if then]
    found: dict[int, list[tuple[int, Movement]]] = defaultdict(list)
    if not spans:
        return found
    ids = {now.section_id for now, _then in pairs}
    lines = Movement.objects.as_known(known).filter(
        Q(section__in=ids) | Q(to_section__in=ids),
        at__gt=min(since for since, _until in spans), at__lte=max(until for _since, until in spans),
    )  # fmt: skip
    for line in lines.select_related("section", "to_section", "counterpart").order_by("at", "pk"):
        for section_id, sign in effects(line):
            found[section_id].append((sign, line))
    return found


def _balance(now: Count, then: Count | None, moved: Iterable[tuple[int, Movement]]) -> Balance:
    if then is None:
        return Balance(now, None)
    between = [(sign, line) for sign, line in moved if then.at < line.at <= now.at]
    return Balance(
        now, then, [line for sign, line in between if sign > 0], [line for sign, line in between if sign < 0]
    )


def wholes(day: date, found: list[Balance]) -> list[Whole]:
    """The balances of a day added up by facility and roll-call, in the order of the slots. One query."""
    groups: dict[tuple[int, str], list[Balance]] = defaultdict(list)
    for balance in found:
        groups[balance.now.facility_id, balance.now.slot].append(balance)
    here = sections({facility for facility, _slot in groups}, day)
    return [
        Whole(
            facility, RollCall(day, Slot(slot)), parts,
            {part.now.section_id for part in parts if part.before} >= {unit.pk for unit in here.get(facility, [])},
        )
        for (facility, slot), parts in sorted(groups.items(), key=lambda item: (item[0][0], item[0][1] != Slot.MORNING))
    ]  # fmt: skip
