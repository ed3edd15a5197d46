"""The officers' strength of a day, and the days before."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.forms import StrengthForm
from fengsui.frontline.custody.models import Strength
from fengsui.frontline.custody.queries.reserves import reserves
from fengsui.frontline.custody.views.common import around, basics, facility_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.closed import last_day
from fengsui.ground.org.doors import submitted
from fengsui.ground.org.queries import names

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request

DAYS = 14


@looks_back
def strength(request: Request, code: str) -> HttpResponse:
    """Enter or correct a day's officers; below it the last days and what the limits say."""
    unit, known = facility_of(request, code), request.known
    day = last_day(unit, clock.day_asked(request.GET, known))
    form = StrengthForm(request.POST or None, initial=_initial(unit, day))
    if request.method == "POST" and submitted(form, lambda data: _set(request, unit, day, data)):
        messages.success(request, _("Saved."))
        return redirect(reverse("custody:strength", args=[code]) + f"?day={day.isoformat()}")
    told = Strength.objects.as_known(known).filter(facility=unit)
    rows = told.filter(day__range=(day - timedelta(days=DAYS), day)).order_by("-day")
    people = names(row.entered_by_id for row in rows)
    reserve = next(iter(reserves(day, known, unit)), None)
    context = basics(
        unit, day=day, days=around(day, known), form=form, reserve=reserve,
        concerns=[str(each.sentence).format(**each.params) for each in reserve.concerns()] if reserve else [],
        rows=[(row, people.get(row.entered_by_id, "") if row.entered_by_id else "") for row in rows],
        may_set=known is None and scope.may(request.person, "custody.strength", unit),
        entries=history(f"custody.strength:{unit.pk}:{day.isoformat()}", known),
    )  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "custody/strength.html", context, status=status)


def _initial(unit: Unit, day: date) -> dict[str, Any]:
    """The day's own numbers if it has some; of the day before only when the shift went inside."""
    rows = Strength.objects.as_known().filter(facility=unit, day__lte=day).order_by("-day")
    last = rows.first()
    if last is None:
        return {"seen": ""}
    if last.day != day:
        return {"seen": "", "inside_since": last.inside_since}
    return {
        "seen": str(last.pk), "on_duty": last.on_duty, "in_isolation": last.in_isolation, "on_standby": last.on_standby,
        "inside_since": last.inside_since,
    }  # fmt: skip


def _set(request: Request, unit: Unit, day: date, data: dict[str, Any]) -> None:
    custody.set_strength(unit, day, by=request.person, **data)
