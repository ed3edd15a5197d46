"""Persons: matched by id, then identity number, then telephone and name; by name alone it is somebody's decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_noop

from fengsui.ground.exchange.models import Outcome
from fengsui.ground.vault.queries import mask_name, mask_number

if TYPE_CHECKING:
    from fengsui.ground.exchange.lines import Line
    from fengsui.ground.exchange.matching.house import House
    from fengsui.ground.exchange.matching.people import Known, People

VALUES = ("name", "phone", "identity")
MASKS = {"name": mask_name, "phone": mask_number, "identity": mask_number}
OFFICER = "officer"


def match(lines: list[Line], house: House, people: People) -> list[Line]:
    """Say of each row who it is and what it would change."""
    for line in lines:
        if line.is_good:
            _place(line, house)
        if line.is_good:
            _who(line, people)
    _among_themselves(lines)
    return lines


def _place(line: Line, house: House) -> None:
    line.cells.setdefault("capacity", OFFICER)
    if not house.stands(line.get("unit")):
        line.wrong(
            "unit",
            gettext_noop("The unit %(code)s is not there, is closed, or was rejected in this file."),
            code=line.get("unit"),
        )
    elif not house.reaches("org.register", line.get("unit")):
        line.wrong(
            "unit",
            gettext_noop(
                "You may not enter persons of the unit %(code)s; its leader or the security administrator can."
            ),
            code=line.get("unit"),
        )
    if line.get("until") and line.get("until") <= (line.get("since") or house.day.isoformat()):
        line.wrong("until", gettext_noop("The last day must lie after the first."))


def _who(line: Line, people: People) -> None:
    """Decide who a row is: somebody certain, nobody here yet, or one of several."""
    certain, how = _certain(line, people)
    if not line.is_good:
        return
    if certain is None and any("*" in line.get(column) for column in VALUES):
        line.wrong(
            "person",
            gettext_noop(
                "A masked value (王**) says who it is only together with the person's id of this installation."
            ),
        )
    elif certain is not None:
        line.target, line.how = certain.id, how
        _compare(line, certain, people)
    else:
        likely = _likely(line, people)
        line.outcome = Outcome.ASK if likely else Outcome.NEW
        line.candidates = likely


def _certain(line: Line, people: People) -> tuple[Known | None, str]:
    by_id = people.known.get(line.get("person"))
    numbered = people.numbered(line)
    if by_id and any(one.id != by_id.id for one in numbered):
        line.wrong(
            "identity", gettext_noop("The person's id and the identity number belong to two different persons here.")
        )
    if by_id:
        return by_id, "id"
    if len(numbered) == 1:
        return numbered[0], "identity"
    same = [one for one in _phoned(line, people) if one.name == line.get("name")]
    return (same[0], "phone") if len(same) == 1 and not numbered else (None, "")


def _phoned(line: Line, people: People) -> list[Known]:
    """The persons with this telephone whose identity number is not another one."""
    return [one for one in people.phoned(line) if not _contradicts(line, one)]


def _contradicts(line: Line, known: Known) -> bool:
    return bool(line.get("identity") and known.identity and line.get("identity") != known.identity)


def _likely(line: Line, people: People) -> list[dict[str, Any]]:
    """Whom a row may mean, with what would change if it does."""
    found = [(one, "identity") for one in people.numbered(line)] + [(one, "phone") for one in _phoned(line, people)]
    named = (people.known[one] for one in people.named(line.get("name"), line.get("unit")))
    found += [(one, "name") for one in named if not _contradicts(line, one)]
    once = {one.id: (one, how) for one, how in reversed(found)}
    return [
        {
            "id": one.id,
            "how": how,
            "name": one.name if people.mine(one) else mask_name(one.name),
            "units": _units(one, people),
            "changes": _changes(line, one, people),
        }
        for one, how in once.values()
    ]


def _units(known: Known, people: People) -> list[str]:
    return [people.house.by_id[unit].code for _kind, unit, *_dates in known.capacities][:3]


def _compare(line: Line, known: Known, people: People) -> None:
    for column in VALUES:
        written = line.get(column)
        if "*" in written and written != MASKS[column](known.value(column)):
            line.wrong(column, gettext_noop("This masked value is not that of the person with this id."))
    line.changes = _changes(line, known, people)
    line.outcome = Outcome.CHANGED if line.changes else Outcome.SAME
    if line.changes.keys() & set(VALUES) and not people.mine(known):
        line.changes = {}
        line.wrong(
            "",
            gettext_noop(
                "This person is known at another unit with other particulars; only that unit can change them."
            ),
        )
    elif "since" in line.changes:
        line.wrong(
            "since",
            gettext_noop("Since when a person is here cannot be changed by an import; it is %(day)s."),
            day=line.changes["since"][0],
        )
    elif line.problems:
        line.outcome = Outcome.REJECTED


def _changes(line: Line, known: Known, people: People) -> dict[str, list[str]]:
    """Column → [old, new]. `unit` says a capacity is added, `until` that one ends."""
    changes = {
        column: [known.value(column), line.get(column)]
        for column in VALUES
        if line.get(column) and "*" not in line.get(column) and line.get(column) != known.value(column)
    }
    unit = people.house.units.get(line.get("unit"))
    held = [one for one in known.capacities if unit and one[:2] == (line.get("capacity"), unit.pk)]
    open_ones = [one for one in held if not one[3] or one[3] > people.house.day.isoformat()]
    same = [one for one in held if one[2] == line.get("since")] or open_ones
    if not same:
        changes["unit"] = ["", line.get("unit")]
        return changes
    _kind, _unit, since, until, _pk = same[0]
    if line.get("since") not in ("", since):
        changes["since"] = [since, line.get("since")]
    if line.get("until") not in ("", until):
        changes["until"] = [until, line.get("until")]
    return changes


def _among_themselves(lines: list[Line]) -> None:
    """One person in several rows: twice the same is refused, another unit or capacity is the same person once more."""
    seen: dict[tuple[str, str], Line] = {}
    named: dict[tuple[str, str], Line] = {}
    rows: set[tuple[str, str, str, str]] = set()
    for line in lines:
        if not line.is_good:
            continue
        key = _key(line)
        first = seen.setdefault(key, line) if key[1] else line
        row = (*key, line.get("unit"), line.get("capacity"))
        if key[1] and row in rows:
            line.wrong(
                "", gettext_noop("Row %(row)d says the same of the same person; leave one of them."), row=first.number
            )
        elif first is not line and any(line.get(c) and first.get(c) and line.get(c) != first.get(c) for c in VALUES):
            line.wrong(
                "name",
                gettext_noop("Row %(row)d has the same number with other particulars; make them alike."),
                row=first.number,
            )
        elif first is not line and line.outcome in (Outcome.NEW, Outcome.ASK):
            line.outcome, line.candidates = Outcome.CHANGED, []
            line.target, line.how, line.changes = f"row:{first.number}", "file", {"unit": ["", line.get("unit")]}
        rows.add(row)
        if not key[1]:
            _namesake(line, named.setdefault((line.get("name"), line.get("unit")), line))


def _namesake(line: Line, first: Line) -> None:
    """Two rows of one name in one unit without any number: two persons, or one written twice? A person decides."""
    if line is not first:
        line.outcome = Outcome.ASK
        line.candidates.append(
            {
                "id": f"row:{first.number}",
                "how": "file",
                "name": first.get("name"),
                "units": [first.get("unit")],
                "changes": {},
            }
        )


def _key(line: Line) -> tuple[str, str]:
    if line.target:
        return "id", line.target
    if line.get("identity"):
        return "identity", line.get("identity")
    return ("phone", f"{line.get('phone')} {line.get('name')}") if line.get("phone") else ("", "")
