"""Paper sheets: numbered and printed, entered line by line, given up with a reason, expected again."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from fengsui.frontline.gates.actions import alarms
from fengsui.frontline.gates.actions.gates import locked
from fengsui.frontline.gates.actions.storing import Fresh, store, withdraw
from fengsui.frontline.gates.measures import KEPT_DAYS
from fengsui.frontline.gates.models import Kind, Sheet
from fengsui.frontline.gates.models.paper import LINES
from fengsui.frontline.gates.queries import regulars
from fengsui.frontline.gates.queries.sheets import Written, written
from fengsui.frontline.gates.roll import folded
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures import queries as measures
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from fengsui.frontline.gates.models import Gate
    from fengsui.frontline.gates.paper import Line
    from fengsui.ground.org.scope import Actor

MOST = 100  # sheets at once: a box of paper
REASON = 200
_NOON = timedelta(hours=12)  # ids lie around noon of the sheet's day, so that no hour of it is far from them
_CHANCE = (1 << 62) - 1


class Entered(NamedTuple):
    """fresh, changed, struck: how many lines; conflicts: lines that somebody else entered meanwhile, and what stands there."""

    fresh: int
    changed: int
    struck: int
    conflicts: dict[int, Written]


@action
def number(gate: Gate, n: int, *, key: UUID, by: Actor) -> list[Sheet]:
    """Number new sheets of a gate, without gaps. key: the form's id; sent twice, they are numbered once."""
    scope.require(by, "gates.run", gate.unit)
    check_open(gate.unit)
    if not 1 <= n <= MOST:
        raise Refused("gates.sheets", _("Print 1 to %(n)d sheets at once.") % {"n": MOST}, field="n")
    gate = locked(gate)
    ids = [uuid5(key, str(place)) for place in range(MOST)]
    if sent := list(Sheet.objects.filter(pk__in=ids, gate=gate).order_by("number")):
        deeds.told()
        return sent
    last = Sheet.objects.filter(gate=gate).order_by("-number").values_list("number", flat=True).first() or 0
    person = by if isinstance(by, Person) else None
    made = Sheet.objects.bulk_create(
        Sheet(id=ids[place], gate=gate, number=last + 1 + place, printed_at=clock.now(), printed_by=person)
        for place in range(n)
    )
    journal.write(
        "gates.sheets_numbered", by=by.pk, unit=gate.unit_id, about=gate.about, gate=gate.station.name,
        first=made[0].number, last=made[-1].number,
    )  # fmt: skip
    return made


@action
def enter(
    sheet: Sheet,
    day: date,
    lines: Sequence[Line],
    *,
    by: Actor,
    struck: Mapping[int, str] | None = None,
    done: bool = False,
) -> Entered:
    """Enter what stands on a sheet, whole or in part, as often as one likes: a line that says the same is there once.

    A line that says something else than what the page showed (`seen`) is a correction: what stood there is withdrawn.
    struck: numbers of lines to be taken out, with what was seen there. done: nothing more is expected from this sheet.
    """
    scope.require(by, "gates.run", sheet.gate.unit)
    sheet = _locked(sheet)
    _check(sheet, day)
    work = _Work(sheet, day, by)
    for line, seen in sorted((struck or {}).items()):
        work.strike(line, seen)
    work.enter(lines)
    if not (work.told or (done and not sheet.entered_at)):
        deeds.told()
        return work.entered
    if done:
        sheet.entered_at = sheet.entered_at or clock.now()
        sheet.entered_by = sheet.entered_by or work.person
    sheet.day = day
    sheet.save(update_fields=["day", "lines", "entered_at", "entered_by"])
    journal.write(
        "gates.sheet_entered", by=by.pk, unit=sheet.gate.unit_id, about=sheet.about, gate=sheet.gate.station.name,
        number=sheet.number, fresh=work.fresh, changed=work.changed + work.struck,
    )  # fmt: skip
    return work.entered


