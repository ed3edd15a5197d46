"""How numbers, dates and spans of time read, in Chinese and in English. Shared by templates, history and scripts."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from decimal import Decimal

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_ZH_DAYS = "一二三四五六日"


def chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def local_day(value: date | datetime) -> date:
    return clock.local(value).date() if isinstance(value, datetime) else value


def day(value: date | datetime) -> str:
    """2020年2月3日 · 3 February 2020."""
    d = local_day(value)
    return f"{d.year}年{d.month}月{d.day}日" if chinese() else f"{d.day} {_MONTHS[d.month - 1]} {d.year}"


def short_day(value: date | datetime) -> str:
    """2月3日 · 3 Feb."""
    d = local_day(value)
    return f"{d.month}月{d.day}日" if chinese() else f"{d.day} {_MONTHS[d.month - 1][:3]}"


def weekday(value: date | datetime) -> str:
    index = local_day(value).weekday()
    return f"星期{_ZH_DAYS[index]}" if chinese() else _DAYS[index]


def hour(value: datetime) -> str:
    """18:30."""
    return f"{clock.local(value):%H:%M}"


def moment(value: datetime) -> str:
    """2020年2月3日 18:30 · 3 February 2020, 18:30."""
    return f"{day(value)}{' ' if chinese() else ', '}{hour(value)}"


def stamp(value: datetime) -> str:
    """As short as clear, seen from the domain's today: 18:30, 2月3日 18:30, 2020年2月3日 18:30."""
    today = clock.today()
    if local_day(value) == today:
        return hour(value)
    near = abs(local_day(value) - today) < timedelta(days=180)
    return f"{short_day(value) if near else day(value)}{' ' if chinese() else ', '}{hour(value)}"


def span(length: timedelta) -> str:
    """2 小时 5 分钟 · 2 h 5 min; days from two days on."""
    minutes = int(abs(length).total_seconds() // 60)
    if minutes >= 2 * 24 * 60:
        days = minutes // (24 * 60)
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(m)d min") % {"m": rest}
    return (_("%(h)d h %(m)d min") if rest else _("%(h)d h")) % {"h": hours, "m": rest}


def ago(value: datetime) -> str:
    """5 分钟前 · 5 min ago, by the domain's clock."""
    passed = clock.now() - value
    if abs(passed) < timedelta(minutes=1):
        return _("just now")
    return (_("%(span)s ago") if passed > timedelta() else _("in %(span)s")) % {"span": span(passed)}


def left(value: datetime) -> str:
    """还剩 25 分钟 · 25 min left; 逾期 5 分钟 · 5 min late, by the domain's clock."""
    rest = value - clock.now()
    if abs(rest) < timedelta(minutes=1):
        return _("due now")
    return (_("%(span)s left") if rest > timedelta() else _("%(span)s late")) % {"span": span(rest)}


def number(value: float | Decimal | None, places: int | None = None) -> str:
    """18,432 in both languages. None is not a number; say `missing` instead."""
    if value is None:
        return ""
    if places is None:
        places = 0 if value == int(value) else 1
    return f"{value:,.{places}f}".replace("-", "−")  # a real minus, as wide as a digit


def percent(share: float | Decimal | None, places: int = 1) -> str:
    """0.971 → 97.1%."""
    return "" if share is None else f"{share * 100:.{places}f}".removesuffix(".0").replace("-", "−") + "%"
