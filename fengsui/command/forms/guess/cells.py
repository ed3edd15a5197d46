"""Proposing cell by cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fengsui.command.forms.guess import words
from fengsui.command.forms.guess.rows import repeated
from fengsui.command.forms.models import What
from fengsui.command.forms.paper.grid import Kind
from fengsui.command.forms.paper.labels import about, open_spots
from fengsui.command.forms.spec import Rows, Spec
from fengsui.ground.indicators.declare import Kind as Counted

if TYPE_CHECKING:
    from datetime import date

    from fengsui.command.forms.guess.names import Indicators, Units
    from fengsui.command.forms.paper.grid import Layout, Place, Sheet, Spot
    from fengsui.command.forms.paper.labels import About
    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.org.models import Unit

_BLANKS = r"[\s_＿\u3000…]*"
_DATE = re.compile(
    r"(?:\d{4}|20\s{0,3}\d{0,2}|[\s_＿]*)年[\s_＿\d]*月[\s_＿\d]*日(?:\s*[\d\s_＿]*时(?:[\d\s_＿]*分)?)?"
)
_WHOLE = {"{iso}": r"\d{4}-\d\d?-\d\d?", "{dotted}": r"\d{4}\.\d\d?\.\d\d?"}  # a date written as text
_MOST = 1500  # cells of one sheet that are looked at; a form that asks for more is a list


@dataclass
class Guess:
    """What was recognised, and what waits for a number but is unclear."""

    cells: list[Spec] = field(default_factory=list)
    rows: list[Rows] = field(default_factory=list)
    unclear: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Known:
    """What can be asked for: indicators, units, and the first day that has numbers."""

    indicators: Indicators
    units: Units
    since: date


def guess(layout: Layout, given: Known) -> Guess:
    """Propose a mapping of a blank sheet."""
    found = Guess()
    for sheet in layout.sheets.values():
        if sheet.is_hidden:
            continue
        found.cells += _texts(sheet)
        taken = {spec.ref for spec in found.cells if spec.sheet == sheet.name}
        found.rows += repeated(sheet, given.indicators, given.units)
        inside = {
            row for block in found.rows if block.sheet == sheet.name for row in range(block.row, block.row + block.rows)
        }
        for spot in open_spots(sheet)[:_MOST]:
            if spot.ref in taken or spot.row in inside or is_idle(sheet, spot):
                continue
            spec = number(sheet, spot, given)
            if spec:
                found.cells.append(spec)
            else:
                found.unclear.append((sheet.name, spot.ref))
    return found


def is_idle(sheet: Sheet, spot: Spot) -> bool:
    """Its column or its line is for remarks, numbering or a signature: nobody misses a number there."""
    around = about(sheet, spot)
    near = [*around.above[-1:], *(around.left[-1:] if not around.above else ())]
    return any(words.IDLE.fullmatch(words.said(text)) for text in near)


def number(sheet: Sheet, spot: Spot, given: Known) -> Spec | None:
    """Which number the words around a cell ask for; None if they are not clear."""
    around = about(sheet, spot)
    every = [words.said(text) for text in (*around.left, *around.above)]
    whole = "".join(every)
    if words.NOT_PLAIN.search(whole):
        return None
    unit = unit_of(around, given.units)
    if unit is None:
        return None
    said = tuple(text for text in every if not _names_unit(text, given.units)) or tuple(every)
    asked = given.indicators.find(said, _title(sheet), _kinds(unit.kind))
    if asked is None:
        return None
    return _dated(Spec(sheet.name, spot.ref, code=asked.code, unit_id=unit.pk), asked, whole, given.since)


def _dated(spec: Spec, asked: Indicator, whole: str, since: date) -> Spec | None:
    if words.SINCE.search(whole):
        if asked.kind is not Counted.FLOW:
            return None
        return Spec(spec.sheet, spec.ref, code=spec.code, unit_id=spec.unit_id, days=0, since=since)
    if words.YESTERDAY.search(whole):
        return Spec(spec.sheet, spec.ref, code=spec.code, unit_id=spec.unit_id, back=1)
    return spec


def unit_of(around: About, units: Units) -> Unit | None:
    """The unit that the nearest label names; one's own where none does; None if a unit is named that nobody knows here."""
    labels = (*reversed(around.left), *reversed(around.above))
    if any(words.UNIT_LIKE.search(text) and units.find(text) is None for text in labels):
        return None  # its numbers are not one's own
    return next((found for text in labels if (found := units.find(text))), units.own)