def _check(sheet: Sheet, day: date) -> None:
    if sheet.spoiled_at is not None:
        raise Refused("gates.sheet_spoiled", _("This sheet was given up; expect it again first."))
    if day > clock.today() or day < clock.local(sheet.printed_at).date():
        raise Refused("gates.sheet_day", _("A sheet is of a day from its printing to today."), field="day")
    if day < clock.today() - timedelta(days=int(measures.reading(KEPT_DAYS).of(sheet.gate.unit))):
        raise Refused("gates.too_old", _("Passages of this day are kept no longer."), field="day")
    if sheet.day not in {None, day} and sheet.standing:
        raise Refused(
            "gates.sheet_day", _("Lines of this sheet are entered for another day; strike them out first."), field="day"
        )


class _Work:
    """One entering of a sheet: what stands, what is withdrawn, what is new."""

    def __init__(self, sheet: Sheet, day: date, by: Actor) -> None:
        self.sheet, self.day, self.by, self.now = sheet, day, by, clock.now()
        self.person = by if isinstance(by, Person) else None
        self.standing = {row.number: row for row in written(sheet)}
        self.fresh = self.changed = self.struck = 0
        self.conflicts: dict[int, Written] = {}

    @property
    def entered(self) -> Entered:
        return Entered(self.fresh, self.changed, self.struck, self.conflicts)

    @property
    def told(self) -> bool:
        return bool(self.fresh or self.changed or self.struck)

    def strike(self, line: int, seen: str) -> None:
        there = self.standing.get(line)
        if there is None:
            return
        if seen != str(there.id):
            self.conflicts[line] = there
            return
        self._withdraw(there, _("struck out on the sheet"))
        self.sheet.lines[str(line)].append("")
        self.struck += 1

    def enter(self, lines: Sequence[Line]) -> None:
        wanted = [found for line in lines if (found := self._wanted(line))]
        known = regulars.meant(self.sheet.gate.unit, [(one.building, one.name) for one in wanted if one.name])
        rows = [self._row(line, known.get((folded(line.building), folded(line.name)))) for line in wanted]
        new = store(self.sheet.gate, rows, known_at=self.now)
        alarms.raised(self.sheet.gate, rows, new)

    def _wanted(self, line: Line) -> Line | None:
        """A line that must be written: new, or a correction of what was seen there. Nothing is written for one that says the same."""
        there = self.standing.get(line.number)
        if there is None:
            if not line.name and not line.plate:
                return None  # what was seen there is struck out meanwhile
            self.fresh += 1
            return line
        full = there.completed(line) if line.seen else line
        if there.says(full):
            return None
        if line.seen != str(there.id):
            self.conflicts[line.number] = there
            return None
        self._withdraw(there, _("corrected on the sheet"))
        self.changed += 1
        return full

    def _withdraw(self, there: Written, reason: str) -> None:
        withdraw(
            self.sheet.gate, there.id, id=uuid5(there.id, "withdrawn"), at=there.at, known_at=self.now, reason=reason,
            by=self.by.pk,
        )  # fmt: skip

    def _row(self, line: Line, regular: UUID | None) -> Fresh:
        ids = self.sheet.lines.setdefault(str(line.number), [])
        ident = id_of(self.sheet, self.day, line.number, len(ids))
        ids.append(str(ident))
        return Fresh(
            id=ident, at=line.at, direction=line.way, kind=Kind.PERSON if line.name else Kind.VEHICLE, who=regular,
            name="" if regular else line.name, plate=line.plate, building=line.building, heat=line.heat,
            site="unreadable" if line.unreadable else "", sheet=self.sheet.number, line=line.number,
        )  # fmt: skip


