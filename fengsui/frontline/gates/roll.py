"""A list of people as it is pasted or uploaded: building, room, name, last digits, plate, identity number, a person a line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.ground.tables import reading
from fengsui.ground.tables.values import code, text
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FIELDS = ("building", "room", "name", "tail", "plate", "number")
LONGEST = {"building": 40, "room": 20, "name": 40, "tail": 4, "plate": 12, "number": 20}
MOST = 20_000  # people in one paste
HEADS = {
    "building": ("building", "楼", "楼号", "楼栋", "栋", "幢", "单元"),
    "room": ("room", "室", "房号", "房间", "门牌", "户"),
    "name": ("name", "姓名", "名字"),
    "tail": ("last digits", "tail", "尾号", "手机尾号", "后四位", "手机", "电话", "手机号", "phone"),
    "plate": ("plate", "车牌", "车牌号", "车号"),
    "number": ("identity number", "身份证", "身份证号", "证件号", "证件号码", "number"),
}


@dataclass(frozen=True)
class Entry:
    """What gates know of somebody: least data, a name and where they live."""

    name: str
    building: str = ""
    room: str = ""
    tail: str = ""
    plate: str = ""
    number: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """By what two entries are the same person."""
        return folded(self.building), folded(self.room), folded(self.name)


@dataclass
class Roll:
    """What was read: entries by the line they stand in, and what is wrong with the others."""

    entries: dict[int, Entry] = field(default_factory=dict)
    wrong: dict[int, str] = field(default_factory=dict)
    rows: dict[int, Sequence[Any]] = field(default_factory=dict)


def folded(said: str) -> str:
    return "".join(text(said).split()).upper()


def read(body: bytes, *, numbers: bool) -> Roll:
    """Read a paste (tabs or commas) or a file (.xlsx, .xls, CSV). numbers: whether identity numbers are asked for; else dropped."""
    roll, order = Roll(), list(FIELDS)
    for sheet in reading.read(body)[:1]:
        for line, cells in sheet.rows:
            if not roll.rows and (known := _heads(cells)):
                order = known
                continue
            roll.rows[line] = cells
            _take(roll, line, dict(zip(order, cells, strict=False)), numbers=numbers)
    if len(roll.rows) > MOST:
        raise Refused("gates.roll", _("At most %(n)d people at once.") % {"n": MOST}, field="rows")
    return roll


def _heads(cells: Sequence[Any]) -> list[str] | None:
    """The order of the columns, if a row is a head line: it names at least a name."""
    names = {word: key for key, words in HEADS.items() for word in words}
    order = [names.get(text(cell).lower(), f"#{place}") for place, cell in enumerate(cells)]
    return order if "name" in order else None


def _take(roll: Roll, line: int, cells: dict[str, Any], *, numbers: bool) -> None:
    said = {key: text(cells.get(key)) for key in ("building", "room", "name")}
    said["tail"], said["plate"] = code(cells.get("tail"))[-4:], code(cells.get("plate")).upper()
    if numbers:
        said["number"] = code(cells.get("number")).upper()
    entry = Entry(**said)
    if problem := wrong(entry):
        roll.wrong[line] = problem[1]
    else:
        roll.entries[line] = entry


def wrong(entry: Entry) -> tuple[str, str] | None:
    """The field that is wrong, and how; None: nothing is."""
    if not entry.name:
        return "name", _("The name is missing.")
    if not any(letter.isalpha() for letter in entry.name):  # a room, where the columns stand in another order
        return "name", _("“%(text)s” is not a name; is this the order of the columns?") % {"text": entry.name[:40]}
    for key, most in LONGEST.items():
        if len(getattr(entry, key)) > most:
            return key, _("“%(text)s…” is longer than %(n)d characters.") % {
                "text": getattr(entry, key)[:most],
                "n": most,
            }
    return None


def written(rows: Iterable[Sequence[Any]]) -> str:
    """Lines as they are given back to be mended."""
    return "\n".join("\t".join(text(cell) for cell in cells) for cells in rows)
