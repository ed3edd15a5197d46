"""Stands in for kinds.py, rules.py, official.py, officialword.py and render's "official" until they are merged.

To swap: models.py, actions/common.py, actions/official.py, queries.py, papers.py, views, forms: replace
`from fengsui.ground.documents.standin import x` by `from fengsui.ground.documents import x`; in papers.py `render_` is
`render` then. Nothing else refers to this file.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices

from fengsui.ground.documents import render

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class kinds:  # noqa: N801 - a module to be
    class Kind(TextChoices):
        RESOLUTION = "resolution", "决议"
        DECISION = "decision", "决定"
        ORDER = "order", "命令"
        COMMUNIQUE = "communique", "公报"
        ANNOUNCEMENT = "announcement", "公告"
        PUBLIC_NOTICE = "public_notice", "通告"
        OPINION = "opinion", "意见"
        NOTICE = "notice", "通知"
        CIRCULAR = "circular", "通报"
        REPORT = "report", "报告"
        REQUEST = "request", "请示"
        REPLY = "reply", "批复"
        MOTION = "motion", "议案"
        LETTER = "letter", "函"
        MINUTES = "minutes", "纪要"

    class Layout(StrEnum):
        DOCUMENT = "document"
        UPWARD = "upward"
        LETTER = "letter"
        MINUTES = "minutes"
        ORDER = "order"

    @staticmethod
    def layout_of(kind: kinds.Kind) -> kinds.Layout:
        own = {"report": "upward", "request": "upward", "motion": "upward"}
        special = set(kinds.Layout) & {kind.value}
        return kinds.Layout(own.get(kind.value) or (special.pop() if special else "document"))


class rules:  # noqa: N801
    @dataclass(frozen=True)
    class Problem:
        field: str
        sentence: str
        severe: bool

    @staticmethod
    def problems(kind: str, content: Mapping[str, Any]) -> list[rules.Problem]:
        found = []
        if not content["text"]:
            found.append(rules.Problem("text", "The text is empty.", severe=True))
        if "[" in content["title"] + content["text"]:
            found.append(rules.Problem("title", "Use 〔〕 for the year.", severe=False))
        if kind == "request" and len(content["to"]) > 1:
            found.append(rules.Problem("to", "A request goes to one superior only.", severe=True))
        return found


class official:  # noqa: N801
    @staticmethod
    def number_label(code: str, year: int | None, number: int | None, layout: str = "document") -> str:
        return f"第{number}号" if layout == "order" else f"{code}〔{year}〕{number}号"


class render_:  # noqa: N801
    @staticmethod
    def pdf(_template: str, data: Mapping[str, Any], *, at: datetime | None = None) -> bytes:
        return render.pdf("bulletin", _bulletin(data), at=at)

    @staticmethod
    def docx(_template: str, data: Mapping[str, Any]) -> bytes:
        return render.docx("bulletin", _bulletin(data))


def _bulletin(data: Mapping[str, Any]) -> dict[str, Any]:
    sections = [{"heading": data["title"], "blocks": [{"type": "para", "text": data["text"]}]}]
    return {
        "title": data["title"], "series_label": f"{data['unit']}文件", "unit": data["unit"], "date": data["date"],
        "day": data["date"], "sections": sections, "language": "zh", "drill": data["drill"],
        "number_label": f"{data['code']}〔{data['year']}〕{data['number']}号" if data["number"] else None,
        "signed": None if data["draft"] else {"by": data["signer"], "at": f"{data['date'].isoformat()}T00:00:00+08:00", "hash": "0" * 64},
    }  # fmt: skip
