"""For which hours a notice of Inner Mongolia counted in 2020, where a file does not say. One place, with its source.

The health commission's daily notices changed their wording: first whole days; from 8 February counted until 10:00, from
20 February from 8:00 to 8:00, from 13 March from 7:00 to 7:00. The days are those on which the new wording is first met. What
lies between two conventions belongs to the first day of the later one: no hour is counted twice or left out.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock

SOURCE = _("wording of the daily notices of the health commission of Inner Mongolia, January to March 2020")
ABROAD = "abroad"  # cases imported from abroad: a row of the notices that belongs to no division
REGION = "15"  # the first digits of the divisions for which it holds
FIRST, LAST = date(2020, 1, 1), date(2020, 12, 31)  # what the convention says nothing about is left open
_ENDS = (  # from this day on, the window of a day ends so long after its midnight
    (date(2020, 3, 13), timedelta(hours=7)),
    (date(2020, 2, 20), timedelta(hours=8)),
    (date(2020, 2, 8), timedelta(hours=10)),
    (FIRST, timedelta(days=1)),
)


def conventional(code: str, day: date) -> tuple[datetime, datetime] | None:
    """The window of a day's notice by convention; None where there is none."""
    if not (code.startswith(REGION) or code == ABROAD) or not FIRST <= day <= LAST:
        return None
    return _end(day - timedelta(days=1)), _end(day)


def _end(day: date) -> datetime:
    after = next((length for since, length in _ENDS if day >= since), timedelta(days=1))
    return clock.midnight(day) + after
