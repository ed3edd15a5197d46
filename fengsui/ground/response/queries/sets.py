"""Switch sets, and what one of them would put in force."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.declare import Setting
from fengsui.ground.org.models import System, Unit
from fengsui.ground.response.models import SwitchSet
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from typing import Any


class Shown(NamedTuple):
    """A line of a set as people read it."""

    key: str
    name: str
    value: str
    whom: str


def sets() -> list[SwitchSet]:
    """The sets that can be used, by name."""
    return list(SwitchSet.objects.as_known().select_related("unit"))


def settings(
    prepared: SwitchSet, *, system: str = "", at: datetime | None = None, until: datetime | None = None
) -> list[Setting]:
    """What a set would put in force from `at` (now) until `until`, for all that it names or for one system of it.

    Refused if nothing is left, if a unit of it is gone, or if no room declares a measure of it any more.
    """
    units = {unit.code: unit for unit in Unit.objects.existing().filter(code__in=_codes([prepared]))}
    if gone := _codes([prepared]) - units.keys():
        raise Refused("response.gone", _("The unit %(code)s is closed; edit the set.") % {"code": min(gone)})
    lines = [line for line in prepared.lines if _concerns(line, units, system)]
    if not lines:
        raise Refused("response.empty", _("Nothing of this set concerns that system."), field="system")
    moment = at or clock.now()  # one for all: a clock that runs would begin each line a little later
    return [_setting(line, units.get(line["unit"]), system, moment, until) for line in lines]


def _setting(line: dict[str, Any], unit: Unit | None, system: str, at: datetime, until: datetime | None) -> Setting:
    parameter = measures.parameters().get(line["parameter"])
    if parameter is None:
        raise Refused("response.parameter", _("There is no measure “%(key)s” any more.") % {"key": line["parameter"]})
    reach = "" if unit else line["system"] or system
    return Setting(parameter, parameter.loaded(line["value"]), at, until, reach, unit)


def shown(prepared: Iterable[SwitchSet], system: str = "") -> dict[int, list[Shown]]:
    """Set → its lines as people read them, or those that concern one system. One query for all."""
    listed = list(prepared)
    units = {unit.code: unit for unit in Unit.objects.filter(code__in=_codes(listed))}
    return {
        one.pk: [_shown(line, units, system) for line in one.lines if _concerns(line, units, system)] for one in listed
    }


def _concerns(line: dict[str, Any], units: dict[str, Unit], system: str) -> bool:
    of = units[line["unit"]].system if line["unit"] in units else line["system"]
    return not system or of in {"", system}


def _shown(line: dict[str, Any], units: dict[str, Unit], system: str) -> Shown:
    parameter = measures.parameters().get(line["parameter"])
    unit, reach = units.get(line["unit"]), line["system"] or system
    whom = unit.label if unit else str(System(reach).label) if reach else _("all systems")
    if parameter is None:
        return Shown(line["parameter"], line["parameter"], str(line["value"]), whom)
    value = measures.shown(parameter.loaded(line["value"]), parameter.unit, parameter.choices)
    return Shown(parameter.key, str(parameter.name), value, whom)


def _codes(prepared: Iterable[SwitchSet]) -> set[str]:
    return {line["unit"] for one in prepared for line in one.lines if line["unit"]}
