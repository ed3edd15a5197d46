"""The tiles of a wall as HTML, each with a mark of what it says: a wall that has the mark already is not sent the tile."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fengsui.command.wall import queries
from fengsui.command.wall.curve import curve
from fengsui.command.wall.response import head
from fengsui.command.wall.territory import CASES, STATE, WHOLE, Counted, Territory, addable, picture, unshown
from fengsui.ground.clock import queries as clock
from fengsui.ground.maps import drawing
from fengsui.ground.org.queries import line_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from django.utils.functional import Promise

    from fengsui.command.wall.options import Options
    from fengsui.command.wall.queries import Cases, Coming, Grave, Key, Look
    from fengsui.ground.org.models import Unit

KEYS, ELSEWHERE = 8, 6


@dataclass(frozen=True)
class Room:
    """So many rows fit on a tile; what is left over is said by number. A bar of playback or presentation takes some away."""

    missing: int = 13
    findings: int = queries.MOST
    owed: int = 7


WHOLE_SCREEN, UNDER_A_BAR = Room(), Room(missing=9, findings=5, owed=5)


class Head(NamedTuple):
    """What stands above a tile."""

    title: str | Promise
    icon: str


TITLES = {
    "figures": Head(gettext_lazy("Key figures"), icon="table"),
    "coming": Head(gettext_lazy("Reports coming in"), icon="file-text"),
    "map": Head(gettext_lazy("Map"), icon="map-2"),
    "grave": Head(gettext_lazy("Findings"), icon="report-analytics"),
    "owed": Head(gettext_lazy("Running out"), icon="clock"),
}
STATES = (
    ("bad", gettext_lazy("alarm or silent")), ("due", gettext_lazy("warning or not signed")),
    ("good", gettext_lazy("in order")), ("gap", gettext_lazy("not known")),
)  # fmt: skip
_LEFT = re.compile(r'(<time class="left"[^>]*>)[^<]*')


@dataclass(frozen=True)
class Tile:
    """One tile. mark: of what it says, without the moment of looking and without what the browser counts down itself.

    at: as of when it is; is_live: of the moment of looking, which moves on while the tile stays as it is.
    """

    name: str
    body: str
    mark: str
    at: datetime | None
    is_live: bool

    def html(self, *, fresh: bool = False) -> str:
        """The whole tile; fresh: as a part that takes the place of the one on the page."""
        title, icon = TITLES[self.name]
        said = hour(self.at) if self.at else ""
        return render_to_string(
            "wall/tile.html", {"tile": self, "title": title, "icon": icon, "fresh": fresh, "at": said}
        )


@dataclass(frozen=True)
class Wall:
    """All tiles of one look. response: which day of the response it is; level: a government's, as recorded."""

    look: Look
    response: int | None
    level: str
    tiles: list[Tile]

    @property
    def head(self) -> str:
        """What the head says; a page whose head says something else is loaded anew."""
        level = crc32(self.level.encode())  # a header is ASCII
        return f"{self.look.day.isoformat()}.{self.response}.{level}"

    def changed(self, have: Collection[str]) -> list[Tile]:
        """The tiles that say something else than what somebody has."""
        return [tile for tile in self.tiles if f"{tile.name}.{tile.mark}" not in have]


def wall(unit: Unit, line: str, options: Options, known: datetime | None = None) -> Wall:
    """Look once and draw every tile of it. A constant number of queries."""
    room = UNDER_A_BAR if known or options.present else WHOLE_SCREEN
    look = queries.look(unit, line, known)
    figures, coming = queries.figures(look), queries.coming(look)
    grave = queries.grave(look)
    contexts = {
        "figures": {"keys": figures[:KEYS]},
        "coming": _coming(coming, look, room),
        "map": _map(look, coming, grave, figures, options),
        "grave": _grave(grave, look, room),
        "owed": _owed(look, room),
    }
    shared = {"unit": unit, "line": line, "day": look.day, "known": known, "nowhere": look.path is None}
    drawn = [_tile(name, shared | {"at": look.moment} | context, look) for name, context in contexts.items()]
    return Wall(look, *head(look.day, known), drawn)


