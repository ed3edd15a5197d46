from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fengsui.command.assessment.models import ISSUING_KINDS
from fengsui.command.wall.options import Options
from fengsui.command.wall.playing import Playing
from fengsui.command.wall.territory import STATE
from fengsui.command.wall.tiles import TITLES, hour
from fengsui.command.wall.tiles import wall as draw
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.org import scope
from fengsui.ground.org.closed import closed
from fengsui.ground.org.doors import unit_in_line
from fengsui.ground.org.queries import line_of, lines_of

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def home(request: Request) -> HttpResponse:
    """The wall of my highest unit."""
    unit = scope.highest(request.person, "wall.view")
    if unit is None:
        raise Http404
    return redirect("wall:wall", line_of(unit), unit.code)


def _chosen(request: Request, line: str, code: str) -> Unit:
    """The unit of the address if the person may see its wall and it ever stood in that line."""
    return unit_in_line(request, "wall.view", line, code, kind__in=ISSUING_KINDS)


def wall(request: Request, line: str, code: str) -> HttpResponse:
    """The wall of now. `?theme=dark` makes it dark for this address only: a screen on a wall has nobody to choose."""
    unit, options = _chosen(request, line, code), Options.read(request.GET)
    if options.theme:
        request.COOKIES["theme"] = options.theme  # read by the frame of every page; not sent back
    if closed(unit):
        return render(request, "wall/closed.html", {"unit": unit, "line": line})
    context = _context(unit, line, options) | {"wall": draw(unit, line, options), "lines": _lines(unit, line, options)}
    return render(request, "wall/wall.html", context)


def _context(unit: Unit, line: str, options: Options) -> dict[str, Any]:
    return {
        "unit": unit, "line": line, "options": options, "query": options.query(), "tiles": TITLES,
        "light": options.query(theme="light"), "dark": options.query(theme="dark"),
        "present": options.query(present="1"), "all": options.query(present=""),
    }  # fmt: skip


def _lines(unit: Unit, line: str, options: Options) -> list[tuple[str, str, bool]]:
    """The lines in which the unit stands."""
    chosen = options.query(fill=STATE)
    return [
        (str(one.label), reverse("wall:wall", args=[one, unit.code]) + chosen, one == line) for one in lines_of(unit)
    ]


def tiles(request: Request, line: str, code: str) -> HttpResponse:
    """The tiles that say something else than those that the page has (`?have=`); 204 if none does.

    The moment of the answer goes in a header: a tile that is not sent again is true as of then.
    """
    unit, have = _chosen(request, line, code), request.GET.getlist("have")
    if closed(unit):
        return HttpResponse(headers={"HX-Refresh": "true"})
    drawn = draw(unit, line, Options.read(request.GET))
    changed = drawn.changed(have)
    body = "".join(tile.html(fresh=True) for tile in changed)
    response = HttpResponse(body, status=HTTPStatus.OK if changed else HTTPStatus.NO_CONTENT)
    state = clock.state()
    response["X-Wall-Now"] = clock.now().isoformat()
    response["X-Wall-Rate"] = str(state.rate if state.is_drill else 1)
    response["X-Wall-Hour"], response["X-Wall-Head"] = hour(drawn.look.moment), drawn.head
    return response


@looks_back
def frame(request: Request, line: str, code: str) -> HttpResponse:
    """All tiles as known at a moment (`?as_known=`), as a part of the playback; without a moment as known now."""
    unit = _chosen(request, line, code)
    known = request.known or clock.now()
    drawn = draw(unit, line, Options.read(request.GET), known)
    return render(request, "wall/frame.html", {"unit": unit, "line": line, "wall": drawn, "known": known})


def playback(request: Request, line: str, code: str) -> HttpResponse:
    """A past day, frame by frame."""
    unit, options = _chosen(request, line, code), Options.read(request.GET)
    if options.theme:
        request.COOKIES["theme"] = options.theme
    playing = Playing.read(request.GET, clock.now())
    return render(
        request, "wall/playback.html", _context(unit, line, options) | {"playing": playing, "day": playing.day}
    )
