from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fengsui.command.tasks import queries
from fengsui.command.tasks.forms import ManyForm
from fengsui.command.tasks.models import Source, Stage
from fengsui.command.tasks.queries.listing import ALL, LATE, SIDES, is_over
from fengsui.ground.clock.past import looks_back
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request

SUGGESTED = 200  # units offered while one types; the others are found by code or name


def _tabs() -> list[tuple[str, str]]:
    return [
        (_("Mine"), reverse("tasks:index")), (_("Given by us"), reverse("tasks:given")), (_("Board"), reverse("tasks:board")),
        (_("All tasks"), reverse("tasks:all")),
    ]  # fmt: skip


def _see(request: Request) -> None:
    if not scope.may(request.person, "tasks.see"):
        raise Http404


def _common(request: Request) -> dict[str, Any]:
    return {
        "tabs": _tabs(), "may_give": request.known is None and scope.may(request.person, "tasks.give"),
        "may_do": request.known is None and scope.may(request.person, "tasks.do"),
    }  # fmt: skip


@looks_back
def index(request: Request, side: str) -> HttpResponse:  # noqa: ARG001 - whose they are, for the export
    """Mine and my unit's, the most urgent first; what waits for my review."""
    _see(request)
    context = {"groups": queries.groups(request.person, request.known), **_common(request)}
    return render(request, "tasks/index.html", context)


@looks_back
def board(request: Request) -> HttpResponse:
    """By how they stand, in columns; on a phone one under the other."""
    _see(request)
    usual = "given" if scope.may(request.person, "tasks.give") else "mine"
    side = asked if (asked := request.GET.get("side", "")) in {*SIDES, ALL} else usual
    here = reverse("tasks:board")
    sides = [(_("Given by us"), "given"), (_("Mine"), "mine"), (_("All tasks"), ALL)]
    context = {
        "columns": queries.columns(request.person, side, request.known), "side": side,
        "sides": [(title, f"{here}?side={key}", key) for title, key in sides], **_common(request),
    }  # fmt: skip
    return render(request, "tasks/board.html", context)


@looks_back
def listed(request: Request, side: str = "") -> HttpResponse:
    """A list with filters, a page at a time, and one act on many of them."""
    _see(request)
    query = request.GET.dict() | ({"side": side} if side else {})
    pages = queries.paged(queries.wanted(request.person, query, request.known), query)
    common = _common(request)
    units = receivers(request, SUGGESTED) if request.known is None else []
    context = {
        "side": side, "rows": queries.shown(pages, request.known), "pages": pages, "states": _states(),
        "sources": [(one.value, one.label) for one in Source], "asked": query, "urgent": not is_over(query),
        "filtered": any(query.get(name) for name in ("state", "q", "unit", "source")), "suggested": units,
        "many": ManyForm(units=units) if request.known is None and len(pages) else None, "more": bool(pages.newer or pages.older),
        "filter": request.GET.urlencode(), "rest": _rest(request), **common,
    }  # fmt: skip
    return render(request, "tasks/list.html", context)


def _states() -> list[tuple[str, str]]:
    found = [("", _("Not over")), (LATE, _("Late"))]
    found += [(one.value, str(one.label)) for one in Stage]
    return [*found, (ALL, pgettext("tasks", "All"))]


def _rest(request: Request) -> str:
    query = request.GET.copy()
    for key in ("after", "before"):
        query.pop(key, None)
    return f"&{query.urlencode()}" if query else ""


def receivers(request: Request, most: int | None = None) -> list[Unit]:
    """The units to which the person can hand tasks over (at most so many)."""
    found: dict[int, Unit] = {}
    for giver in queries.givers(request.person):
        found |= {unit.pk: unit for unit in queries.near(giver, most)}
    return list(found.values())[:most]
