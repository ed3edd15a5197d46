"""A file of case counts as rows, and what is wrong with those that cannot be taken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.ground.cases.windows import ABROAD, conventional
from fengsui.ground.clock import queries as clock
from fengsui.ground.tables import reading, values
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date

HEADS = {
    "date": ("日期", "date"),
    "code": ("行政区划代码", "区划代码", "代码", "code"),
    "name": ("地区", "名称", "盟市", "name"),
    "confirmed": ("累计确诊", "确诊", "confirmed"),
    "suspected": ("疑似", "现有疑似", "suspected"),
    "recovered": ("累计治愈", "治愈", "治愈出院", "recovered"),
    "dead": ("累计死亡", "死亡", "dead"),
    "window_start": ("统计起", "window_start"),
    "window_end": ("统计止", "window_end"),
    "source": ("来源", "source"),
    "source_row_date": ("来源日期", "source_row_date"),
    "note": ("备注", "说明", "note"),
}
NEEDED = ("date", "code", "confirmed")
NUMBERS = ("confirmed", "suspected", "recovered", "dead")
_ABROAD = {"境外输入", "imported from abroad"}
_CODE = re.compile(r"\d{6}")
_MOST = 10_000_000


@dataclass
class Read:
    """rows: the columns of CaseCount by (code, day); rejected: line and why."""

    rows: dict[tuple[str, date], dict[str, Any]] = field(default_factory=dict)
    rejected: list[tuple[int, str]] = field(default_factory=list)


def read(content: bytes) -> Read:
    """Read a sheet. Raises Refused if it is none, or a column is missing; a bad row is only set aside."""
    sheets = [sheet for sheet in reading.read(content) if sheet.rows and not sheet.hidden]
    if not sheets:
        raise Refused("cases.empty", _("The file has no rows."), field="file")
    records = reading.records(sheets[0], HEADS)
    if missing := [key for key in NEEDED if key not in records.columns]:
        raise Refused(
            "cases.columns",
            _("The file lacks the columns %(columns)s; it needs at least date, code and confirmed.")
            % {"columns": _(", ").join(missing)},
            field="file",
        )
    found = Read()
    for line, cells in records.rows:
        try:
            row = _row(cells)
            if (row["code"], row["day"]) in found.rows:
                raise values.Unreadable(_("this division and day stand in the file twice."))  # noqa: TRY301
            found.rows[row["code"], row["day"]] = row
        except values.Unreadable as problem:
            found.rejected.append((line, str(problem)))
    return found


def _row(cells: dict[str, Any]) -> dict[str, Any]:
    day = values.day(cells.get("date"))
    if day is None:
        raise values.Unreadable(_("the date is missing."))
    if not clock.EARLIEST <= day.year < clock.LATEST or (day > clock.today() and not clock.is_drill()):
        raise values.Unreadable(_("%(day)s is not a day that a notice can be about.") % {"day": day.isoformat()})
    code, name = _place(cells)
    counts = {key: _count(cells.get(key), key) for key in NUMBERS}
    if all(count is None for count in counts.values()):
        raise values.Unreadable(_("no number stands in the row."))
    said = [_moment(cells.get(key)) for key in ("window_start", "window_end")]
    window = None if any(said) else conventional(code, day)
    start, end = window or said
    if start and end and end <= start:
        raise values.Unreadable(_("the window ends before it begins."))
    return {
        "code": code, "name": name[:60], "day": day, **counts, "window_start": start, "window_end": end,
        "by_convention": window is not None, "source": values.text(cells.get("source"))[:200],
        "source_row_date": values.day(cells.get("source_row_date")), "note": values.text(cells.get("note"))[:300],
    }  # fmt: skip


def _place(cells: dict[str, Any]) -> tuple[str, str]:
    code, name = values.code(cells.get("code")), values.text(cells.get("name"))
    if code == ABROAD or (not code and name.lower() in _ABROAD):
        return ABROAD, name or "境外输入"
    if not _CODE.fullmatch(code):
        raise values.Unreadable(_("the division code must have six digits, and “%(code)s” has not.") % {"code": code})
    return code, name or code


def _count(cell: Any, key: str) -> int | None:
    found = values.number(cell)
    if found is None:
        return None
    if found < 0 or found != int(found) or found > _MOST:
        raise values.Unreadable(
            _("%(column)s must be a whole number from 0 on, and %(number)g is not.") % {"column": key, "number": found}
        )
    return int(found)


def _moment(cell: Any) -> datetime | None:
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=clock.LOCAL) if cell.tzinfo is None else cell
    if values.is_empty(cell):
        return None
    try:
        found = datetime.fromisoformat(values.text(cell).replace("/", "-"))
    except ValueError:
        raise values.Unreadable(
            _("“%(text)s” is not a moment; write it as 2020-02-20 08:00.") % {"text": values.text(cell)}
        ) from None
    return found.replace(tzinfo=clock.LOCAL) if found.tzinfo is None else found