def id_of(sheet: Sheet, day: date, line: int, revision: int) -> UUID:
    """The id of a line: a UUIDv7 of the sheet's day that follows from sheet, line and how often it was corrected."""
    stamp = int((clock.midnight(day) + _NOON).timestamp() * 1000) + line * 100 + min(revision, 99)
    chance = uuid5(sheet.pk, f"{line}.{revision}").int
    return UUID(int=(stamp << 16 | 0x7000) << 64 | 0x2 << 62 | chance & _CHANCE)


def copied(gate: Gate, rows: Sequence[Fresh]) -> set[UUID]:
    """Note in the ledger what a phone copied from paper. Return what was entered already: it is withdrawn, so a line counts once.

    Called by whoever stored new rows that a device sent, in its transaction, before alarms are raised.
    """
    paper = [row for row in rows if row.sheet and row.line and row.line <= LINES]
    if not paper:
        return set()
    numbers = {row.sheet for row in paper if row.sheet}
    found = Sheet.objects.select_for_update().filter(gate=gate, number__in=numbers, spoiled_at=None).order_by("pk")
    ledger, twice = {sheet.number: sheet for sheet in found}, set()
    for row in paper:
        if (sheet := ledger.get(row.sheet or 0)) is None:
            continue
        if row.line in sheet.standing:
            _once(gate, row)
            twice.add(row.id)
            continue
        sheet.lines.setdefault(str(row.line), []).append(str(row.id))
        sheet.day = sheet.day or clock.local(row.at).date()
    Sheet.objects.bulk_update(ledger.values(), ["lines", "day"])
    return twice


def _once(gate: Gate, row: Fresh) -> None:
    withdraw(
        gate, row.id, id=uuid5(row.id, "withdrawn"), at=row.at, known_at=clock.now(), by=row.device,
        reason=_("this line of the sheet is entered already"),
    )  # fmt: skip


@action
def spoil(sheet: Sheet, reason: str, *, by: Actor) -> Sheet:
    """Give a sheet up: torn, lost, thrown away empty. Its number stays taken."""
    scope.require(by, "gates.run", sheet.gate.unit)
    sheet, because = _locked(sheet), reason.replace("\x00", "").strip()
    if sheet.spoiled_at is not None:
        deeds.told()
        return sheet
    if not because or len(because) > REASON:
        raise Refused(
            "gates.sheet_reason",
            _("Say in at most %(n)d characters what became of it.") % {"n": REASON},
            field="reason",
        )
    if sheet.standing:
        raise Refused(
            "gates.sheet_lines", _("Lines of this sheet are entered. Say that nothing more is expected, or strike them out."),
            field="reason",
        )  # fmt: skip
    sheet.spoiled_at, sheet.spoiled_because = clock.now(), because
    sheet.save(update_fields=["spoiled_at", "spoiled_because"])
    journal.write(
        "gates.sheet_spoiled", by=by.pk, unit=sheet.gate.unit_id, about=sheet.about, gate=sheet.gate.station.name,
        number=sheet.number, reason=because,
    )  # fmt: skip
    return sheet


@action
def restore(sheet: Sheet, *, by: Actor) -> Sheet:
    """Expect a sheet again: it was found, or is not finished after all."""
    scope.require(by, "gates.run", sheet.gate.unit)
    sheet = _locked(sheet)
    if not sheet.is_over:
        deeds.told()
        return sheet
    sheet.spoiled_at = sheet.entered_at = sheet.entered_by = None
    sheet.spoiled_because = ""
    sheet.save(update_fields=["spoiled_at", "spoiled_because", "entered_at", "entered_by"])
    journal.write(
        "gates.sheet_restored", by=by.pk, unit=sheet.gate.unit_id, about=sheet.about, gate=sheet.gate.station.name,
        number=sheet.number,
    )  # fmt: skip
    return sheet


def _locked(sheet: Sheet) -> Sheet:
    """The sheet as it stands, and nobody else enters it until this is over."""
    rows = Sheet.objects.select_for_update(of=("self",)).select_related("gate__unit", "gate__station")
    return rows.get(pk=sheet.pk)
