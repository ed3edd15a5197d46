"""Looking: all units counted, one unit's filings, the rows behind a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from fengsui.frontline.arrivals.models import FilingKind, Stage
from fengsui.frontline.arrivals.queries import listing, numbers
from fengsui.frontline.arrivals.views.common import basics, unit_of
from fengsui.ground.clock.past import looks_back
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.org import scope
from fengsui.ground.org.doors import unit_at
from fengsui.ground.org.pages import page

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def index(request: Request) -> HttpResponse:
    """The units in reach with what waits there; with only one, its list at once."""
    if not (scope.may(request.person, "arrivals.view") or scope.may(request.person, "arrivals.check")):
        raise Http404
    units = listing.with_arrivals(request.person)
    found = page(units, request.GET)
    if len(found) == 1 and not found.newer and not request.GET:
        return redirect("arrivals:list", found.rows[0].code)
    return render(request, "arrivals/index.html", {"page": found, "rows": listing.tallies(found.rows)})


@looks_back
def listed(request: Request, code: str) -> HttpResponse:
    """A unit's filings by how they stand, newest first."""
    unit, known = unit_of(request, code), request.known
    query = {key: request.GET.get(key, "")[:100] for key in ("kind", "q")} | {
        "stage": request.GET.get("stage") or Stage.FILED.value
    }
    found = page(listing.of_unit(unit, query, known), request.GET)
    here, waiting = reverse("arrivals:list", args=[code]), listing.counts(unit) if known is None else {}
    context = basics(
        request, unit, page=found, rows=listing.lines(found, known, look_alike=query["stage"] == Stage.FILED), asked=query,
        stages=[(name, f"{here}?stage={key}", waiting.get(key, ""), key == query["stage"]) for key, name in listing.STAGES],
        kinds=FilingKind.choices, filtered=bool(query["kind"] or query["q"]),
    )  # fmt: skip
    return render(request, "arrivals/list.html", context)


@looks_back
def rows(request: Request, code: str, day: date, indicator: str) -> HttpResponse:
    """The rows that make one number of a bureau's report."""
    unit = unit_at(request, listing.seen_by(request.person), code)
    found = indicators.indicators().get(indicator)
    if found is None or found.compute is None or not indicator.startswith("arrivals.") or unit.kind not in found.kinds:
        raise Http404
    asked = indicators.asked(day, [unit.pk], request.known)
    context: dict[str, Any] = basics(
        request, unit, day=day, indicator=found, value=found.compute(asked).get(unit.pk), window=asked.windows[unit.system],
        evidence=numbers.evidence(unit.pk, asked, indicator),
    )  # fmt: skip
    return render(request, "arrivals/rows.html", context)
