"""Numbers for programs. Missing is null, never 0."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import Field, Router, Schema

from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import queries
from fengsui.ground.indicators.rollups import rollup as roll
from fengsui.ground.interfaces.door import Call, door
from fengsui.ground.org import scope
from fengsui.ground.org.asking import known_of
from fengsui.ground.org.models import Line
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.indicators.queries import Numbers
    from fengsui.ground.indicators.rollups import Rollup

router = Router(tags=["indicators"])
DAYS = 62  # at once


class CommandLine(StrEnum):
    TERRITORY = Line.TERRITORY.value
    PRISON = Line.PRISON.value
    REHABILITATION = Line.REHABILITATION.value


class IndicatorOut(Schema):
    code: str
    name: str
    group: str
    unit_of_measure: str
    kind: str = Field(description=gettext_noop("stock, flow or ratio"))
    rollup: str = Field(description=gettext_noop("sum, max or weighted"))
    unit_kinds: list[str]
    computed: bool = Field(description=gettext_noop("whether the registers fill it in by themselves"))
    decimals: int


class IndicatorList(Schema):
    items: list[IndicatorOut]


class NumberOut(Schema):
    day: date
    code: str
    computed: float | None
    confirmed: float | None


class UnitNumbers(Schema):
    unit: str
    items: list[NumberOut]


class FigureOut(Schema):
    code: str
    confirmed: float | None = Field(description=gettext_noop("signed for"))
    unconfirmed: float | None = Field(description=gettext_noop("computed, not signed yet"))
    n: int = Field(description=gettext_noop("units that signed"))
    m: int = Field(description=gettext_noop("units that owe it"))


class RollupOut(Schema):
    line: str
    unit: str
    day: date
    items: list[FigureOut]
    missing: list[str] = Field(description=gettext_noop("codes of the units that have not signed"))


@router.get(
    "/indicators", response=IndicatorList,
    **door("indicators.read", _("Catalogue of indicators"), name="indicators"),
)  # fmt: skip
def indicators(request: Call) -> dict[str, Any]:  # noqa: ARG001 - the door asked already
    return {"items": [_entry(one) for one in queries.indicators().values()]}


def _entry(one: Indicator) -> dict[str, Any]:
    return {
        "code": one.code, "name": str(one.name), "group": str(one.group), "unit_of_measure": str(one.unit),
        "kind": one.kind.value, "rollup": one.rollup.value, "unit_kinds": [str(kind) for kind in one.kinds],
        "computed": one.compute is not None, "decimals": one.decimals,
    }  # fmt: skip


@router.get(
    "/numbers/{unit}", response=UnitNumbers,
    **door(
        "indicators.read", _("Numbers of a unit"), name="numbers",
        about=_("A unit's own numbers from a day to a day, at most 62 days. A number that is missing is null, never 0."),
    ),
)  # fmt: skip
def numbers(request: Call, unit: str, first: date, last: date) -> dict[str, Any]:
    _check_days(first, last)
    found = fetch(request.person, scope.seen(request.person, "indicators.view", day=last), request.path, code=unit)
    told = queries.numbers(found.pk, first, last)
    items = [
        _number(day, one.code, told.get(day))
        for day in clock.days(first, last)
        for one in queries.of_unit(found, day)
    ]  # fmt: skip
    return {"unit": found.code, "items": items}


def _number(day: date, code: str, told: Numbers | None) -> dict[str, Any]:
    computed, confirmed = (told.computed.get(code), told.confirmed.get(code)) if told else (None, None)
    return {"day": day, "code": code, "computed": computed, "confirmed": confirmed}


def _check_days(first: date, last: date) -> None:
    if not 0 <= (last - first).days < DAYS:
        raise Refused(
            "indicators.days",
            _t("Ask for %(most)d days at most, the first before the last.") % {"most": DAYS},
            field="last",
        )


@router.get(
    "/rollup/{line}/{unit}/{day}", response=RollupOut,
    **door(
        "indicators.read", _("Roll-up of a unit"), name="rollup",
        about=_("A day's figures of a unit and everything below it along a line: confirmed, unconfirmed, n of m."),
    ),
)  # fmt: skip
def rollup(request: Call, line: CommandLine, unit: str, day: date, as_known: str = "") -> dict[str, Any]:
    seen = scope.units(request.person, "indicators.view", day=day).filter(ties__line=line.value).distinct()
    found = fetch(request.person, seen, request.path, code=unit)
    today = roll(day, line.value, found, known_of({"as_known": as_known}))
    if not today.nodes:
        raise Http404  # not in this line on that day
    items = [_figure(today, code) for code in today.codes if today.figure(0, code).m]
    missing = [node.code for node in today.missing(0)]
    return {"line": line.value, "unit": found.code, "day": day, "items": items, "missing": missing}


def _figure(today: Rollup, code: str) -> dict[str, Any]:
    figure = today.figure(0, code)
    return {
        "code": code, "confirmed": figure.confirmed, "unconfirmed": figure.unconfirmed, "n": figure.n, "m": figure.m,
    }  # fmt: skip
