"""The data of an internal bulletin (简报), and how it is made ready for `typst/bulletin.typ`.

    title           what it is about; a line feed in it breaks the printed line; may be empty
    series_label    the red head: 每日疫情研判简报
    number_label    〔2020〕第9期, or None before it has a number
    unit            who issues it, as printed
    date            of issue; a date or its ISO text
    day             that it reports on
    signed          None (then it is a draft, and says so across every page), or a dict:
                    by (name), seat (what the person held, may be ""), at (a moment or ISO text), hash (SHA-256, hex)
    original        SHA-256 of the issued PDF, which a copy in Word names; may be empty
    drill           True prints 演练 on every page
    recipients      names for 报送, or {"to": [...], "copy": [...]} for 报送 and 抄送; may be empty
    language        "zh" (as good: "zh-hans") or "en": of the labels and dates
    sections        [{"heading": str, "blocks": [block, …]}]; headings are numbered 一、二、三、
        {"type": "para", "text": str, "evidence": [str, …]}         evidence is optional: numbered notes at the end
        {"type": "heading", "text": str}                            （一）（二）
        {"type": "list", "items": [str or {"text": str, "evidence": [str, …]}]}    1. 2. 3.
        {"type": "table", "columns": [str], "align": ["left" | "right" | "center"], "rows": [[str]]}
        {"type": "trend", "caption": str, "labels": [str], "series": [{"name": str, "values": [number | None]}]}
        {"type": "map", "svg": str, "caption": str, "note": str}    of maps.drawing.svg(standalone=True); its review line

Text is text: nothing in it is read as mark-up. None in a trend is a gap, never zero.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fengsui.ground.clock import queries as clock
from fengsui.ground.documents.drawings import checked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def prepare(data: Mapping[str, Any]) -> dict[str, Any]:
    """The same data as the template wants it: evidence numbered, trends in pairs, dates as text, every key there."""
    notes: list[str] = []
    return {
        "title": data.get("title") or "",
        "series_label": data["series_label"],
        "number_label": data.get("number_label") or None,
        "unit": str(data["unit"]),
        "date": iso(data["date"]),
        "day": iso(data["day"]),
        "signed": _signed(data.get("signed")),
        "drill": bool(data.get("drill")),
        "recipients": _recipients(data.get("recipients") or []),
        "language": "en" if str(data.get("language", "zh")).startswith("en") else "zh",
        "original": data.get("original") or "",
        "sections": [
            {"heading": part["heading"], "blocks": _blocks(part["blocks"], notes)} for part in data["sections"]
        ],
        "notes": notes,
    }


def iso(value: date | str) -> str:
    """A date or moment as ISO text in local time."""
    if isinstance(value, datetime):
        return clock.local(value).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def number_label(year: int | None, number: int | None, language: str = "zh", word: str = "期") -> str:
    """〔2020〕第3期 · No. 3 of 2020; empty without a number. Six-cornered brackets, no leading zero."""
    if not number:
        return ""
    return f"No. {number} of {year}" if language.startswith("en") else f"〔{year}〕第{number}{word}"


def _signed(signed: Mapping[str, Any] | None) -> dict[str, str] | None:
    if signed is None:
        return None
    return {"by": signed["by"], "seat": signed.get("seat") or "", "at": iso(signed["at"]), "hash": signed["hash"]}


def _recipients(names: Any) -> dict[str, list[str]]:
    if isinstance(names, dict):
        return {"to": list(names.get("to", [])), "copy": list(names.get("copy", []))}
    return {"to": list(names), "copy": []}


def _blocks(blocks: Iterable[Mapping[str, Any]], notes: list[str]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for block in blocks:
        kind = block["type"]
        if kind == "trend":
            if not made or made[-1]["type"] != "trends":
                made.append({"type": "trends", "items": []})
            made[-1]["items"].append({key: block[key] for key in ("caption", "labels", "series")})
        elif kind == "para":
            made += [{"type": kind, **said} for said in _paragraphs(block, notes)]
        elif kind == "list":
            made.append({"type": kind, "items": [_said(item, notes) for item in block["items"]]})
        elif kind == "table":
            made.append(_table(block))
        elif kind == "heading":
            made.append({"type": kind, "text": block["text"]})
        elif kind == "map":
            made.append({"type": kind, "svg": checked(block["svg"])} | {key: block[key] for key in ("caption", "note")})
        else:
            raise ValueError(f"a bulletin has no block “{kind}”")
    return made


def _said(item: str | Mapping[str, Any], notes: list[str]) -> dict[str, Any]:
    """A text and the numbers of its evidence; the same evidence keeps its number."""
    if isinstance(item, str):
        return {"text": item, "refs": []}
    refs = []
    for evidence in item.get("evidence", []):
        if evidence not in notes:
            notes.append(evidence)
        refs.append(notes.index(evidence) + 1)
    return {"text": item["text"], "refs": refs}


def _paragraphs(block: Mapping[str, Any], notes: list[str]) -> list[dict[str, Any]]:
    """A text with line feeds is several paragraphs; the evidence belongs to the last one."""
    lines = [line for line in block["text"].splitlines() if line.strip()] or [""]
    return [{"text": line, "refs": []} for line in lines[:-1]] + [_said({**block, "text": lines[-1]}, notes)]


def _table(block: Mapping[str, Any]) -> dict[str, Any]:
    """Rows as long as the head, cells as text."""
    width = len(block["columns"])
    sides = [*block.get("align", []), *["left"] * width][:width]
    rows = [[str(cell) for cell in [*row, *[""] * width][:width]] for row in block["rows"]]
    return {"type": "table", "columns": [str(title) for title in block["columns"]], "align": sides, "rows": rows}
