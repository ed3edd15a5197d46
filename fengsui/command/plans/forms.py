"""The editor's lines: what was typed as typed, so that nothing is lost; moved, added, removed, and read. No rules here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from fengsui.command.plans.content import Content, Entry, Part
from fengsui.command.tasks.forms import BETWEEN, MOMENT
from fengsui.command.tasks.queries import meant
from fengsui.ground.clock import queries as clock
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict

    from fengsui.ground.org.models import Unit

SECTION, ITEM = "s", "i"
TYPED = ("text", "title", "unit", "person", "helpers", "due", "recurring")


@dataclass
class Line:
    """A section or an item of the form. id: "s…" or the item's key, "i…"; wrong: field → a sentence.

    people: who can be named at its unit; stranger: the name of whoever is named and is none of them (they left, or the
    unit is another by now). Nobody is dropped by the form: whoever writes chooses another, or nobody.
    """

    id: str
    text: str = ""
    title: str = ""
    unit: str = ""
    person: str = ""
    helpers: str = ""
    due: str = ""
    recurring: str = ""
    wrong: dict[str, str] = field(default_factory=dict)
    people: list[tuple[str, str]] = field(default_factory=list)
    stranger: str = ""

    @property
    def is_section(self) -> bool:
        return self.id.startswith(SECTION)

    @property
    def problem(self) -> str:
        return " ".join(self.wrong.values())


def fresh(kind: str) -> Line:
    return Line(f"{kind}{uuid7().hex}")


def called(units: Iterable[Unit]) -> dict[int, str]:
    """What units are called in the form: by their label, by their code where several have the same."""
    listed = [(unit.pk, unit.code, unit.label) for unit in units]
    often = Counter(label for _pk, _code, label in listed)
    return {pk: label if often[label] == 1 else code for pk, code, label in listed}


def lines_of(content: Content, units: Iterable[Unit] = ()) -> list[Line]:
    """The form as it opens over a version; units: those that can be named."""
    names = called(units)
    found = []
    for part in content.parts:
        found.append(Line(f"{SECTION}{uuid7().hex}", text=part.text, title=part.title))
        found += [_line(entry, names) for entry in part.entries]
    return found


def _line(entry: Entry, names: dict[int, str]) -> Line:
    due = clock.local(entry.due_at).strftime(MOMENT) if entry.due_at else ""
    return Line(
        f"{ITEM}{entry.key.hex}", text=entry.text, unit=_called(entry.unit, names) if entry.unit else "",
        person=str(entry.person_id or ""), helpers="、".join(_called(unit, names) for unit in entry.helpers), due=due,
        recurring=entry.recurring,
    )  # fmt: skip


def _called(unit: Unit, names: dict[int, str]) -> str:
    return names.get(unit.pk, unit.label)


def typed(post: QueryDict) -> list[Line]:
    """The lines that were sent, in their order; forged names are left out, and none stands twice."""
    ids = [name for name in dict.fromkeys(post.getlist("row")) if _is_id(name)]
    found = [Line(name) for name in ids]
    for line in found:
        for key in TYPED:
            setattr(line, key, post.get(f"{line.id}-{key}", "").replace("\x00", ""))
    return found if not found or found[0].is_section else [fresh(SECTION), *found]


def _is_id(name: str) -> bool:
    if name[:1] not in {SECTION, ITEM}:
        return False
    try:
        return UUID(name[1:]).hex == name[1:]
    except ValueError:
        return False


def changed(lines: list[Line], do: str) -> tuple[list[Line], str]:
    """Lines after a button of the editor ("up:…", "down:…", "remove:…", "item:…", "section:…"), and where to go on typing."""
    verb, _colon, name = do.partition(":")
    place = next((n for n, line in enumerate(lines) if line.id == name), len(lines) - 1)
    if verb in {"item", "section"}:
        made = fresh(ITEM if verb == "item" else SECTION)
        at = place + 1 if verb == "item" else _end(lines, place)
        if verb == "item" and not lines:
            lines, at = [fresh(SECTION)], 1
        return [*lines[:at], made, *lines[at:]], made.id
    if not lines or lines[place].id != name:
        return lines, ""
    if verb == "remove":
        left = [*lines[:place], *lines[place + 1 :]]
        return _headed(left), left[min(place, len(left) - 1)].id if left else ""
    if verb in {"up", "down"}:
        return _moved(lines, place, -1 if verb == "up" else 1), name
    return lines, ""  # only looked at again: who can be named at the unit that was typed


def _end(lines: Sequence[Line], place: int) -> int:
    """Where the section of a line ends."""
    return next((n for n in range(place + 1, len(lines)) if lines[n].is_section), len(lines))


def _moved(lines: list[Line], place: int, way: int) -> list[Line]:
    """A line one further; a section with all its items. The first one stays a section."""
    if not lines[place].is_section:
        other = place + way
        if not 1 <= other < len(lines):
            return lines
        lines[place], lines[other] = lines[other], lines[place]
        return lines
    starts = [n for n, line in enumerate(lines) if line.is_section] + [len(lines)]
    blocks = [lines[a:b] for a, b in pairwise(starts)]
    at = starts.index(place)
    if 0 <= at + way < len(blocks):
        blocks[at], blocks[at + way] = blocks[at + way], blocks[at]
    return [line for block in blocks for line in block]


def _headed(lines: list[Line]) -> list[Line]:
    """Items whose section was removed belong to the one before; the first line is a section."""
    return lines if not lines or lines[0].is_section else [fresh(SECTION), *lines]


def read(lines: Sequence[Line], units: Iterable[Unit], preamble: str) -> Content | None:
    """What the lines mean; None if one of them means nothing, which it says itself (`wrong`)."""
    known = list(units)
    parts: list[Part] = []
    for line in lines:
        line.wrong = {}
        if line.is_section:
            parts.append(Part(line.title, line.text))
        else:
            last = parts[-1]
            parts[-1] = replace(last, entries=(*last.entries, _entry(line, known)))
    return None if any(line.wrong for line in lines) else Content(tuple(parts), preamble)


def _entry(line: Line, units: Sequence[Unit]) -> Entry:
    unit = _unit(line, "unit", line.unit.strip(), units)
    helpers = [_unit(line, "helpers", word, units) for word in _words(line.helpers)]
    listed = tuple(dict.fromkeys(one for one in helpers if one is not None))
    return Entry(
        line.text, UUID(line.id[1:]), unit, _person(line), listed, _due(line), line.recurring
    )  # fmt: skip


def _words(text: str) -> list[str]:
    return [word.strip() for word in BETWEEN.split(text) if word.strip()]


def _unit(line: Line, name: str, word: str, units: Sequence[Unit]) -> Unit | None:
    if not word:
        return None
    found = meant(word, units)
    if found is None:
        line.wrong[name] = _("No unit here has the code or name “%(word)s”; choose one from the list.") % {"word": word}
    return found


def _person(line: Line) -> UUID | None:
    """Whoever was chosen, if they can be named at the unit."""
    line.wrong |= absent(line)
    return UUID(line.person) if line.person and "person" not in line.wrong else None


def absent(line: Line) -> dict[str, str]:
    """What is wrong with the person of a line, if anything: where no unit can be read, that is what is said."""
    if not line.person or "unit" in line.wrong or line.person in {key for key, _name in line.people}:
        return {}
    if not line.unit.strip():
        return {"person": _("A person is named without a unit: name the unit too, or choose nobody in particular.")}
    return {
        "person": _("%(name)s does no tasks at this unit: choose another person, or nobody in particular.")
        % {"name": line.stranger or _("The person named before")}
    }


def _due(line: Line) -> datetime | None:
    if not line.due.strip():
        return None
    try:
        return datetime.strptime(line.due.strip()[:16], MOMENT).replace(tzinfo=clock.LOCAL)
    except ValueError:
        line.wrong["due"] = _("Write the hour as a day and a time, for example 2020-02-04T12:00.")
        return None
