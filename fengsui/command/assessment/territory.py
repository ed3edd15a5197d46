"""A day's picture as a map: where something was found and whose report is missing, by the divisions that the units serve."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from fengsui.ground.checks.declare import Severity
from fengsui.ground.maps import drawing
from fengsui.ground.maps import queries as maps
from fengsui.ground.org.models import FACILITY_KINDS, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from fengsui.command.assessment.queries import Picture
    from fengsui.ground.org.queries import Node

OUTSIDE = ""  # the area of what is at no place of the view: of the whole, without a division, or elsewhere


@dataclass
class Place:
    """What is known of an area or a facility. A finding about many units counts once in each place that it touches."""

    alarms: int = 0
    others: int = 0
    missing: int = 0
    owing: int = 0

    @property
    def found(self) -> int:
        return self.alarms + self.others

    @property
    def tone(self) -> str:
        if self.alarms:
            return "bad"
        if self.others or self.missing:
            return "due"
        return "good" if self.owing else "none"

    @property
    def label(self) -> str:
        """What stands under the name, so that amber is not alone on paper."""
        return str(self.found) if self.found else _("%(n)d missing") % {"n": self.missing} if self.missing else ""

    def sentence(self, name: str) -> str:
        said = [
            ngettext("%(n)d alarm", "%(n)d alarms", self.alarms) % {"n": self.alarms} if self.alarms else "",
            ngettext("%(n)d other finding", "%(n)d other findings", self.others) % {"n": self.others} if self.others else "",
            _("%(n)d of %(m)d reports missing") % {"n": self.missing, "m": self.owing} if self.missing else "",
        ]  # fmt: skip
        nothing = _("all signed, nothing found") if self.owing else _("no report is due here")
        return _("%(name)s: %(said)s.") % {"name": name, "said": _("; ").join(part for part in said if part) or nothing}


@dataclass
class Territory:
    """The map of a unit's division on a day. places: by the code of the area; facilities: by the id of the unit."""

    picture: Picture
    view: str
    places: dict[str, Place] = field(default_factory=dict)
    facilities: dict[int, Place] = field(default_factory=dict)
    units: dict[int, Unit] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not self.facilities and all(self.places[code].tone == "none" for code in maps.codes(self.view))

    @property
    def caption(self) -> str:
        tones = Counter(self.places[code].tone for code in maps.codes(self.view))
        day = date_format(self.picture.day, _("j F Y"))
        said = [
            _("Findings and missing reports by place, %(day)s.") % {"day": day},
            _("Red: an alarm (%(bad)d); amber: another finding or a missing report (%(due)d); green: all signed, nothing found (%(good)d); numbers: findings.")
            % {"bad": tones["bad"], "due": tones["due"], "good": tones["good"]},
            *self._outside,
        ]  # fmt: skip
        return (" " if get_language() == "en" else "").join(said)

    @property
    def _outside(self) -> Iterable[str]:
        here = self.places[OUTSIDE]
        if here.found:
            yield ngettext(
                "%(n)d finding belongs to no place on the map.", "%(n)d findings belong to no place on the map.", here.found
            ) % {"n": here.found}  # fmt: skip
        if here.missing:
            yield ngettext(
                "%(n)d missing report belongs to no place on the map.",
                "%(n)d missing reports belong to no place on the map.", here.missing,
            ) % {"n": here.missing}  # fmt: skip

    def svg(self, *, standalone: bool = False) -> SafeString:
        areas, language = maps.current().areas, get_language()
        fills = {
            code: drawing.Fill(one.tone, one.label, one.sentence(areas[code].label(language)))
            for code, one in self.places.items()
            if code != OUTSIDE
        }
        marks = [
            drawing.Mark(self.units[pk].division, one.tone, one.sentence(self.units[pk].label))
            for pk, one in self.facilities.items()
        ]
        return drawing.svg(self.view, fills, marks, label=self.caption, standalone=standalone, language=language)


def map_block(picture: Picture) -> dict[str, Any] | None:
    """The map as a block of the brief in the language in force; None if the unit's division has no map or nothing is on it."""
    drawn = territory(picture)
    if drawn is None:
        return None
    svg = str(drawn.svg(standalone=True))
    return {"type": "map", "svg": svg, "caption": drawn.caption, "note": maps.review_line(get_language())}


def screen_map(picture: Picture) -> tuple[SafeString, str] | None:
    """The map for a page (with `maps/maps.css`) and what stands under it; None as `map_block` is."""
    drawn = territory(picture)
    return (drawn.svg(), f"{drawn.caption} {maps.review_line()}") if drawn else None


def territory(picture: Picture) -> Territory | None:
    """What the map of a picture shows. One query, whatever the number of units."""
    view = picture.unit.division
    if view not in maps.views():
        return None
    nodes = picture.rollup.nodes
    made = Territory(picture, view, units=Unit.objects.in_bulk([node.unit_id for node in nodes]))
    made.places = {code: Place() for code in (OUTSIDE, *maps.codes(view))}
    homes = _homes(nodes)
    on_map = maps.current()
    made.facilities = {
        pk: Place() for pk in dict.fromkeys(homes.values()) if on_map.is_within(made.units[pk].division, view)
    }
    _reports(made, homes)
    _findings(made, homes)
    return None if made.is_empty else made


def _homes(nodes: list[Node]) -> dict[int, int]:
    """The facility that a unit is or belongs to, by the unit's id. Nodes come parents first."""
    found: dict[int, int] = {}
    for node in nodes:
        if node.kind in FACILITY_KINDS:
            found[node.unit_id] = node.unit_id
        elif node.parent in found:
            found[node.unit_id] = found[node.parent]
    return found


def _reports(made: Territory, homes: dict[int, int]) -> None:
    for row in made.picture.standings:
        for one in _places(made, homes, [row.unit]):
            one.owing += 1
            one.missing += not row.is_signed


def _findings(made: Territory, homes: dict[int, int]) -> None:
    for row in made.picture.main:
        for one in _places(made, homes, [one.unit for one in row.alone]):
            if row.severity is Severity.ALARM:
                one.alarms += 1
            else:
                one.others += 1


def _places(made: Territory, homes: dict[int, int], units: list[Unit]) -> list[Place]:
    """The areas and facilities of some units, each once; outside only if there is none."""
    areas = {_area(made, homes, unit) for unit in units} - {OUTSIDE}
    facilities = {homes[unit.pk] for unit in units if unit.pk in homes} & made.facilities.keys()
    found = [made.places[code] for code in areas] + [made.facilities[pk] for pk in facilities]
    return found or [made.places[OUTSIDE]]


def _area(made: Territory, homes: dict[int, int], unit: Unit) -> str:
    """The area of the view in which a unit serves; a ward without a division stands in its facility's."""
    home = homes.get(unit.pk)
    return maps.current().among(unit.division or (made.units[home].division if home else ""), made.places)
