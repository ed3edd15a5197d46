from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fengsui.command.reports.models import BUREAU_KINDS, REPORTING_KINDS, owing_units
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.declare import ASIDE, ROUTINE, Indicator, Kind, RollUp
from fengsui.ground.journal.declare import Level
from fengsui.ground.org.models import Line, Tie, Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from fengsui.ground.indicators.declare import Asked

_COUNTY = (UnitKind.COUNTY_BUREAU,)
_LEAGUE = (UnitKind.LEAGUE_BUREAU,)


def fields(kind: str, day: date) -> list[Indicator]:
    """The fields of a kind of unit's report of a day, in its order; some may be some units' only."""
    return [one for one in indicators.of_kind(kind) if ASIDE not in one.tags and one.holds(day)]


def _owed(asked: Asked) -> dict[int, list[Indicator]]:
    """The units that owe a report on the day, with its fields."""
    found = owing_units(asked.day, asked.known)
    units = found if asked.units is None else found.filter(pk__in=asked.units)
    by_kind = {kind: fields(kind, asked.day) for kind in REPORTING_KINDS}
    rows = units.values_list("pk", "kind")
    return {pk: [one for one in by_kind[UnitKind(kind)] if one.has(pk, asked.day)] for pk, kind in rows}


def _fields(asked: Asked) -> dict[int, float]:
    """How many fields each report has."""
    return {pk: float(len(owed)) for pk, owed in asked.shared(_owed).items()}


def _filled(asked: Asked) -> dict[int, float]:
    """The share of each report's fields that a register fills in by itself, in per cent; asks what was asked already."""
    owed = asked.shared(_owed)
    computed = {one.code: asked.shared(one.compute) for rows in owed.values() for one in rows if one.compute}
    return {
        pk: 100 * sum(pk in computed.get(one.code, {}) for one in rows) / len(rows) for pk, rows in owed.items() if rows
    }


def _directly_below(kind: UnitKind, above: UnitKind) -> Callable[[Asked], dict[int, float]]:
    """How many units of a kind answer directly to each unit of another, in the territory."""

    def count(asked: Asked) -> dict[int, float]:
        units = Unit.objects.existing(asked.day).filter(kind=above).values_list("pk", flat=True)
        ties = Tie.objects.on(asked.day).filter(line=Line.TERRITORY, unit__kind=kind, superior__kind=above)
        open_ = Q(unit__valid_to__isnull=True) | Q(unit__valid_to__gt=asked.day)
        numbers = dict(ties.filter(open_).values("superior").annotate(n=Count("pk")).values_list("superior", "n"))
        return {pk: float(numbers.get(pk, 0)) for pk in units}

    return count


_PERSONS, _OWN = _("persons"), _("Of the bureau itself; those below report their own.")
_CORRECTIONS = _("The register of supervised persons is not in use yet; it will count them and the contacts by itself.")
_GATES = _("The rosters of gates and volunteers are not in use yet; they will count who stands where.")
_STAFF = _("The bureau's own roster and health register are not in use yet; they will count its staff.")
_STOCK = _("The register of supplies is not in use yet; it will know what is in store.")
_BELOW = _(
    "The units of this kind that answer directly to the bureau in the territory on the day, counted by the house."
)
_HOW_FILLED = _(
    "The fields for which a register has a number, divided by all fields of the report, in per cent; frozen when it is signed."
)
_HOW_FIELDS = _("The fields that the report of the day has; worked out, not one of them.")

# A code belongs to the register that will bring the number: it stays when the register moves in, and so does its history.
CORRECTIONS = (
    Indicator("corrections.supervised", _("Supervised persons on the books"), _PERSONS, Kind.STOCK, _COUNTY, None,
              _("Community corrections"), order=60, typed_because=_CORRECTIONS),
    Indicator("corrections.contacted", _("Supervised persons contacted"), _PERSONS, Kind.FLOW, _COUNTY, None,
              _("Community corrections"), order=61, typed_because=_CORRECTIONS, tags=frozenset({ROUTINE}),
              help=_("By telephone, text, WeChat or in person, each counted once in the reported period.")),
    Indicator("corrections.isolated", _("Supervised persons with a fever or in isolation"), _PERSONS, Kind.STOCK, _COUNTY,
              None, _("Community corrections"), order=62, typed_because=_CORRECTIONS, level=Level.SECRET),
)  # fmt: skip
FRONT = (
    Indicator("volunteers.at_gates", _("Officers and volunteers at community gates"), _PERSONS, Kind.STOCK, _COUNTY, None,
              pgettext_lazy("report", "Gates"), order=63, typed_because=_GATES),
    Indicator("reports.offices", _("Justice offices"), _("offices"), Kind.STOCK, _COUNTY,
              _directly_below(UnitKind.OFFICE, UnitKind.COUNTY_BUREAU), _("Organisation"), order=70, formula=_BELOW),
    Indicator("reports.counties", _("Banner and county bureaus"), _("bureaus"), Kind.STOCK, _LEAGUE,
              _directly_below(UnitKind.COUNTY_BUREAU, UnitKind.LEAGUE_BUREAU), _("Organisation"), order=71, formula=_BELOW),
)  # fmt: skip
STAFF = (
    Indicator("care.staff_isolated", _("Bureau staff in isolation"), _PERSONS, Kind.STOCK, BUREAU_KINDS, None,
              _("Bureau staff"), order=64, typed_because=_STAFF, help=_OWN, level=Level.SECRET),
    Indicator("care.staff_fevers", _("New fevers among bureau staff"), _PERSONS, Kind.FLOW, BUREAU_KINDS, None,
              _("Bureau staff"), order=65, typed_because=_STAFF, help=_OWN, high=2),
    Indicator("supplies.masks", _("Masks in store"), _("pieces"), Kind.STOCK, BUREAU_KINDS, None, _("Supplies"), order=66,
              typed_because=_STOCK, help=_OWN),
)  # fmt: skip
ABOUT = (
    Indicator("reports.filled", _("Fields filled in by themselves"), _("%"), Kind.RATIO, REPORTING_KINDS, _filled,
              _("Evening reports"), rollup=RollUp.WEIGHTED, weight="reports.fields", decimals=1, order=90,
              tags=frozenset({ASIDE}), formula=_HOW_FILLED,
              help=_("The share of a report's fields that registers fill in before anybody opens it.")),
    Indicator("reports.fields", _("Fields of the reports"), _("fields"), Kind.STOCK, REPORTING_KINDS, _fields,
              _("Evening reports"), order=91, tags=frozenset({ASIDE}), formula=_HOW_FIELDS),
)  # fmt: skip
