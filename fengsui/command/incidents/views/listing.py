from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fengsui.command.incidents import queries
from fengsui.command.incidents.models import Stage
from fengsui.command.incidents.queries.kinds import labels
from fengsui.command.incidents.queries.listing import ALL, LATE
from fengsui.command.incidents.views.common import see, tabs
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.org import scope
from fengsui.ground.org.doors import unit_at
from fengsui.ground.org.pages import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request

MOMENT = "%Y-%m-%dT%H:%M"
_HOURS = (time(17, 30), time(19))


@looks_back
def index(request: Request) -> HttpResponse:
    """What goes on within reach, with filters; what changed last comes first."""
    see(request)
    query, now = request.GET.dict(), request.known is None
    pages = page(queries.wanted(request.person, query, request.known), query)
    context = {
        "tabs": tabs(), "rows": queries.shown(pages, request.known), "pages": pages, "states": _states(), "asked": query,
        "kinds": list(labels().items()), "filtered": any(query.get(name) for name in ("state", "kind", "unit", "q")),
        "may_report": now and scope.may(request.person, "incidents.report"),
        "may_note": now and scope.may(request.person, "incidents.note"),
    }  # fmt: skip
    return render(request, "incidents/list.html", context)


def _states() -> list[tuple[str, str]]:
    found = [("", _("Going on or noted")), (LATE, _("Report overdue"))]
    return [*found, *((one.value, str(one.label)) for one in Stage), (ALL, pgettext("incidents", "All"))]


@looks_back
def night(request: Request) -> HttpResponse:
    """What happened since last evening, or between two moments, in the area of a unit."""
    see(request)
    unit, known = _unit(request), request.known
    moment = known or clock.now()
    until = min(_moment(request.GET.get("until", "")) or moment, moment)
    since = _moment(request.GET.get("since", "")) or queries.began(unit, until)
    wrong = since >= until
    since = queries.began(unit, until) if wrong else since
    picture = queries.picture(unit, request.person, since, until, known)
    units = list(scope.own(request.person, "incidents.see"))
    context: dict[str, Any] = {
        "tabs": tabs(), "area": unit, "since": since, "until": until, "night": picture, "wrong": wrong, "own": units,
        "since_typed": clock.local(since).strftime(MOMENT), "until_typed": clock.local(until).strftime(MOMENT),
        "starts": _starts(unit, until), "quiet": not (picture.incidents or picture.calls or picture.going),
    }  # fmt: skip
    return render(request, "incidents/night.html", context)


def _starts(unit: Unit, until: datetime) -> list[tuple[str, str]]:
    """Where a night may begin: the end of the working day, the evening's meeting."""
    hours = {queries.began(unit, until, hour) for hour in _HOURS} | {queries.began(unit, until)}
    return [
        (clock.local(one).strftime(MOMENT), date_format(clock.local(one), "MOMENT_FORMAT")) for one in sorted(hours)
    ]


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if not clock.EARLIEST <= found.year < clock.LATEST:
        return None
    return found.replace(tzinfo=clock.LOCAL) if found.tzinfo is None else found


def _unit(request: Request) -> Unit:
    """The unit of the address, or the highest that the person serves."""
    if code := request.GET.get("unit", ""):
        return unit_at(request, scope.seen(request.person, "incidents.see"), code)
    found = scope.highest(request.person, "incidents.see")
    if found is None:
        raise Http404
    return found
