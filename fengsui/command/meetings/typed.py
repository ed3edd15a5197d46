"""What somebody types in one line: what is to be done, @ by which units, by when. "核查双岗 @测试监狱、第二监狱 今天18:00"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from fengsui.command.tasks.queries.whom import meant
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import index
from fengsui.ground.org.models import FACILITY_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fengsui.ground.org.models import Unit

ALL = {"all", "全部", "所有", "各单位", "各所", "各监所"}
EVENING = time(18)  # a day without an hour means before the evening meeting
_AT = re.compile(r"[@＠]([^\s@＠]+)")
_BETWEEN = re.compile(r"[、，,;；]+")
_DAYS = {
    "今天": 0, "今日": 0, "今晚": 0, "today": 0, "tonight": 0, "明天": 1, "明日": 1, "明早": 1, "tomorrow": 1, "后天": 2, "后日": 2,
}  # fmt: skip
_DAY = (
    r"(?P<word>今天|今日|今晚|明天|明日|明早|后天|后日|today|tonight|tomorrow)|(?P<month>\d{1,2})月(?P<day>\d{1,2})日?"
)
_HOUR = r"(?P<hour>\d{1,2})(?:[:：](?P<minute>\d{2})|[时点](?:(?P<min>\d{1,2})分?|(?P<half>半))?)"
_WHEN = re.compile(
    rf"(?:(?:by|before|于|在|请于|限)\s*)?(?:(?:{_DAY})\s*(?:{_HOUR})?|{_HOUR.replace('P<', 'P<x')})\s*(?:前|之前|以前)?\s*[。.，,]?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Typed:
    """A line as it was understood. strange: what stands after an @ and means no unit; due: None if no hour was typed;
    wrong: what was meant as a day or an hour and is none, as 30 February or 25:00.
    """

    text: str
    units: list[Unit] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    due: datetime | None = None
    wrong: str = ""


def read(line: str, units: Sequence[Unit], now: datetime) -> Typed:
    """Read a typed line; units: among which the ones after @ are looked for."""
    plain = " ".join(line.replace("\x00", "").split())
    found: list[Unit] = []
    strange: list[str] = []
    for run in _AT.findall(plain):
        for word in filter(None, _BETWEEN.split(run)):
            those = _named(word, units)
            found += those
            strange += [] if those else [word]
    rest = " ".join(_AT.sub(" ", plain).split())
    when = _WHEN.search(rest)
    due = _moment(when, now) if when else None
    text = rest[: when.start()].rstrip(" ，,；;") if when and due else rest
    return Typed(text, list(dict.fromkeys(found)), strange, due, _wrong(when) if when and not due else "")


def _wrong(when: re.Match[str]) -> str:
    """What was typed as a day or as hour and minute; “30点” alone may count something and stays in the text."""
    said = when.groupdict()
    meant_so = said["word"] or said["month"] or said["minute"] or said["xminute"]
    return when.group().strip() if meant_so else ""


def _named(word: str, units: Sequence[Unit]) -> list[Unit]:
    """The units that a word means: one by its name, code, short name, pinyin or initials; or all facilities."""
    if word.lower() in ALL:
        return [unit for unit in units if unit.kind in FACILITY_KINDS]
    one = meant(word, units) or _sounding(word, units)
    return [one] if one else []


def _sounding(word: str, units: Iterable[Unit]) -> Unit | None:
    """The one unit of which a line of its words is exactly this, or in which alone one begins so."""
    plain = index.tidy(word)
    lines = [(unit, unit.words.split("\n")) for unit in units]
    exact = [unit for unit, words in lines if plain in words]
    begun = exact or [unit for unit, words in lines if any(one.startswith(plain) for one in words)]
    return begun[0] if plain and len(begun) == 1 else None


def _moment(when: re.Match[str], now: datetime) -> datetime | None:
    """The moment of a match; an hour without a day is the next time that it is that hour. None: there is no such hour."""
    said = when.groupdict()
    today = clock.local(now).date()
    try:
        hour = _hour(said)
        day = _day(said, today)
    except ValueError:
        return None
    if day is None:
        found = clock.on(today, hour or EVENING)
        return found if found > now else found + timedelta(days=1)
    return clock.on(day, hour or (time(9) if said["word"] == "明早" else EVENING))


def _hour(said: dict[str, str | None]) -> time | None:
    hour = said["hour"] or said["xhour"]
    if hour is None:
        return None
    minute = (
        said["minute"]
        or said["min"]
        or said["xminute"]
        or said["xmin"]
        or ("30" if said["half"] or said["xhalf"] else "0")
    )
    if hour == "24" and not int(minute):
        return time(23, 59)
    return time(int(hour), int(minute))


def _day(said: dict[str, str | None], today: date) -> date | None:
    if said["word"]:
        return today + timedelta(days=_DAYS[said["word"].lower()])
    if said["month"] is None or said["day"] is None:
        return None
    found = date(today.year, int(said["month"]), int(said["day"]))
    return found if found >= today else date(today.year + 1, found.month, found.day)
