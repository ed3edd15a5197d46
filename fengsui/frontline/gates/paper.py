"""A paper sheet as it is typed in: one line one passage, hours and directions carried down, temperatures as people write them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.gates.models import Direction
from fengsui.frontline.gates.models.paper import LINES
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures.body import COLDEST, HOTTEST
from fengsui.ground.tables.values import code, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FIELDS = ("time", "way", "building", "name", "heat", "plate")
LONGEST = {"building": 40, "name": 40, "plate": 12}
_HOUR = re.compile(r"(\d{1,2})(?:[:.时点h]?(\d{2})分?)?")
_BOTH = re.compile(r"\s*[\s/→、]\s*")  # between two readings
_NIGHT = timedelta(hours=12)  # an hour so much earlier than the line above is of the night after
_IN = {"1", "i", "in", "进", "入", "进入"}
_OUT = {"2", "o", "out", "出", "外出"}
_UNREADABLE = {"x", "-", "×", "测不出", "unreadable"}


@dataclass(frozen=True)
class Line:
    """One line of a sheet, read. seen: the id of what stood in it when the page was opened; name, plate "": as they stand."""

    number: int
    at: datetime
    way: int
    building: str = ""
    name: str = ""
    plate: str = ""
    heat: int | None = None
    unreadable: bool = False
    seen: str = ""
    again: int | None = None  # the second reading, where there was one


@dataclass
class Typed:
    """One line as it was typed, and what is wrong beside which cell. hints: what stands there already, masked."""

    number: int
    texts: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    hints: dict[str, str] = field(default_factory=dict)
    seen: str = ""
    struck: bool = False

    @property
    def is_blank(self) -> bool:
        return not any(self.texts.get(name) for name in FIELDS)

    @property
    def cells(self) -> list[tuple[str, str, str, str]]:
        return [(n, self.texts.get(n, ""), self.errors.get(n, ""), self.hints.get(n, "")) for n in FIELDS]


def read(sent: Mapping[str, str], day: date) -> tuple[list[Typed], list[Line]]:
    """All lines as typed, and those that can be entered. What a line leaves out of hour and direction is as in the one above."""
    typed, lines, last = [], [], _Last(day)
    for number in range(1, LINES + 1):
        line = _typed(sent, number)
        typed.append(line)
        if not line.struck and not line.is_blank and (found := _line(line, last)):
            lines.append(found)
    return typed, lines


@dataclass
class _Last:
    """What the line above said."""

    day: date
    at: datetime | None = None
    way: int | None = None


def _typed(sent: Mapping[str, str], number: int) -> Typed:
    def said(name: str) -> str:
        return sent.get(f"{name}-{number}", "").replace("\x00", "")[:60]

    struck = bool(said("strike"))
    return Typed(number, {name: text(said(name)) for name in FIELDS}, seen=said("seen"), struck=struck)


def _line(typed: Typed, last: _Last) -> Line | None:
    said, wrong = typed.texts, typed.errors
    at, way = _hour(said["time"], last, wrong), _way(said["way"], last, wrong)
    heat, again, unreadable = _heats(said["heat"], wrong)
    for name, most in LONGEST.items():
        if len(said[name]) > most:
            wrong[name] = _("At most %(n)d characters.") % {"n": most}
    if not (said["name"] or said["plate"] or typed.seen):
        wrong["name"] = _("Write a name, or the plate of a vehicle.")
    if wrong or at is None or way is None:
        return None
    return Line(
        typed.number, at, way, said["building"], said["name"], code(said["plate"]).upper(), heat, unreadable, typed.seen,
        again,
    )  # fmt: skip


def _hour(said: str, last: _Last, wrong: dict[str, str]) -> datetime | None:
    """The moment of a line. It is remembered also where other cells are wrong."""
    if not said and last.at:
        return last.at
    found = _HOUR.fullmatch(code(said))
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        wrong["time"] = _("Write the hour, for example 8:05 or 0805.")
        return None
    at = clock.on(last.day, time(int(found[1]), int(found[2] or 0)))
    if last.at and last.at - at > _NIGHT:
        at += timedelta(days=1)
    if at > clock.now() + timedelta(minutes=1):
        wrong["time"] = _("That hour is still to come; enter what has happened.")
        return None
    last.at = at
    return at


def _way(said: str, last: _Last, wrong: dict[str, str]) -> int | None:
    plain = said.lower()
    if plain in _IN or (not plain and last.way is None):
        last.way = Direction.IN
    elif plain in _OUT:
        last.way = Direction.OUT
    elif plain:
        wrong["way"] = _("1 is in, 2 is out.")
    return last.way


def _heats(said: str, wrong: dict[str, str]) -> tuple[int | None, int | None, bool]:
    """One reading or two, as the sheet asks for them: 37.5/37.2 or 37.5 37.2."""
    both, alone = _BOTH.split(said), dict[str, str]()
    heat, unreadable = _heat(said, alone)
    if not alone or len(both) != 2:
        wrong.update(alone)
        return heat, None, unreadable
    (heat, _none), (again, unreadable) = _heat(both[0], wrong), _heat(both[1], wrong)
    return heat, again, unreadable


def _heat(said: str, wrong: dict[str, str]) -> tuple[int | None, bool]:
    """Tenths of a degree: 36.5, 365 and 36。5 are the same; x: it could not be read; nothing: not measured."""
    plain = code(said).lower().replace("。", ".").replace("°c", "").replace("℃", "")
    if not plain or said.lower() in _UNREADABLE:
        return None, bool(plain) or said.lower() in _UNREADABLE
    found = re.fullmatch(r"(\d\d)[.,]?(\d)?", plain)
    tenths = int(found[1]) * 10 + int(found[2] or 0) if found else 0
    if not COLDEST * 10 <= tenths <= HOTTEST * 10:
        wrong["heat"] = _("Write a temperature from 34 to 43 °C, for example 36.5; x if it could not be read.")
        return None, False
    return tenths, False


def shown(at: datetime, way: int, heat: int | None, again: int | None = None, *, unreadable: bool) -> dict[str, str]:
    """A line that stands, as it is shown in the cells again."""
    read = [f"{one / 10:.1f}" for one in (heat, again) if one is not None]
    warm = "/".join([*read, "x"] if unreadable else read)
    return {"time": f"{clock.local(at):%H:%M}", "way": "1" if way == Direction.IN else "2", "heat": warm}
