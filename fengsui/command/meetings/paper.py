"""The record on paper: a bulletin's data, drawn when it is asked for."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fengsui.command.meetings.models import Record

type Said = dict[str, Any]
type Names = Mapping[str, str]


def paper(record: Record, said: Said, names: Names) -> bytes:
    """The PDF of a record in the language of the screen."""
    closed = said["steps"][-1]
    data = {
        "title": said["title"], "series_label": _("Meeting record"), "number_label": record.meeting.when, "unit": said["unit"],
        "date": clock.local(record.at).date(), "day": record.meeting.day, "drill": clock.is_drill(),
        "signed": {"by": names.get(closed["by"], _("the system")), "seat": "", "at": record.at, "hash": record.mark},
        "language": "en" if get_language() == "en" else "zh", "sections": _sections(record, said, names),
    }  # fmt: skip
    return render.pdf("bulletin", data, at=record.at)


def _sections(record: Record, said: Said, names: Names) -> list[Said]:
    made = [
        {"heading": _("Course of the meeting"), "blocks": [_list([_step(row, names) for row in said["steps"]])]},
        {"heading": _("Attendance"), "blocks": [_present(said, names)]},
        {"heading": _("Agenda"), "blocks": [block for point in said["agenda"] for block in _point(point, names)]},
        {"heading": _("What was decided"), "blocks": [_decisions(said)]},
    ]
    if said["roll"]:
        rows = [[row["unit"], row["state"], row["report"]] for row in said["roll"]]
        made.insert(
            2, {"heading": _("Roll-call"), "blocks": [_table([_("Facility"), _("Attendance"), _("Report")], rows)]}
        )
    if said["keys"]:
        keys = [f"{row['side']}：{names.get(row['person'], '')}　{stamp(row['at'])}" for row in said["keys"]]
        made.append({"heading": _("Signatures under the handover"), "blocks": [_list(keys)]})
    if added := [
        f"{stamp(one.at.isoformat())} {names.get(str(one.by_id), '')}：{one.text}" for one in record.additions.all()
    ]:
        made.append({"heading": _("Added later"), "blocks": [_list(added)]})
    return made


def _list(items: list[str]) -> Said:
    return {"type": "list", "items": items} if items else {"type": "para", "text": _("Nothing.")}


def _table(columns: list[str], rows: list[list[str]]) -> Said:
    return {"type": "table", "columns": columns, "align": ["left"] * len(columns), "rows": rows}


def _step(row: Said, names: Names) -> str:
    who = names.get(row["by"], "") or _("the system")
    return f"{row['deed']} · {stamp(row['at'])} · {who}{' · ' + row['reason'] if row['reason'] else ''}"


def _present(said: Said, names: Names) -> Said:
    rows = [
        [
            row["title"], names.get(row["person"], ""),
            " · ".join(filter(None, [row["word"], row["reason"], names.get(row["stead"], "")])),
        ]
        for row in said["present"]
    ]  # fmt: skip
    if not rows:
        return {"type": "para", "text": _("Nobody was expected by name.")}
    return _table([_("Place at the table"), _("Name"), _("Attendance")], rows)


def _point(point: Said, names: Names) -> list[Said]:
    rows = [
        " · ".join(filter(None, [row["text"], row["where"], row["word"], names.get(row["person"], "")]))
        for row in point["rows"]
    ]
    rows += [_("%(n)d more, not listed here") % {"n": point["more"]}] if point["more"] else []
    head: Said = {"type": "heading", "text": point["title"]}
    if rows:
        return [head, _list(rows)]
    return [head, {"type": "para", "text": point["nothing"]}] if point["nothing"] else [head]


def _decisions(said: Said) -> Said:
    rows = [
        [
            str(row["number"]), row["text"] + (_(" (taken back)") if row["taken"] else ""), "、".join(row["units"]),
            stamp(row["due"]) if row["due"] else "", "、".join(row["follows"]),
        ]
        for row in said["decisions"]
    ]  # fmt: skip
    if not rows:
        return {"type": "para", "text": _("Nothing was decided.")}
    return _table([_("No."), _("What was decided"), _("Units"), _("By when"), _("What follows from it")], rows)


def stamp(text: str) -> str:
    return date_format(clock.local(datetime.fromisoformat(text)), "Y-m-d H:i")
