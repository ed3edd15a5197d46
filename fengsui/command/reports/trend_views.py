"""Courses over many days: small multiples of a unit, or of one indicator by unit below; the same as a table and a sheet."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.command.reports.rollup_views import above, attachment, chosen
from fengsui.command.reports.sheets import course_book
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.trends import MOST_DAYS, courses, first_day

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.indicators.trends import Course
    from fengsui.ground.org.places import Request

DAYS = 14
ALL = "all"


def _span(request: Request) -> tuple[date, date, str]:
    """The first and the last day asked for, and the word that asks for them: 14 days, or the whole response."""
    last = clock.day_of(request.known)
    first = last - timedelta(days=DAYS - 1)
    if request.GET.get("days") != ALL:
        return first, last, str(DAYS)
    return max(min(first_day() or first, last), last - timedelta(days=MOST_DAYS - 1)), last, ALL


def _tabs(path: str, word: str) -> list[tuple[str, str, bool]]:
    return [(_("14 days"), path, word != ALL), (_("The whole response"), f"{path}?days={ALL}", word == ALL)]


@looks_back
def trend(request: Request, line: str, code: str) -> HttpResponse:
    """The courses of all indicators of a unit, group by group."""
    first, last, word = _span(request)
    unit = chosen(request, line, code, last)
    found = [one for one in courses(first, last, line, unit, known=request.known) if one.is_owed]
    groups: dict[str, list[Course]] = {}
    for one in found:
        groups.setdefault(str(one.indicator.group), []).append(one)
    context: dict[str, Any] = {
        "unit": unit, "line": line, "first": first, "last": last, "groups": list(groups.items()), "rows": found,
        "above": above(request, unit, line, last), "word": word, "tabs": _tabs(request.path, word), "days": clock.days(first, last),
    }  # fmt: skip
    return render(request, "reports/trend.html", context)


@looks_back
def trend_below(request: Request, line: str, code: str, indicator: str) -> HttpResponse:
    """The course of one indicator at each unit below, in the order of the organisation."""
    first, last, word = _span(request)
    unit = chosen(request, line, code, last)
    declared = indicators.indicators().get(indicator)
    if declared is None or indicator not in indicators.slots():
        raise Http404
    known = request.known
    whole = courses(first, last, line, unit, known=known, only=indicator)
    parts = [one for one in courses(first, last, line, unit, below=True, known=known, only=indicator) if one.is_owed]
    context: dict[str, Any] = {
        "unit": unit, "line": line, "first": first, "last": last, "indicator": declared, "whole": next(iter(whole), None),
        "rows": parts, "word": word, "tabs": _tabs(request.path, word), "days": clock.days(first, last),
        "others": [
            (str(one.name), reverse("reports:trend_below", args=[line, code, one.code]), one.code == indicator)
            for one in indicators.indicators().values()
            if set(one.kinds) & set(declared.kinds) and one.group == declared.group
        ],
    }  # fmt: skip
    return render(request, "reports/trend_below.html", context)


@looks_back
def trend_xlsx(request: Request, line: str, code: str) -> HttpResponse:
    """The courses as a workbook: of the unit, or of one indicator (?indicator=) by unit below."""
    first, last, word = _span(request)
    unit = chosen(request, line, code, last)
    only = request.GET.get("indicator", "")
    if only and (only not in indicators.indicators() or only not in indicators.slots()):
        raise Http404
    found = courses(first, last, line, unit, below=bool(only), known=request.known, only=only)
    body = io.BytesIO()
    course_book(body, unit, [one for one in found if one.is_owed], request.known)
    return attachment(body, f"trend-{unit.code}-{word}-{last.isoformat()}", request.known)
