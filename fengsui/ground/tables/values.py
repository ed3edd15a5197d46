"""What people write into cells, as the house reads it: full-width signs, kinds of dashes, days in many spellings."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any

from django.utils.translation import gettext as _

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LETTERS = {
    code: plain for code, plain in _WIDE.items() if chr(plain).isalnum()
}  # in a name 「（合成）」 keeps its brackets
_BLANKS = dict.fromkeys((0x00A0, 0x2002, 0x2003, 0x2009, 0x202F, 0x3000, 0x09, 0x0A, 0x0D), " ")
_NOTHING = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00))
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2500, 0xFE58, 0xFE63, 0xFF0D), "-")
_GROUPS = re.compile(r"(?<=\d),(?=\d{3}(\D|$))")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(%?)")
_DAY = re.compile(r"(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:[ T].*)?")
_SHORT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EMPTY = {"", "-", "--", "---", "/", "\\"}  # what people write into a cell that has nothing to say


class Unreadable(ValueError):
    """A cell says something else than was asked for; `str(error)` is the sentence for the person who sent it."""


def text(value: Any) -> str:
    """A cell as text: blanks trimmed and made one, invisible signs dropped, full-width letters and digits made plain.

    A whole number from a spreadsheet has no point (150000.0 → 150000); a day is written 2020-02-03.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ") if value.time() != time(0) else value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    said = str(value).translate(_NOTHING).translate(_BLANKS).translate(_LETTERS)
    return " ".join(said.split())


def code(value: Any) -> str:
    """A cell as a code or number: as `text`, every full-width sign made plain, every kind of dash made one, no blanks."""
    return text(value).translate(_WIDE).translate(_DASHES).replace(" ", "")


def is_empty(value: Any) -> bool:
    """Whether a cell says nothing: blank, or only a dash of any kind. Nothing is not zero."""
    return code(value) in _EMPTY


def number(value: Any) -> float | None:
    """A cell as a number; None if it says nothing. 1,208 and １２０８ are read, 12% is 0.12. Raises Unreadable."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if is_empty(value):
        return None
    said = _GROUPS.sub("", code(value).replace("。", "."))
    found = _NUMBER.fullmatch(said)
    if found is None:
        raise Unreadable(_("“%(text)s” is not a number; write digits only.") % {"text": text(value)})
    return float(said.rstrip("%")) / (100 if found[3] else 1)


def day(value: Any) -> date | None:
    """A cell as a day; None if it says nothing. 2020年2月3日, 2020-2-3, 2020/2/3, 2020.2.3, 20200203. Raises Unreadable."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if is_empty(value):
        return None
    said = text(value).translate(_WIDE).translate(_DASHES)
    compact = said.replace(" ", "")
    found = _DAY.fullmatch(said) or _DAY.fullmatch(compact) or _SHORT_DAY.fullmatch(compact)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass
    raise Unreadable(_("“%(text)s” is not a day; write it as 2020-02-03.") % {"text": text(value)})
