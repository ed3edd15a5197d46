"""What stands in a cell, as people write it, made plain: full-width digits, stray blanks, three kinds of dashes, dates as text.

Each reader takes a text and returns a text, or raises `Unreadable` with a sentence that says what to do.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from operator import mul
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

from fengsui.ground.clock import queries as clock
from fengsui.ground.tables import values as cells

if TYPE_CHECKING:
    from collections.abc import Callable

DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－"), "-")
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\x00"))
_DOTS = dict.fromkeys(map(ord, "•‧∙・･᛫⸱"), "·")
_BLANKS = re.compile(r"\s+")
_NAME_DOT = re.compile(r"\s*[·.．]\s*")
_HOUR = re.compile(r"[\sT]+(\d{1,2})\s*[:时]\s*(\d{1,2})(?:\s*[:分]\s*\d{1,2}(?:\.\d+)?\s*秒?|分)?$")
_FIRST, _COUNTED = date(1899, 12, 30), range(20_000, 80_000)  # a sheet's first day; 1954 to 2119
_CODE = re.compile(r"^[A-Za-z0-9_-]{1,40}$")
_IDENTITY = re.compile(r"^\d{17}[\dX]$")
_EXPONENT = re.compile(r"^\d(\.\d+)?E\+\d+$", re.IGNORECASE)
_PHONE = re.compile(r"^\+?\d{5,15}$")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


class Unreadable(ValueError):
    """A cell says something that cannot be meant; `message` is a msgid, `params` its words."""

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message)
        self.message, self.params = message, params


def text(value: str) -> str:
    """A text as it stands, without what nobody sees: zero-width characters, blanks around and doubled."""
    if value.isascii() and value.isalnum():
        return value
    return _BLANKS.sub(" ", value.translate(_UNSEEN)).strip()


def plain(value: str) -> str:
    """A number or code: full-width forms and dashes as ASCII."""
    return (
        value if value.isascii() and value.isalnum() else unicodedata.normalize("NFKC", text(value)).translate(DASHES)
    )


def unit_name(value: str) -> str:
    return _within(text(value), 100)


def short_name(value: str) -> str:
    return _within(text(value), 40)


def english_name(value: str) -> str:
    return _within(text(value), 160)


def place_name(value: str) -> str:
    return _within(text(value), 80)


def person_name(value: str) -> str:
    """王某, 乌云娜, 阿拉坦·巴特尔 (any of the dots), a long Mongolian or Latin name. No digits: those slipped out of another column."""
    name = text(value)
    if name.isascii():
        pass  # a Latin name keeps its full stops and single blanks
    elif name.isalpha():
        return _within(name, 60)
    else:
        name = _NAME_DOT.sub("·", name.translate(_DOTS))
        if all("\u3400" <= letter <= "\u9fff" or letter == " " for letter in name):
            name = name.replace(" ", "")  # 王 某: a blank put in to line names up
    if any(letter.isdigit() for letter in name):
        raise Unreadable(gettext_noop("A name has no digits; write the name here and the number in its own column."))
    return _within(name, 60)


def code(value: str) -> str:
    """A unit's code: letters, digits, hyphen, underscore; `-` alone means: above the file."""
    found = plain(value)
    if found and not _CODE.match(found):
        raise Unreadable(
            gettext_noop("“%(value)s” is not a code: letters, digits and hyphens only, 40 at most."), value=found[:60]
        )
    return found


def identity(value: str) -> str:
    """An identity number by GB 11643-1999: 17 digits and a check, X in upper case.

    The region's code is not looked up: it was given long ago, and codes change; 81, 82 and 83 begin the residence
    permits of Hong Kong, Macao and Taiwan.
    """
    number = plain(value).replace(" ", "").replace("-", "").upper()
    if not number or "*" in number:  # masked: compared with the mask of the person whom the id names
        return number
    if _EXPONENT.match(number) or (len(number) == 18 and number.endswith("000") and not _checks(number)):
        raise Unreadable(
            gettext_noop(
                "The spreadsheet rounded this number and its last digits are lost: make the column “text” and type it anew."
            )
        )
    if not _IDENTITY.match(number):
        raise Unreadable(
            gettext_noop("An identity number has 18 characters: 17 digits, then a digit or X; here are %(length)d."),
            length=len(number),
        )
    if not _checks(number):
        raise Unreadable(gettext_noop("The check digit does not fit: a digit of this identity number is mistyped."))
    if not _born(number[6:14]):
        raise Unreadable(gettext_noop("The date of birth in this identity number does not exist."))
    return number


