"""What the pages share: the unit asked for, its tabs, where they lead."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.frontline.arrivals.queries.hours import slot_now
from fengsui.frontline.arrivals.queries.listing import seen_by
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.doors import unit_at

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def unit_of(request: Request, code: str) -> Unit:
    """The unit of an address, if the person sees its arrivals; else 404, noted in the journal."""
    return unit_at(request, seen_by(request.person), code)


def tabs(unit: Unit) -> list[tuple[str, str]]:
    day, slot = slot_now(unit)
    return [
        (_("Filings"), reverse("arrivals:list", args=[unit.code])),
        (_("Temperatures"), reverse("arrivals:temperatures", args=[unit.code, day.isoformat(), slot])),
        (_("Links and posters"), reverse("arrivals:doors", args=[unit.code])),
        (_("Notices"), reverse("arrivals:notices", args=[unit.code])),
        (_("Explaining"), reverse("arrivals:explained", args=[unit.code])),
    ]


def basics(request: Request, unit: Unit, **more: Any) -> dict[str, Any]:
    """What every page of a unit needs."""
    now = request_known(request) is None and not unit.is_closed(clock.today())
    may = {
        verb: now and scope.may(request.person, f"arrivals.{verb}", unit)
        for verb in ("enter", "check", "open", "post", "unmask")
    }
    return {"unit": unit, "tabs": tabs(unit), "may": may, **more}


def request_known(request: Request) -> object:
    return getattr(request, "known", None)


def status(form: Any) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
