"""A day in an address: /reports/prison-1/2020-02-03/. Rooms' urls.py import this file to have `<day:day>`."""

from __future__ import annotations

from datetime import date

from django.urls import register_converter
from django.urls.converters import get_converters

from fengsui.ground.clock.queries import EARLIEST, LATEST


class DayConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        day = date.fromisoformat(value)
        if not EARLIEST <= day.year < LATEST:  # its week would lie beyond the calendar
            raise ValueError(value)
        return day  # a ValueError means: no such page

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()


if "day" not in get_converters():
    register_converter(DayConverter, "day")
