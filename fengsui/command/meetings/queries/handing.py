"""What is handed over at the change of command: in every language, and a mark that changes when it does."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.utils import translation

from fengsui.command.meetings.queries import parts
from fengsui.command.meetings.queries.agenda import since
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.meetings.models import Handover
    from fengsui.command.meetings.queries.parts import Part, Row
    from fengsui.ground.org.models import Unit

LANGUAGES = ("zh-hans", "en")
HANDED = ("going", "handover", "night", "findings")


def content(unit: Unit) -> dict[str, Any]:
    """What the commander of a unit leaves behind now: {language: [part]}."""
    now = clock.now()
    asked = parts.table(unit, now, since(unit, now))
    made = {}
    for language in LANGUAGES:
        with translation.override(language):
            made[language] = [kept(parts.MAKERS[key](asked)) for key in HANDED]
    return made


def kept(part: Part) -> dict[str, Any]:
    """A part as it is kept: plain values, persons by their ids."""
    return {
        "key": part.key, "title": part.title, "more": part.more, "nothing": part.nothing,
        "rows": [_row(row) for row in part.rows],
    }  # fmt: skip


def _row(row: Row) -> dict[str, Any]:
    return {
        "key": row.key, "text": row.text, "where": row.where, "url": row.url, "tone": row.tone, "word": row.word,
        "moment": row.moment.isoformat() if row.moment else "", "person": str(row.person) if row.person else "",
    }  # fmt: skip


def mark(content: dict[str, Any], note: str = "") -> str:
    """The SHA-256 of what is handed over, whatever the language."""
    said = [[row["key"], row["tone"], row["moment"]] for row in _rows(content)]
    return hashlib.sha256(json.dumps([said, note], ensure_ascii=False).encode()).hexdigest()


def _rows(content: dict[str, Any]) -> Iterable[dict[str, Any]]:
    return (row for part in content[LANGUAGES[0]] for row in part["rows"])


def changed(handover: Handover, now: dict[str, Any]) -> tuple[list[str], list[str]]:
    """What came since the first signature and what went, as it is said in the language of the screen."""
    language = "en" if translation.get_language() == "en" else LANGUAGES[0]
    before, after = (
        {row["key"]: row["text"] for part in (one or {language: []})[language] for row in part["rows"]}
        for one in (handover.content, now)
    )
    return (
        [text for key, text in after.items() if key not in before],
        [text for key, text in before.items() if key not in after],
    )
