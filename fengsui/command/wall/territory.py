"""The map's colours: what a look at the unit means for the leagues and banners, and for the facilities as points.

A division is as bad as the worst of the units that serve it or a place in it: colour means state, or one key figure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fengsui.command.wall.places import Place
from fengsui.ground.indicators.declare import RollUp
from fengsui.ground.maps import drawing
from fengsui.ground.maps import queries as maps
from fengsui.ground.maps.drawing import Fill, Mark
from fengsui.ground.org.models import FACILITY_KINDS, SECTION_KINDS, Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.safestring import SafeString

    from fengsui.command.wall.queries import Coming, Grave, Key, Look
    from fengsui.ground.org.queries import Node

WHOLE = "150000"
STATE, CASES = "state", "cases"  # what the colours say, beside the key figures
MOST_MARKS = 60  # more points would be a stain; the gravest are kept
_ORDER = {"bad": 0, "due": 1, "gap": 2, "good": 3, "none": 4}


@dataclass(frozen=True)
class Unplaced:
    """A facility that is not on the map."""

    name: str
    tone: str
    title: str
    url: str


@dataclass(frozen=True)
class Counted:
    """What the map counts by place, instead of the state. elsewhere: how much of it stands at no place on the map."""

    code: str
    name: str
    values: dict[str, float | None]
    unit: str = ""
    decimals: int = 0
    elsewhere: float | None = None
    said: str = ""  # under the map


class Territory:
    """One look at a unit, by place."""

    def __init__(self, look: Look, coming: Coming, grave: Grave) -> None:
        self.look = look
        self.divisions = _divisions(look)
        self.nodes = [node for node in look.nodes if node.kind not in SECTION_KINDS]
        self.map = maps.current()
        signed, unread = {node.unit_id for node in coming.signed}, grave.unread
        silent = {node.unit_id: silent for node, silent in coming.missing}
        worst, alike = self._worst(grave), cache(Place)  # thousands of units, a handful of states
        self.states = {
            pk: alike(pk in signed or pk in silent, pk in signed, silent.get(pk, False), worst.get(pk, 0), unread)
            for pk in (node.unit_id for node in self.nodes)
        }

    def _worst(self, grave: Grave) -> dict[int, int]:
        """Unit id → the gravest found there; what is found at a section counts at its facility."""
        above = {node.unit_id: node.parent for node in self.look.nodes if node.kind in SECTION_KINDS}
        found: dict[int, int] = {}
        for unit_id, severity in grave.worst.items():
            pk = above.get(unit_id) or unit_id
            found[pk] = max(found.get(pk, 0), int(severity))
        return found

    def view(self, wanted: str) -> str:
        """The part of the map that is asked for, if the unit has anything there; else its own league, or the whole."""
        if wanted == WHOLE or wanted in self.leagues:
            return wanted
        own = league_of(self.look.unit.division)
        return own if own in self.leagues and len(self.leagues) == 1 else WHOLE

    @cached_property
    def leagues(self) -> set[str]:
        return {league_of(code) for code in set(self.divisions.values())}

    def _inside(self, view: str) -> dict[str, list[Node]]:
        """Division of the view → the units that serve it or a place in it."""
        found: dict[str, list[Node]] = defaultdict(list)
        for node in self.nodes:
            code = self.divisions.get(node.unit_id, "")
            if code and view == WHOLE:
                found[league_of(code)].append(node)
            elif code != view and league_of(code) == view:
                found[code].append(node)
        return found

    def fills(self, view: str, link: Callable[[str], str]) -> dict[str, Fill]:
        """Division → its state. link: the address that goes into a league."""
        found = {}
        for code, nodes in self._inside(view).items():
            place = Place.of(Counter(self.states[node.unit_id] for node in nodes))
            title = self.map.title(code) + _(": ") + place.title
            found[code] = Fill(place.tone, "", title, link(code) if view == WHOLE else self._down(nodes))
        return found

    def values(self, view: str, key: Key) -> dict[str, float | None]:
        """Division → the key figure there; None: somebody owes it there and nobody's is known. Where nobody owes it: nothing."""
        own = _own(self.look, key)
        found: dict[str, float | None] = {}
        for code, nodes in self._inside(view).items():
            owing = [node for node in nodes if node.kind in key.indicator.kinds]
            known = [own[node.unit_id] for node in owing if node.unit_id in own]
            if owing:
                found[code] = sum(known) if known else None
        return found

    def counted(self, view: str, key: Key) -> Counted:
        return Counted(
            key.indicator.code, str(key.indicator.name), self.values(view, key), str(key.indicator.unit),
            key.indicator.decimals, self.unplaced_amount(view, key),
        )  # fmt: skip

    def amounts(self, view: str, counted: Counted, link: Callable[[str], str]) -> dict[str, Fill]:
        """Division → what is counted there as a colour and a number."""
        found = {}
        for code, tone in drawing.ramp(counted.values).items():
            value = counted.values[code]
            said = _("missing") if value is None else f"{value:,.{counted.decimals}f}"
            title = f"{self.map.title(code)}{_(': ')}{counted.name} {said}"
            found[code] = Fill(tone, said, title, link(code) if view == WHOLE else "")
        return found

    def marks(self, view: str) -> tuple[list[Mark], int]:
        """The facilities as points, the gravest first, and how many there are in all."""
        placed = [node for node in self._facilities if self._is_placed(node, view)]
        marks = [
            Mark(self.divisions[node.unit_id], self.states[node.unit_id].tone, self._said(node), self._report(node))
            for node in placed[:MOST_MARKS]
        ]
        return marks, len(placed)

    def unplaced(self, view: str) -> list[Unplaced]:
        """The facilities whose place on the map is not known, the gravest first: what is not drawn is said.

        In a league: those of which only the league is known.
        """
        wanted = "" if view == WHOLE else view
        return [
            Unplaced(node.name, self.states[node.unit_id].tone, self._said(node), self._report(node))
            for node in self._facilities
            if self.divisions.get(node.unit_id, "") == wanted
        ]

    def _is_placed(self, node: Node, view: str) -> bool:
        code = self.divisions.get(node.unit_id, "")
        return bool(code) and (view == WHOLE or (league_of(code) == view and code != view))

    def unplaced_amount(self, view: str, key: Key) -> float | None:
        """How much of a key figure stands at no place on the map; None: nothing that is known."""
        wanted = "" if view == WHOLE else view
        known = [value for pk, value in _own(self.look, key).items() if self.divisions.get(pk, "") == wanted]
        return sum(known) if known else None

    @cached_property
    def _facilities(self) -> list[Node]:
        """The gravest first."""
        found = [node for node in self.nodes if node.kind in FACILITY_KINDS]
        return sorted(found, key=lambda node: _ORDER[self.states[node.unit_id].tone])

    def _said(self, node: Node) -> str:
        return f"{node.name}{_(': ')}{self.states[node.unit_id].title}"

    def _report(self, node: Node) -> str:
        return reverse("reports:report", args=[node.code, self.look.day])

    def _down(self, nodes: list[Node]) -> str:
        """Where a banner leads: to its bureau's roll-up, if the line has one."""
        bureaus = [node for node in nodes if node.kind == "county_bureau"]
        return reverse("reports:rollup", args=[self.look.line, bureaus[0].code, self.look.day]) if bureaus else ""


