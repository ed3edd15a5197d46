"""The answer of a trace as a file for the requester: Excel, or PDF. It says on whose request and who gave it out."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fengsui.frontline.gates.queries.told import cells
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import render
from fengsui.ground.tables import writing
from fengsui.ground.tables.declare import Column

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fengsui.frontline.gates.models import Trace
    from fengsui.frontline.gates.queries.told import Line, Told

FORMS = {"xlsx": writing.XLSX, "pdf": "application/pdf"}


def columns() -> list[Column]:
    return [
        Column(_("When"), 18), Column(_("Unit"), 26), Column(_("Gate"), 26), Column(_("In or out"), 10), Column(_("Name"), 14),
        Column(_("Building"), 12), Column(_("Room"), 10), Column(_("Phone"), 16), Column(_("Identity number"), 22), Column(_("Plate"), 12),
        Column("°C", 8, 1), Column(_("Minutes apart"), 10, 0),
    ]  # fmt: skip


def file(trace: Trace, told: Told, form: str, to: str, by: str) -> bytes:
    """The answer as a file; by: who gives it out, in words."""
    return _pdf(trace, told, to, by) if form == "pdf" else _xlsx(trace, told, to, by)


def _notes(trace: Trace, told: Told, to: str, by: str) -> list[str]:
    asked = _("own facility") if trace.own else f"{trace.authority} · {trace.paper}"
    found = [
        _("Request: %(request)s") % {"request": asked},
        _("Time asked for: %(since)s – %(until)s; together: within %(minutes)s minutes at the same gate")
        % {"since": hour(trace.since), "until": hour(trace.until), "minutes": trace.minutes},
        _("Given to %(to)s by %(by)s on %(at)s") % {"to": to, "by": by, "at": hour(clock.now())},
        _("Personal data: only for the purpose of the request; to be destroyed when it is served."),
    ]
    return (
        [*found, _("There are more than %(n)s; the rest is not in this file.") % {"n": len(told.others)}]
        if told.more
        else found
    )


def _xlsx(trace: Trace, told: Told, to: str, by: str) -> bytes:
    rows = [*map(cells, told.mine), [], *map(cells, told.others)]
    return writing.xlsx(_("Trace"), columns(), rows, _notes(trace, told, to, by))


def _pdf(trace: Trace, told: Told, to: str, by: str) -> bytes:
    notes = _notes(trace, told, to, by)
    sections = [
        {"heading": _("Request"), "blocks": [{"type": "para", "text": one} for one in notes]},
        {"heading": _("Passages"), "blocks": [_table(told.mine)]},
        {"heading": _("Others within the minutes"), "blocks": [_table(told.others)]},
    ]
    mark = hashlib.sha256(repr([notes, *map(cells, told.mine), *map(cells, told.others)]).encode()).hexdigest()
    return render.pdf(
        "bulletin",
        {
            "title": _("Answer of a trace at gates"), "series_label": _("Trace"), "unit": trace.unit.label, "date": clock.today(),
            "day": clock.today(), "signed": {"by": by, "seat": "", "at": clock.now(), "hash": mark}, "drill": clock.is_drill(),
            "recipients": [to], "language": get_language() or "zh", "sections": sections,
        },
    )  # fmt: skip


def _table(lines: Iterable[Line]) -> dict[str, Any]:
    rows = [
        [hour(one.row.at), str(one.gate), one.way, one.name, f"{one.who.building} {one.who.room}".strip(), one.who.phone,
         "" if one.minutes is None else str(one.minutes)]
        for one in lines
    ]  # fmt: skip
    heads = [_("When"), _("Gate"), _("In or out"), _("Name"), _("Building"), _("Phone"), _("Minutes apart")]
    return {"type": "table", "columns": heads, "align": ["left"] * 6 + ["right"], "rows": rows}


def hour(moment: datetime) -> str:
    return f"{clock.local(moment):%Y-%m-%d %H:%M}"
