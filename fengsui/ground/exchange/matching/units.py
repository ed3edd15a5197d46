"""Units: the code is the key. Superiors may stand anywhere in the file; new units come out superiors first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from fengsui.ground.clock import queries as clock
from fengsui.ground.exchange.models import Outcome
from fengsui.ground.org import plans
from fengsui.ground.org.models import Line as OrgLine
from fengsui.ground.org.models import UnitKind
from fengsui.ground.org.suits import may_stand_below
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fengsui.ground.exchange.lines import Line
    from fengsui.ground.exchange.matching.house import House

LINES = tuple(OrgLine.values)
OUTSIDE = "-"  # the superior is not in this file
TEXTS = ("name", "short", "name_en", "division")
NAMING = ("name", "short", "name_en")


def match(lines: list[Line], house: House) -> list[Line]:
    """Say of each row what it would do; new units last, superiors before their units."""
    _twice(lines)
    good = [line for line in lines if line.is_good]
    for line in good:
        unit = house.units.get(line.get("code"))
        if unit is None:
            line.outcome = Outcome.NEW
        else:
            line.target = str(unit.pk)
            _compare(line, house)
    _circles(good, house)
    house.coming = {line.get("code"): line.get("kind") for line in good if line.outcome == Outcome.NEW and line.is_good}
    house.their_lines = {line.get("code"): {way for way in LINES if line.get(way)} for line in good}
    ordered = _founded([line for line in good if line.outcome == Outcome.NEW and line.is_good], house)
    _changes([line for line in good if line.outcome == Outcome.CHANGED], house)
    house.coming = {line.get("code"): line.get("kind") for line in ordered}
    placed = {id(line) for line in ordered}
    return [line for line in lines if id(line) not in placed] + ordered


def _twice(lines: list[Line]) -> None:
    seen: dict[str, Line] = {}
    for line in lines:
        first = seen.setdefault(line.get("code"), line)
        if first is not line and line.get("code"):
            line.wrong("code", gettext_noop("Row %(row)d has the same code; leave one of them."), row=first.number)
            if first.is_good:
                first.wrong("code", gettext_noop("Row %(row)d has the same code; leave one of them."), row=line.number)


def _compare(line: Line, house: House) -> None:
    """An existing unit: what the file says differently. An empty cell says nothing; `-` says nothing about the superior."""
    unit = house.units[line.get("code")]
    if unit.is_closed(house.day):
        line.wrong("code", gettext_noop("This unit is closed; a closed unit's code is not used again."))
        return
    if unit.kind != line.get("kind"):
        line.wrong(
            "kind",
            gettext_noop("The kind of a unit never changes: it is “%(kind)s” here. Close it and found another one."),
            kind=("kind", unit.kind),
        )
    for column in TEXTS:
        new, old = line.get(column), getattr(unit, column)
        if new and new != old:
            line.changes[column] = [old, new]
    for way in LINES:
        new, old = line.get(way), house.superiors.get(way, {}).get(unit.code, "")
        if new and new not in (OUTSIDE, old):
            line.changes[way] = [old, new]
    line.outcome = Outcome.CHANGED if line.changes else Outcome.SAME
    if line.changes and line.is_good and not house.reaches("org.arrange", unit.code):
        line.wrong(
            "code",
            gettext_noop("This unit is not among those that you may change; its own superior's administrator can."),
        )
    elif line.problems:
        line.outcome = Outcome.REJECTED


def _circles(lines: list[Line], house: House) -> None:
    """Refuse rows that would make a unit answer to itself, along the lines as they would be after the import."""
    rows = {line.get("code"): line for line in lines}
    for way in LINES:
        after = dict(house.superiors.get(way, {}))
        after |= {code: line.get(way) for code, line in rows.items() if line.get(way) not in ("", OUTSIDE)}
        settled: set[str] = set()
        for code in rows:
            trail: list[str] = []
            at = code
            while at in after and at not in settled and at not in trail:
                trail.append(at)
                at = after[at]
            if at in trail:
                ring = trail[trail.index(at) :]
                for one in ring:
                    if one in rows and rows[one].is_good:
                        rows[one].wrong(
                            way, gettext_noop("The superiors form a circle: %(ring)s."), ring=" → ".join([*ring, at])
                        )
            settled.update(trail)


def _founded(new: list[Line], house: House) -> list[Line]:
    """Put new units in order; those whose superior is missing, rejected or of the wrong kind are rejected with a sentence."""
    waiting = new
    ordered: list[Line] = []
    done: set[str] = set()
    while waiting:
        ready: list[Line] = []
        rest: list[Line] = []
        for line in waiting:
            above = [line.get(way) for way in LINES if line.get(way) not in ("", OUTSIDE)]
            (rest if any(code in house.coming and code not in done for code in above) else ready).append(line)
        if not ready:
            for line in waiting:
                line.wrong(
                    "",
                    gettext_noop(
                        "Its superiors in different lines stand above and below each other; enter it without one line first."
                    ),
                )
                house.coming.pop(line.get("code"), None)
            break
        for line in ready:
            _check_new(line, house)
            if line.is_good:
                done.add(line.get("code"))
                ordered.append(line)
            else:
                house.coming.pop(line.get("code"), None)
        waiting = rest
    return ordered


def _check_new(line: Line, house: House) -> None:
    given = {way: line.get(way) for way in LINES if line.get(way)}
    if not given:
        line.wrong(
            OrgLine.TERRITORY,
            gettext_noop("A new unit needs a superior in one line at least; write “-” if that is not in this file."),
        )
    for way, code in given.items():
        above = house.under.code if code == OUTSIDE and house.under else code
        if above == OUTSIDE:
            continue  # the root of a line, in an empty house
        _check_superior(line, way, above, house)


def _check_superior(line: Line, way: str, above: str, house: House) -> None:
    kind = house.coming.get(above) or (unit.kind if (unit := house.existing(above)) else "")
    if not kind:
        line.wrong(
            way,
            gettext_noop("Its superior %(code)s is not there, is closed, or was rejected in this file."),
            code=above,
        )
    elif not house.reaches("org.arrange", above):
        line.wrong(
            way,
            gettext_noop(
                "Its superior %(code)s is not among the units that you may change; ask that unit's administrator."
            ),
            code=above,
        )
    elif not _may_stand(line.get("kind"), kind):
        line.wrong(
            way,
            gettext_noop("“%(kind)s” cannot stand under “%(above)s”."),
            kind=("kind", line.get("kind")),
            above=("kind", kind),
        )
    elif way not in house.their_lines[above] if above in house.coming else above not in house.superiors.get(way, {}):
        line.wrong(
            way,
            gettext_noop(
                "Its superior %(code)s is not in this line: write that unit’s own superior (or “-”) in this column, or leave this cell empty."
            ),
            code=above,
        )


def _may_stand(kind: str, above: str) -> bool:
    """As org says; and a second province's department may come below ours."""
    return may_stand_below(kind, above) or kind == above == UnitKind.DEPARTMENT


def _changes(changed: Iterable[Line], house: House) -> None:
    """What org would say to the changes: a change begins today at the earliest, whatever day the file holds from."""
    since = max(house.day, clock.today())
    for line in changed:
        for way in LINES:
            if way in line.changes and line.is_good:
                _check_superior(line, way, line.get(way), house)
        try:
            _planned(line, since, house)
        except Refused as refused:
            line.wrong("", "%(note)s", note=str(refused.sentence))


def _planned(line: Line, since: date, house: House) -> None:
    unit = house.units[line.get("code")]
    if line.is_good and line.changes.keys() & set(NAMING):
        name, short, name_en = (line.get(column) or getattr(unit, column) for column in NAMING)
        plans.rename(unit, name, since, name_en=name_en, short=short)
    for way in LINES:
        if way in line.changes and line.is_good and (above := house.existing(line.get(way))):
            plans.move(unit, way, above, since)