def _tile(name: str, context: dict[str, Any], look: Look) -> Tile:
    body, at = render_to_string(f"wall/tile_{name}.html", context), context["at"]
    is_live = at == look.moment
    said = _LEFT.sub(r"\1", body) + ("" if is_live else str(at))
    return Tile(name, body, hashlib.sha256(said.encode()).hexdigest()[:16], at, is_live)


def _grave(grave: Grave, look: Look, room: Room) -> dict[str, Any]:
    brief = reverse("assessment:brief", args=[line_of(look.unit), look.unit.code, look.day])
    return {
        "few": grave.total < room.findings - 1, "at": grave.at, "findings": grave.findings[: room.findings], "more": max(grave.total - room.findings, 0), "brief_url": brief,
    }  # fmt: skip


def _coming(coming: Coming, look: Look, room: Room) -> dict[str, Any]:
    return {
        "coming": coming, "curve": curve(coming, look.moment), "missing": coming.missing[: room.missing],
        "more": max(len(coming.missing) - room.missing, 0),
    }  # fmt: skip


def _owed(look: Look, room: Room) -> dict[str, Any]:
    rows = queries.owed(look)
    return {"rows": rows[: room.owed], "more": max(len(rows) - room.owed, 0)}


def _map(look: Look, coming: Coming, grave: Grave, keys: list[Key], options: Options) -> dict[str, Any]:
    """The map by state, by one of the key figures that can be added up by place, or by the cases of the notices."""
    territory = Territory(look, coming, grave)
    view = territory.view(options.view)
    choices = [key for key in keys if addable(key)]
    counted = _counted(territory, view, choices, options.fill)
    chosen = counted.code if counted else STATE

    def link(code: str) -> str:
        return options.query(view=code)

    legend = drawing.steps(counted.values) if counted else [(tone, str(word)) for tone, word in STATES]
    fills = territory.amounts(view, counted, link) if counted else territory.fills(view, link)
    marks, total = territory.marks(view)
    elsewhere = territory.unplaced(view)
    label = _("Map: %(what)s") % {"what": counted.name if counted else _("state of reports and findings")}
    language = get_language() or "zh-hans"
    drawn, review = picture(territory.map.row, view, tuple(fills.items()), tuple(marks), label, language)
    return {
        "map": drawn, "review": review, "legend": drawing.legend(legend),
        "fills": [
            (name, options.query(fill=code, view=options.view if code != CASES else WHOLE), code == chosen)
            for code, name in _fills(choices)
        ],
        "back": options.query(view=WHOLE) if view != WHOLE and len(territory.leagues) > 1 else "",
        "elsewhere": [] if counted else elsewhere[:ELSEWHERE], "elsewhere_total": len(elsewhere), "counted": counted,
        "unshown": unshown(len(marks), total), "drawn": bool(fills or marks),
    }  # fmt: skip


def _fills(choices: list[Key]) -> list[tuple[str, str]]:
    """What the colours may say: its code in the address, its name."""
    figures = [(key.indicator.code, str(key.indicator.name)) for key in choices]
    return [(STATE, _("State")), *figures, (CASES, _("Confirmed cases"))]


def _counted(territory: Territory, view: str, choices: list[Key], wanted: str) -> Counted | None:
    """What is counted by place if somebody chose it; None: the state is shown."""
    if wanted == CASES and view == WHOLE:  # the notices count by league
        return _cases(queries.cases(territory.look))
    key = next((key for key in choices if key.indicator.code == wanted), None)
    return territory.counted(view, key) if key else None


def _cases(found: Cases | None) -> Counted:
    name = _("Confirmed cases")
    if found is None:
        return Counted(CASES, name, {}, said=_("Nobody has brought case counts of this day or an earlier one yet."))
    said = _("Cumulative confirmed cases up to %(day)s, by the notices.") % {"day": date_format(found.day, _("j F Y"))}
    return Counted(CASES, name, found.counts, said=said)


def hour(moment: datetime) -> str:
    return f"{clock.local(moment):%H:%M:%S}"
