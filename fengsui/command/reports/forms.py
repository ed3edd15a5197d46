"""Reading what the officer typed. The rules are the action's."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.reports.actions import Correction
from fengsui.ground.org.doors import number_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fengsui.command.reports.queries import Line, Sheet


@dataclass
class Typed:
    """What was typed, field by field as text (so that nothing is lost), and what it means."""

    values: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    note: str = ""
    reason: str = ""
    revision: int = 0
    corrections: dict[str, Correction] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def read(post: Mapping[str, str], sheet: Sheet) -> Typed:
    """Read the report's form. An empty field, or the computed number, means: as computed."""
    typed = Typed(note=clean(post.get("note", "")), reason=clean(post.get("reason", "")))
    typed.revision = number_of(post.get("revision", ""))
    for line in sheet.lines:
        code = line.indicator.code
        if f"value-{code}" not in post:
            continue  # half a form: what was not sent stays as it is
        typed.values[code] = clean(post[f"value-{code}"])
        typed.reasons[code] = clean(post.get(f"reason-{code}", ""))
        _read_line(typed, line, code)
    return typed


def _read_line(typed: Typed, line: Line, code: str) -> None:
    try:
        value = number(typed.values[code])
    except ValueError:
        typed.errors[code] = _("Write a number with digits, for example 12.")
        return
    if value is None or value == line.computed:
        typed.corrections[code] = Correction(None)
    elif line.indicator.decimals == 0 and value != int(value):
        typed.errors[code] = _("Write a whole number.")
    else:
        typed.corrections[code] = Correction(value, typed.reasons[code])


def say_nothing(typed: Typed, sheet: Sheet) -> None:
    """“Nothing to report”: each typed flow that nobody typed is zero. Stocks are not touched: missing is not zero."""
    for line in sheet.unsaid:
        if not typed.values.get(line.indicator.code):
            typed.values[line.indicator.code] = "0"
            typed.corrections[line.indicator.code] = Correction(0.0)


def clean(text: str) -> str:
    """Typed text without its margins, and without NUL, which no text of the database may have."""
    return text.replace("\x00", "").strip()


def number(text: str) -> float | None:
    """A number as people type it: full-width digits, thousands separators. Empty is None; rubbish a ValueError."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").replace(" ", "").replace("−", "-")
    if not plain:
        return None
    value = float(plain)
    if not math.isfinite(value) or abs(value) > 1e9:
        raise ValueError(text)
    return value