def _names_unit(text: str, units: Units) -> bool:
    return bool(words.OWN.fullmatch(text)) or units.find(text) is not None


def _kinds(kind: str) -> frozenset[str]:
    """The kinds whose numbers a unit has: its own, or for one above them all that may be below it."""
    from fengsui.ground.org.models import FACILITY_KINDS, SYSTEM_OF, UnitKind  # noqa: PLC0415

    if kind in FACILITY_KINDS:
        return frozenset({kind})
    system = SYSTEM_OF.get(UnitKind(kind))
    return frozenset(one.value for one in UnitKind if system is None or SYSTEM_OF.get(one) == system)


def _title(sheet: Sheet) -> str:
    """The words that stand across the sheet: they say what all of it is about."""
    wide = [spot.text for spot in sheet if spot.is_label and sheet.cols >= 4 and spot.cols >= sheet.cols * 0.7]
    return words.said("".join(wide[:2]) + sheet.name)


def _texts(sheet: Sheet) -> list[Spec]:
    """Where the unit, the filler and the day are written: inside a line of words or in the blank beside them."""
    found = []
    for spot in sheet:
        if not spot.is_label or sheet.is_folded(spot):
            continue
        beside = _beside(sheet, spot)
        token = _only_tag(spot.text)
        if token and beside:
            found.append(Spec(sheet.name, beside.ref, What.TEXT, wording=token))
        elif (wording := worded(spot.text)) != spot.text:
            found.append(Spec(sheet.name, spot.ref, What.TEXT, wording=wording))
    return found


def _beside(sheet: Sheet, spot: Spot) -> Spot | None:
    """The blank to the right of a label, if it is made to be written into."""
    place: Place = (spot.row, spot.col + spot.cols)
    there = sheet.at(*place)
    return (
        there if place in sheet.spots and there.kind in {Kind.BLANK, Kind.NUMBER} and place[1] <= sheet.cols else None
    )


def _only_tag(text: str) -> str:
    bare = text.strip().rstrip(":： ")
    return next(
        (token for token, tags in words.TAGS.items() if re.fullmatch(rf"(?:{tags})(?:[(（].*[)）])?", bare)), ""
    )


def worded(text: str) -> str:
    """A line of words with its blanks filled by {unit}, {filler}, {date}; the same if it has none."""
    found = text
    if whole := next((token for token, pattern in _WHOLE.items() if re.fullmatch(pattern, text.strip())), ""):
        return whole
    if _DATE.search(found) and not re.search(r"[\d]\s*日[-至到]", found):
        found = _DATE.sub(
            lambda match: " {date}" if match[0][:1].isspace() and match.start() else "{date}", found, count=1
        )
    for token, tags in words.TAGS.items():
        pattern = rf"((?:{tags})(?:[(（][^)）]*[)）])?\s*[:：]){_BLANKS}(?=$|[{{]date|\S{{2,8}}?[:：]|\n)"
        if token not in found:
            found = re.sub(pattern, lambda match: _put(match, token, found), found, count=1)  # noqa: B023 - used at once
    return found


def _put(match: re.Match[str], token: str, text: str) -> str:
    rest = text[match.end() :]
    if rest.startswith("{date}"):
        return match[1]
    return match[1] + token + ("    " if rest and not rest.startswith("\n") else "")