@lru_cache(maxsize=32)
def picture(
    _map: int | None, view: str, fills: tuple[tuple[str, Fill], ...], marks: tuple[Mark, ...], label: str, language: str
) -> tuple[SafeString, str]:
    """The picture with what stands under it. Remembered by all that it says: most looks find nothing new to draw."""
    return drawing.svg(view, dict(fills), marks, label=label, language=language), maps.review_line(language)


def _divisions(look: Look) -> dict[int, str]:
    """Unit id → the division that it serves or lies in; the whole's own code is no place on it."""
    here = {node.unit_id for node in look.nodes}
    rows = Unit.objects.exclude(division="").order_by().values_list("pk", "division")
    return {pk: code for pk, code in rows if pk in here and code[2:4] != "00"}


def league_of(division: str) -> str:
    return f"{division[:4]}00" if division else ""


def addable(key: Key) -> bool:
    """Whether a figure can be added up by place: a mean or a largest value cannot be taken apart again."""
    return key.indicator.rollup is RollUp.SUM


def _own(look: Look, key: Key) -> dict[int, float]:
    """Unit id → its own number: the roll-up's at the unit without what lies below it."""
    column = look.today.codes.index(key.indicator.code)
    parts = np.stack([look.today.confirmed[:, column], look.today.unconfirmed[:, column]])
    known = ~np.isnan(parts).all(axis=0)
    totals = np.nansum(parts, axis=0)
    row_of = {node.unit_id: row for row, node in enumerate(look.nodes)}
    own = totals.copy()
    for row, node in enumerate(look.nodes):
        above = row_of.get(node.parent) if node.parent else None
        if above is not None:
            own[above] -= totals[row]
    return {
        node.unit_id: float(own[row])
        for row, node in enumerate(look.nodes)
        if known[row] and node.kind in key.indicator.kinds
    }


def unshown(shown: int, total: int) -> str:
    """The sentence that says that not every facility is drawn."""
    if shown == total:
        return ""
    return ngettext("%(n)d facility more is not drawn.", "%(n)d facilities more are not drawn.", total - shown) % {
        "n": total - shown
    }