def _checks(number: str) -> bool:
    if not number[:17].isdecimal():
        return False
    return _CHECKS[sum(map(mul, map(int, number[:17]), _WEIGHTS)) % 11] == number[17]


@lru_cache(maxsize=50_000)
def _born(digits: str) -> bool:
    try:
        return date(1850, 1, 1) <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) <= clock.wall().date()
    except ValueError:
        return False


def phone(value: str) -> str:
    """A telephone number: 138 0000 0000, 0471-6000000, +86 138…; the country's own code is left out."""
    number = re.sub(r"[ ()-]", "", plain(value))
    if not number or "*" in number:
        return number
    for own in ("+86", "0086", "86"):
        if number.startswith(own) and len(number) - len(own) == 11:
            number = number.removeprefix(own)
    if not _PHONE.match(number):
        raise Unreadable(
            gettext_noop("“%(value)s” is not a telephone number: digits only, one number in a cell."), value=number[:30]
        )
    return number


def day(value: str) -> str:
    """A day as people write it → ISO."""
    found = _day(value)
    return found.isoformat() if found else ""


@lru_cache(maxsize=10_000)
def _day(value: str) -> date | None:
    """A day as the house reads it in any cell, or a sheet's count of days that lost its format.

    Remembered: the same few stand in a hundred thousand rows.
    """
    if value.isdecimal() and int(value) in _COUNTED:
        return _FIRST + timedelta(days=int(value))
    try:
        return cells.day(value)
    except cells.Unreadable:
        said = gettext_noop("“%(value)s” is not a date; write it as 2020-02-03.")
        raise Unreadable(said, value=plain(value)[:30]) from None


def moment(value: str) -> str:
    """A date with an hour, 2020-02-03 18:30 → ISO without a zone (the house's own)."""
    written = plain(value)
    if not written:
        return ""
    hour = _HOUR.search(written)
    found = _day(written[: hour.start()] if hour else written)
    if found is None:
        return ""
    try:
        at = time(int(hour[1]), int(hour[2])) if hour else time()
        return datetime.combine(found, at).isoformat(" ", "minutes")
    except ValueError:
        raise Unreadable(
            gettext_noop("“%(value)s” is not an hour; write it as 2020-02-03 18:30."), value=written[:30]
        ) from None


def whole(value: str) -> str:
    """A whole number from 1."""
    number = plain(value).replace(",", "").removesuffix(".0")
    if number and not (number.isdecimal() and 1 <= int(number) <= 9999):
        raise Unreadable(
            gettext_noop("“%(value)s” is not a number of persons; write a whole number from 1."), value=number[:30]
        )
    return str(int(number)) if number else ""


def division(value: str) -> str:
    """The code of an administrative division: six digits; which ones exist changes over time and is not checked."""
    number = plain(value).removesuffix(".0")
    if number and not (number.isdecimal() and len(number) == 6):
        raise Unreadable(
            gettext_noop("“%(value)s” is not the code of a division: it has six digits."), value=number[:30]
        )
    return number


_YES, _NO = {"yes", "true", "1", "y", "是", "√", "真"}, {"no", "false", "0", "n", "否", "", "×", "假"}


def yes(value: str) -> str:
    word = plain(value).lower()
    if word not in _YES | _NO:
        raise Unreadable(gettext_noop("“%(value)s” is neither yes nor no."), value=word[:30])
    return "yes" if word in _YES else ""


def choice(words: Callable[[], dict[str, str]]) -> Callable[[str], str]:
    """A reader of a closed list; `words` maps what people write (any language, lower case) to its code."""

    def read(value: str) -> str:
        word = fold(value)
        if not word:
            return ""
        found = words().get(word)
        if found is None:
            raise Unreadable(
                gettext_noop(
                    "“%(value)s” is not in the list of permitted values; the template's last sheet shows them."
                ),
                value=text(value)[:60],
            )
        return found

    return read


@lru_cache(maxsize=10_000)
def fold(value: str) -> str:
    """A head or a word of a list, so that (属地), （属地） and  属地* compare equal."""
    plain_one = unicodedata.normalize("NFKC", text(value)).translate(DASHES).lower()
    return re.sub(r"[\s*_:]+", "", plain_one)


def _within(value: str, most: int) -> str:
    if len(value) > most:
        raise Unreadable(gettext_noop("This is longer than %(most)d characters; shorten it."), most=most)
    return value
