"""A file's sheets as rows of values, whatever people send."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import python_calamine as calamine
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fengsui.ground.tables.sniff import FileKind, damaged, decoded, sniff
from fengsui.ground.tables.values import text
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_ROWS = 200_000  # that are not blank, in one sheet
_HEAD_WITHIN = 20  # a title and some notes may stand above the heads
_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*>\s*<f[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>')
_HIDDEN_ROW = re.compile(
    rb'<row [^>]*?\br="(\d+)"[^>]*?\bhidden="(?:1|true)"|<row [^>]*?\bhidden="(?:1|true)"[^>]*?\br="(\d+)"'
)


@dataclass
class Sheet:
    """rows: (number as the person sees it, cells), blank rows left out. A merged cell says the same in all its places."""

    name: str
    rows: list[tuple[int, list[Any]]]
    hidden: bool = False
    notes: list[str] = field(default_factory=list)


@dataclass
class Records:
    """A sheet's rows under its heads. columns: key → head as written; unknown: heads nobody asked for."""

    columns: dict[str, str]
    unknown: list[str]
    rows: list[tuple[int, dict[str, Any]]]


def read(body: bytes) -> list[Sheet]:
    """Read every sheet. Raises Refused, with a sentence that says what to do, for what cannot be read."""
    kind = sniff(body)
    if kind is FileKind.DOCX:
        raise Refused("tables.kind", _("This is a text document; upload a sheet (.xlsx, .xls or CSV)."), field="file")
    if kind is FileKind.CSV:
        return [_csv(decoded(body))]
    return _workbook(body, kind)


def _csv(said: str) -> Sheet:
    first = said.split("\n", 1)[0]
    mark = max("\t,;，", key=first.count)
    lines = csv.reader(io.StringIO(said, newline=""), delimiter=mark)
    try:
        return Sheet("", _kept(enumerate(lines, 1)))
    except csv.Error as error:
        raise damaged() from error


def _workbook(body: bytes, kind: FileKind) -> list[Sheet]:
    try:
        book = calamine.load_workbook(io.BytesIO(body))
    except calamine.PasswordError as error:
        raise Refused(
            "tables.password",
            _("The file is protected by a password; open it, remove the password, save it and upload it again."),
            field="file",
        ) from error
    except calamine.CalamineError as error:
        raise damaged() from error
    with book:
        parts = _parts(body) if kind is FileKind.XLSX else {}
        metas = [meta for meta in book.sheets_metadata if meta.typ == calamine.SheetTypeEnum.WorkSheet]
        return [_sheet(book, meta, parts.get(meta.name, b"")) for meta in metas]


def _sheet(book: calamine.CalamineWorkbook, meta: calamine.SheetMetadata, xml: bytes) -> Sheet:
    try:
        found = book.get_sheet_by_name(meta.name)
        left = found.start[1] if found.start else 0  # rows come from the first one, cells from the first that is used
        rows = _kept((number, [None] * left + cells) for number, cells in enumerate(found.iter_rows(), 1))
        merged = found.merged_cell_ranges or []
    except calamine.CalamineError as error:
        raise damaged() from error
    if gap := _FORMULA.search(xml):
        raise Refused(
            "tables.formula",
            _(
                "%(sheet)s, cell %(cell)s is a formula without a result; open the file in Excel or WPS, save it and upload it again."
            )
            % {"sheet": meta.name, "cell": gap[1].decode()},
            field="file",
        )
    sheet = Sheet(meta.name, rows, meta.visible != calamine.SheetVisibleEnum.Visible)
    _spread(sheet, merged)
    _say_hidden(sheet, xml)
    return sheet


