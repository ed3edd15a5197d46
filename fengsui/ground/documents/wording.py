"""What is written in a document and how: numbers, dates, marks and scripts. For rules.py, which says what follows."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_MARK = re.compile(
    r"(秘密|机密|绝密)级?\s*[★☆＊*]|^\s*(密级[：:]\s*)?(秘密|机密|绝密)级?\s*(\d+年|长期)?\s*$", re.MULTILINE
)
_NUMBER = re.compile(r"(?<=[\u4e00-\u9fff])[\[(（【［〔]\s*((?:19|20)\d\d)\s*[\])）】］〕]\s*第?\s*(\d{1,5})\s*号")
_DATES = (
    re.compile(r"(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})日"),
    re.compile(r"(?<![\d.])((?:19|20)\d\d)[-./](\d{1,2})[-./](\d{1,2})(?![\d.])"),
    re.compile(r"([〇零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"),
)
_FIGURES = {one: n for n, one in enumerate("〇一二三四五六七八九")} | {"零": 0}
_POINTS = set("。，；：！？.,;:!?")
_TELEPHONE = re.compile(r"\d[\d\- ]{5,}")


FIELDS = ("title", "text", "note", "contact", "urgency", "present", "absent", "observers")


def texts(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every text of a content with the field in which it stands."""
    for field in FIELDS:
        yield field, content.get(field) or ""
    for one in content.get("annexes") or ():
        yield "annexes", f"{one.get('title') or ''}\n{one.get('text') or ''}"


def classified(text: str) -> bool:
    """Whether a text carries a mark of secrecy: 机密★1年, or a line of nothing but the word."""
    return bool(_MARK.search(text))


def numbers(text: str) -> Iterator[tuple[str, str]]:
    """Numbers of documents that are written otherwise than 内司发〔2020〕1号, from the bracket on, with their right form."""
    return _wrong(text, _NUMBER, _numbered)


def dates(text: str) -> Iterator[tuple[str, str]]:
    """Dates that are written otherwise than 2020年1月26日, each with its right form."""
    for pattern in _DATES:
        yield from _wrong(text, pattern, _dated)


def mended(text: str) -> str:
    """The text with every number of a document and every date in its right form, each in its own place."""
    text = _NUMBER.sub(_numbered, text)
    for pattern in _DATES:
        text = pattern.sub(_dated, text)
    return text


def _wrong(text: str, pattern: re.Pattern[str], right: Callable[[re.Match[str]], str]) -> Iterator[tuple[str, str]]:
    return ((found[0], right(found)) for found in pattern.finditer(text) if found[0] != right(found))


def _numbered(found: re.Match[str]) -> str:
    return f"〔{found[1]}〕{int(found[2])}号"


def _dated(found: re.Match[str]) -> str:
    year, month, day = (_figure(part) for part in found.groups())
    return f"{year}年{month}月{day}日"


def _figure(written: str) -> int:
    """二〇二〇 is 2020, 二十六 is 26, 01 is 1."""
    if written.isdecimal():
        return int(written)
    if "十" in written:
        tens, _ten, ones = written.partition("十")
        return 10 * _FIGURES.get(tens, 1) + _FIGURES.get(ones, 0)
    return int("".join(str(_FIGURES[one]) for one in written))


def pointed(title: str) -> bool:
    """Whether a title has punctuation of a sentence."""
    return any(one in _POINTS for one in title)


def contact(text: str) -> bool:
    """Whether a contact has a name and a telephone number."""
    number = _TELEPHONE.search(text)
    return bool(number) and any(unicodedata.category(one) == "Lo" for one in text)


def named(names: Iterable[str]) -> list[str]:
    """The recipients one by one: 甲、乙 are two."""
    return [part for name in names for part in re.split("[、，,；;]", name) if part.strip()]


def private(text: str) -> bool:
    return any(unicodedata.category(one) == "Co" for one in text)


def mongolian(text: str) -> bool:
    """Whether a text is in the traditional script: it has its letters and none of Cyrillic."""
    return bool(re.search("[\u1820-\u1878]", text)) and not re.search("[\u0400-\u04ff]", text)
