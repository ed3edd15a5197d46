"""Links of the public and their posters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.forms import DoorForm
from fengsui.frontline.arrivals.measures import DOOR_DAYS, KEPT_DAYS
from fengsui.frontline.arrivals.models import Door
from fengsui.frontline.arrivals.queries.listing import seen_by
from fengsui.frontline.arrivals.views.common import basics, status, unit_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import qr
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.doors import submitted, tried
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse
    from django.utils.safestring import SafeString

    from fengsui.ground.org.places import Request


def code(text: str) -> SafeString:
    """A QR code as a drawing in the page."""
    return mark_safe(qr.svg(text))  # noqa: S308 - made of numbers alone


def doors(request: Request, code: str) -> HttpResponse:
    """A unit's links, open and closed; a new one beside them."""
    unit = unit_of(request, code)
    form = DoorForm(request.POST or None)
    made: list[Door] = []

    def enter(data: dict[str, Any]) -> None:
        made.append(arrivals.open_door(unit, data["place"], asks=data["asks"], days=data["days"], by=request.person))

    if request.method == "POST" and submitted(form, enter):
        messages.success(request, _("The link is open. Print its poster."))
        return redirect("arrivals:poster", made[0].pk)
    found = page(Door.objects.filter(unit=unit), request.GET)
    context = basics(request, unit, page=found, form=form, now=clock.now(), days=measures.reading(DOOR_DAYS).of(unit))
    return render(request, "arrivals/doors.html", context, status=status(form))


def _door(request: Request, pk: UUID) -> Door:
    rows = Door.objects.filter(unit__in=seen_by(request.person).values("pk")).select_related("unit")
    return fetch(request.person, rows, request.path, pk=pk)


def poster(request: Request, pk: UUID) -> HttpResponse:
    """One link with its poster for the wall, A4."""
    found = _door(request, pk)
    address = request.build_absolute_uri(reverse("arrivals:public", args=[found.token]))
    is_open = found.closed_at is None and found.expires_at > clock.now()
    context = basics(
        request, found.unit, door=found, address=address, code=code(address), is_open=is_open, kept=measures.reading(KEPT_DAYS).system(""),
        filed=found.filings.count(),
    )  # fmt: skip
    return render(request, "arrivals/poster.html", context)


@require_POST
def close(request: Request, pk: UUID) -> HttpResponse:
    """Close a link for good."""
    found = _door(request, pk)
    tried(
        request,
        lambda: arrivals.close(found, by=request.person),
        _("Closed. Take the poster down: its code leads nowhere now."),
    )
    return redirect("arrivals:doors", found.unit.code)
