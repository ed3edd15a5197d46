"""What the page of the situation shows, put together from queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fengsui.ground.cases import curve, own, queries
from fengsui.ground.clock import queries as clock
from fengsui.ground.maps import drawing
from fengsui.ground.maps import queries as maps

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.utils.safestring import SafeString

    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.org.models import Person

MOST_DAYS = 60  # more would be no picture
_WEEK = 7


@dataclass(frozen=True)
class Choice:
    """What the map shows: a measure of the notices, or an own figure."""

    key: str
    name: str
    indicator: Indicator | None = None


def choices() -> list[Choice]:
    own_ones = [Choice(one.code, str(one.name), one) for one in own.shown()]
    return [Choice(key, str(name)) for key, name in queries.MEASURES.items()] + own_ones


def chosen(query: Mapping[str, str]) -> Choice:
    listed = choices()
    return next((one for one in listed if one.key == query.get("show")), listed[0])


def day_asked(query: Mapping[str, str], known: datetime | None) -> date:
    """The day of the address, else the last day with counts."""
    if query.get("day"):
        return clock.day_asked(query, known)
    found = queries.span(known)
    return min(found[1], clock.day_of(known)) if found else clock.day_of(known)


def situation(person: Person, query: Mapping[str, str], known: datetime | None) -> dict[str, Any]:
    """All of the page for a day."""
    day, shown = day_asked(query, known), chosen(query)
    found = queries.counts(day, known)
    first = _first(day, known)
    whole = queries.course(maps.current().root, first, day, known)
    picture = _own_map(person, day, shown, known) if shown.indicator else _case_map(found, shown, day)
    mine = own.beside(person, first, day, known)
    return {
        "day": day, "days": clock.week(day, known), "shown": shown, "choices": choices(), "rows": found, "whole": found[0],
        "curve": curve.epidemic(whole, _spoken(whole)), "said": queries.said(found), "taken": any((one.new or 0) < 0 for one in whole),
        "unit": mine[0] if mine else None,
        "courses": [(one, curve.own(one.points, str(one.indicator.name))) for one in mine[1]] if mine else [],
        "review": maps.review_line(), "first": first,
    } | picture  # fmt: skip


def _first(day: date, known: datetime | None) -> date:
    found = queries.span(known)
    first = min(found[0], day) if found else day - timedelta(days=_WEEK - 1)
    return max(first, earliest(day))


def earliest(last: date) -> date:
    """The first day of a picture that ends with another."""
    return last - timedelta(days=MOST_DAYS - 1)


def _spoken(counts: list[queries.Count]) -> str:
    """The curve in a sentence."""
    news = [one for one in counts if one.new is not None]
    if not news:
        return _("Epidemic curve without daily numbers")
    most = max(news, key=lambda one: one.new or 0)
    return _("Epidemic curve: most new confirmed cases on %(day)s (%(n)d); last day %(last)d") % {
        "day": date_format(most.day, _("j F Y")), "n": most.new, "last": news[-1].new,
    }  # fmt: skip


def _case_map(found: list[queries.Count], shown: Choice, day: date) -> dict[str, Any]:
    areas = queries.areas(found)
    values = {one.code: one.value(shown.key) for one in areas}
    fills = {
        one.code: drawing.Fill(
            tone, "" if (value := values[one.code]) is None else _signed(value, shown.key),
            _sentence(one.name, shown.name, values[one.code]), reverse("cases:division", args=[one.code]),
        )
        for one, tone in zip(areas, drawing.ramp(values).values(), strict=True)
    }  # fmt: skip
    return {"map": _drawn(fills, shown, day), "legend": drawing.legend(drawing.steps(values))}


def _signed(value: int, measure: str) -> str:
    return f"{value:+d}" if measure == "new" and value else str(value)


def _sentence(name: str, what: str, value: float | None) -> str:
    said = _("missing") if value is None else f"{value:g}"
    return _("%(name)s: %(what)s %(value)s") % {"name": name, "what": what, "value": said}


def _own_map(person: Person, day: date, shown: Choice, known: datetime | None) -> dict[str, Any]:
    assert shown.indicator is not None
    figures, elsewhere = own.placed(person, day, shown.indicator, known)
    areas, data = {code: one for code, one in figures.items() if one.m}, maps.current()
    values = {code: one.total for code, one in areas.items()}
    tones = drawing.ramp(values)
    fills = {
        code: drawing.Fill(
            tones[code], "" if one.total is None else f"{one.total:g}",
            _("%(said)s; %(n)d of %(m)d units confirmed theirs")
            % {"said": _sentence(data.areas[code].label(), shown.name, one.total), "n": one.n, "m": one.m},
            reverse("cases:division", args=[code]),
        )
        for code, one in areas.items()
    }  # fmt: skip
    return {"map": _drawn(fills, shown, day), "legend": drawing.legend(drawing.steps(values)), "elsewhere": elsewhere}


def _drawn(fills: dict[str, drawing.Fill], shown: Choice, day: date) -> SafeString:
    label = _("%(what)s by league on %(day)s") % {"what": shown.name, "day": date_format(day, _("j F Y"))}
    return drawing.svg(maps.current().root, fills, label=label)
