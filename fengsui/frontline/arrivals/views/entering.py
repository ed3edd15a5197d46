"""An officer enters a form for somebody at the desk or on the telephone, or corrects one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.actions.filing import asks_identity
from fengsui.frontline.arrivals.forms import form_of
from fengsui.frontline.arrivals.models import FilingKind, Step, Way
from fengsui.frontline.arrivals.queries.listing import visible
from fengsui.frontline.arrivals.views.common import basics, status, unit_of
from fengsui.ground.org import scope
from fengsui.ground.org.doors import submitted
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

BY_HAND = ((Way.DESK.value, Way.DESK.label), (Way.PHONE.value, Way.PHONE.label))


def new(request: Request, code: str, kind: str) -> HttpResponse:
    """One of the two forms, empty."""
    unit = unit_of(request, code)
    if not scope.may(request.person, "arrivals.enter", unit):
        raise Http404
    form = form_of(kind)(request.POST or None, identity=asks_identity(unit))
    way = request.POST.get("way", Way.DESK.value)

    def enter(data: dict[str, Any]) -> None:
        by_hand = Way(way) if way in dict(BY_HAND) else Way.DESK
        made = arrivals.file(unit, form.read(), by=request.person, way=by_hand, id=data["id"])
        undo = reverse("arrivals:act", args=[made.pk]) + "?do=withdraw"
        messages.success(
            request, _("Entered under the number %(receipt)s.") % {"receipt": made.receipt}, f"undo:{undo}"
        )

    if request.method == "POST" and submitted(form, enter):
        return redirect("arrivals:list", code)
    context = basics(request, unit, form=form, kind=FilingKind(kind), ways=BY_HAND, way=way)
    return render(request, "arrivals/new.html", context, status=status(form))


@require_POST
def correct(request: Request, pk: UUID) -> HttpResponse:
    """What a form is to say from now on; it was opened with a reason before."""
    found = fetch(request.person, visible(request.person), request.path, pk=pk)
    step = Step.objects.as_known().select_related("unit").get(filing=found)
    form = form_of(found.kind)(request.POST, identity=asks_identity(step.unit))
    because = request.POST.get("because", "")
    if submitted(form, lambda _data: arrivals.correct(found, form.read(), by=request.person, because=because)):
        messages.success(request, _("Corrected; what it said before is kept."))
        return redirect("arrivals:filing", pk)
    context = basics(request, step.unit, form=form, kind=FilingKind(found.kind), filing=found, because=because)
    return render(request, "arrivals/correct.html", context, status=status(form))
