"""The number that a sender gave a paper: how it was typed or pasted, and how it is written."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_YEAR = re.compile(r"[\[\(（【［﹝〔{｛<《〈]\s*(\d{4})\s*年?\s*[\]\)）】］﹞〕}｝>》〉]")
_BLANKS = re.compile(r"\s+")


class Mended(NamedTuple):
    """A number as it is kept; brackets: whether others than 〔〕 stood around its year."""

    number: str
    brackets: bool


def mended(typed: str) -> Mended:
    """司发通[2020]5号 → 司发通〔2020〕5号; figures of full width become plain, blanks go. Nothing else is touched."""
    plain = _BLANKS.sub("", "".join(_digit(sign) for sign in typed.replace("\x00", "")))
    number = _YEAR.sub(r"〔\1〕", plain)
    return Mended(number, number != plain)


def _digit(sign: str) -> str:
    return str(unicodedata.digit(sign)) if sign.isdecimal() else sign