def _kept(lines: Any) -> list[tuple[int, list[Any]]]:
    """The rows that are not blank: a sheet formatted down to row 200,000 costs nothing."""
    kept: list[tuple[int, list[Any]]] = []
    for number, cells in lines:
        if any(cell not in ("", None) and not (isinstance(cell, str) and not cell.strip()) for cell in cells):
            kept.append((number, cells))
            if len(kept) > MOST_ROWS:
                raise Refused(
                    "tables.rows",
                    _("A sheet may have %(most)d rows at most; split it into several files.") % {"most": MOST_ROWS},
                    field="file",
                )
    return kept


def _spread(sheet: Sheet, merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    rows = dict(sheet.rows)
    for (top, left), (bottom, right) in merged:
        value = rows.get(top + 1, [])[left : left + 1]
        for number in range(top + 1, bottom + 2):
            if value and (cells := rows.get(number)):
                cells.extend([None] * (right + 1 - len(cells)))
                cells[left : right + 1] = value * (right + 1 - left)


def _say_hidden(sheet: Sheet, xml: bytes) -> None:
    hidden = {int(a or b) for a, b in _HIDDEN_ROW.findall(xml)} & {number for number, _cells in sheet.rows}
    if hidden:
        shown = ", ".join(str(number) for number in sorted(hidden)[:5])
        sheet.notes.append(
            ngettext(
                "%(n)d hidden row was read too: %(rows)s.", "%(n)d hidden rows were read too: %(rows)s.", len(hidden)
            )
            % {"n": len(hidden), "rows": shown + ("…" if len(hidden) > 5 else "")}
        )


def _parts(body: bytes) -> dict[str, bytes]:
    """The XML of each sheet by its name: for what the reader of values does not tell (hidden rows, formulas without results)."""
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 - only for workbooks

    rel = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    with zipfile.ZipFile(io.BytesIO(body)) as package:
        names = {name.lstrip("/").lower(): name for name in package.namelist()}
        if "xl/_rels/workbook.xml.rels" not in names:
            return {}
        targets = {
            one.get("Id"): one.get("Target", "").removeprefix("/xl/").lstrip("/")
            for one in fromstring(package.read(names["xl/_rels/workbook.xml.rels"]))
        }
        found = {}
        for one in fromstring(package.read(names["xl/workbook.xml"])).iter():
            path = "xl/" + targets.get(one.get(rel), "").removeprefix("xl/") if one.tag.endswith("}sheet") else ""
            if path.lower() in names:
                found[one.get("name", "")] = package.read(names[path.lower()])
        return found


def records(sheet: Sheet, heads: Mapping[str, Sequence[str]]) -> Records:
    """Read a sheet's rows under its heads. heads: key → the words that people write for it, in any language.

    The head row is the one among the first rows that knows most of the words; blanks, brackets' contents and case do not
    matter. Raises Refused if none of the first rows names any column.
    """
    words = {_plain(word): key for key, known in heads.items() for word in (key, *known)}
    best, at = 0, -1
    for place, (_number, cells) in enumerate(sheet.rows[:_HEAD_WITHIN]):
        named = len({words[_plain(cell)] for cell in cells if _plain(cell) in words})
        best, at = (named, place) if named > best else (best, at)
    if at < 0:
        raise Refused(
            "tables.heads",
            _("No row names the columns; the first row must hold heads like: %(heads)s.")
            % {"heads": _(", ").join(known[0] for known in heads.values() if known)},
            field="file",
        )
    head = sheet.rows[at][1]
    keys = [words.get(_plain(cell), "") for cell in head]
    columns = {key: text(cell) for key, cell in zip(reversed(keys), reversed(head), strict=True) if key}
    unknown = [text(cell) for key, cell in zip(keys, head, strict=True) if not key and text(cell)]
    rows = [
        (number, {key: cell for key, cell in zip(keys, cells, strict=False) if key})
        for number, cells in sheet.rows[at + 1 :]
    ]
    return Records(columns, unknown, rows)


_BRACKETS = re.compile(r"[(（][^)）]*[)）]|[*＊:：\s_\-]")


def _plain(cell: Any) -> str:
    return _BRACKETS.sub("", text(cell)).lower()
