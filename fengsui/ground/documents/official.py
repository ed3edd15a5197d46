"""The data of an official document (公文, GB/T 9704-2012), and how it is made ready for `typst/official.typ` and officialword.py.

What it says (`content`, as rules.py checks it):
    title       a line feed in it breaks the printed line; an order may have none
    to          names for 主送; a name may hold 、 itself: "监狱管理局、戒毒管理局"
    text        plain text: each line a paragraph; one that begins with 一、 or （一） is a heading by itself
    annexes     [{"title": str, "text": str}]; one without text is only named (it lies beside the document)
    note        附注, without its brackets; contact: name and telephone, printed as a note; open: 主动公开 | 依申请公开 | 不予公开
    copies      names for 抄送
    joint, signers    联合行文: the other organs after `unit`, which leads and whose number it has; who signs for each of them
    urgency     "" | 特急 | 加急
    present, absent, observers    出席, 请假, 列席 of minutes: names as typed
    mongolian   [{"text": str, "by": who supplied it}], set vertically; order: "first" (before the Chinese) or "after"
How it goes out:
    kind        of kinds.Kind; layout: of kinds.Layout, the kind's own if empty
    organ       the red head; unit + 文件, 纪要 or 令 if empty. unit: who signs (署名)
    code, year, number    内司发, 2020, 1: printed 内司发〔2020〕1号; without a number a gap is left for it
    date        成文日期, a date or ISO text; empty leaves gaps
    printed_by, printed_on    印发机关 (the unit if empty) and date
    signer      签发人 beside the number (upward), or who signs an order; post: what that person is
    copy_number    份号, up to six digits
    seal        False leaves no space for a seal; minutes never have one
    draft, drill   marks on every page; qr: the text of the QR code, empty for none

Text is text: nothing in it is read as mark-up. A document is Chinese, whatever the language of the screen.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import qr
from fengsui.ground.documents.kinds import Kind, Layout, layout_of
from fengsui.ground.documents.titles import broken

if TYPE_CHECKING:
    from collections.abc import Mapping

_COUNTED = "[一二三四五六七八九十百]+"
_LEVELS = (
    re.compile(rf"{_COUNTED}、"),
    re.compile(rf"[（(]{_COUNTED}[）)]"),
    re.compile(r"\d{1,2}[.．](?!\d)"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
_HEADING = 40  # characters: what is longer is a text that only carries a number
_ORGAN = {Layout.MINUTES: "会议纪要", Layout.ORDER: "令", Layout.LETTER: ""}
_OPEN = {"主动公开": "此件公开发布", "依申请公开": "此件依申请公开", "不予公开": "此件不予公开"}
_ATTENDANCE = (("出席", "present"), ("请假", "absent"), ("列席", "observers"))


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same data as the template wants it: headings found, lines of titles broken, dates as text, every key there."""
    layout = Layout(data.get("layout") or layout_of(Kind(data["kind"])))
    unit = str(data["unit"])
    joint = [str(one) for one in data.get("joint") or ()] if layout != Layout.MINUTES else []
    dated = day(data.get("date"))
    return {
        "language": "zh",
        "layout": layout.value,
        "organ": data.get("organ") or unit + _ORGAN.get(layout, "文件"),
        "unit": unit,
        "units": [unit, *joint],
        "suffix": _ORGAN.get(layout, "文件"),
        "number_label": number_label(data.get("code") or "", data.get("year"), data.get("number"), layout),
        "copy_number": str(data.get("copy_number") or "").zfill(6) if data.get("copy_number") else "",
        "urgency": data.get("urgency") or "",
        "signer": data.get("signer") or "",
        "signers": [data.get("signer") or "\u3000" * 3, *(data.get("signers") or () if joint else ())],
        "post": data.get("post") or "",
        "date": dated,
        "seal": bool(data.get("seal", True)) and layout != Layout.MINUTES,
        "printed_by": data.get("printed_by") or unit,
        "printed_on": day(data.get("printed_on")) if data.get("printed_on") else dated,
        "draft": bool(data.get("draft")),
        "drill": bool(data.get("drill")),
        "qr": {"text": data["qr"], "svg": qr.svg(data["qr"])} if data.get("qr") else None,
        **_content(data),
    }


def number_label(code: str, year: int | None, number: int | None, layout: str = Layout.DOCUMENT) -> str:
    """内司发〔2020〕1号: six-cornered brackets, no 第, no zeros before it; an order has 第1号. A gap before it is numbered."""
    counted = str(number) if number else "\u3000"
    if layout == Layout.ORDER:
        return f"第{counted}号"
    return f"{code}〔{year or chr(0x3000) * 2}〕{counted}号"


def paragraphs(text: str) -> list[dict[str, Any]]:
    """The lines of a text: level 0 for plain ones, 1 to 4 for 一、（一）1.（1）; head: what stands in the heading's face."""
    return [_paragraph(line) for one in text.splitlines() if (line := one.strip())]


def _content(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": broken(data.get("title") or ""),
        "to": _joined(data.get("to")),
        "copies": _joined(data.get("copies")),
        "text": paragraphs(data.get("text") or ""),
        "annexes": [
            {"title": broken(one["title"]), "name": _flat(one["title"]), "text": paragraphs(one.get("text") or "")}
            for one in data.get("annexes") or ()
        ],
        "notes": _notes(data),
        "attendance": [{"word": word, "names": data[key]} for word, key in _ATTENDANCE if data.get(key)],
        "mongolian": _mongolian(data),
    }


def _paragraph(line: str) -> dict[str, Any]:
    for level, mark in enumerate(_LEVELS, 1):
        if found := mark.match(line):
            head = _heading(line, found[0]) if level <= 2 else ""  # 1. and （1） have the text's face
            return {"level": level, "head": head, "rest": line.removeprefix(head)}
    return {"level": 0, "head": "", "rest": line}


def _heading(line: str, mark: str) -> str:
    """As far as a line is a heading: all of it, its first sentence, or only its number if that is a long one."""
    end = line.find("。") + 1 or len(line)
    whole = end < len(line) or line[-1] not in "；，："
    return line[:end] if end <= _HEADING and whole else mark


def _notes(data: Mapping[str, Any]) -> list[str]:
    contact = f"联系人及电话：{_bare(data['contact'])}" if data.get("contact") else ""
    return [one for one in (_bare(data.get("note") or ""), contact, _OPEN.get(data.get("open") or "", "")) if one]


def _bare(text: str) -> str:
    """Without the brackets that the page sets around it."""
    text = text.strip()
    inside = text[1:-1]
    return inside if text[:1] in {"（", "("} and text[-1] in "）)" and not set("（()）") & set(inside) else text


def _mongolian(data: Mapping[str, Any]) -> dict[str, Any] | None:
    given = [one for one in data.get("mongolian") or () if one["text"].strip()]
    if not given:
        return None
    lines = [line.strip() for one in given for line in one["text"].splitlines() if line.strip()]
    suppliers = "、".join(dict.fromkeys(one["by"] for one in given))
    return {"paragraphs": lines, "by": suppliers, "first": data.get("order") == "first"}


def _joined(names: Any) -> str:
    return "，".join(str(name).strip().rstrip("，、。：:；") for name in names or () if str(name).strip())


def _flat(title: str) -> str:
    return "".join(line.strip() for line in title.splitlines())


def day(value: date | str | None) -> str:
    """2020年1月26日: Arabic figures, no zeros before them."""
    if not value:
        return "\u3000\u3000年\u3000月\u3000日"
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    on = clock.local(value) if isinstance(value, datetime) else value
    return f"{on.year}年{on.month}月{on.day}日"
