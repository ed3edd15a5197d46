"""The sheet of temperatures, a fever, the release and its certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.actions import Reading
from fengsui.frontline.arrivals.forms import FollowForm
from fengsui.frontline.arrivals.models import FeverDeed, Observation, Release, Slot, Step, Temperature
from fengsui.frontline.arrivals.queries import watching
from fengsui.frontline.arrivals.queries.listing import visible
from fengsui.frontline.arrivals.queries.readings import readings
from fengsui.frontline.arrivals.views.common import basics, status, unit_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.queries import history
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.body import Site
from fengsui.ground.measures.measures import FEVER_THRESHOLD
from fengsui.ground.org.doors import submitted, tried, uuid_of
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def temperatures(request: Request, code: str, day: date, slot: Slot) -> HttpResponse:
    """Who is under observation, a page at a time, with the fields for one measurement."""
    unit = unit_of(request, code)
    left, only_left = watching.left(unit, day, slot), "left" in request.GET
    found = page(left if only_left else watching.of_day(unit), request.GET)
    lines, wrong = watching.lines(found.rows, day), {}
    if request.method == "POST":
        try:
            made = arrivals.take(unit, day, slot, _read(request), by=request.person)
        except Refused as refused:
            wrong = {"sentence": str(refused.sentence), "rows": refused.facts.get("rows", ())}
        else:
            said = ngettext("%(n)d temperature entered.", "%(n)d temperatures entered.", len(made)) % {"n": len(made)}
            messages.success(request, said)
            return redirect(request.get_full_path())
    context = basics(
        request, unit, page=found, day=day, slot=slot, sites=Site.choices, wrong=wrong, threshold=measures.reading(FEVER_THRESHOLD).of(unit),
        rows=[(line, request.POST.get(f"c-{line.observation.pk}", ""), line.taken.get(slot)) for line in lines],
        slots=[(one.label, reverse("arrivals:temperatures", args=[code, day.isoformat(), one])) for one in Slot],
        days=clock.week(day), today=clock.today(), n_left=left.count(), only_left=only_left,
    )  # fmt: skip
    return render(request, "arrivals/temperatures.html", context, status=422 if wrong else 200)


def _read(request: Request) -> list[Reading]:
    """What was typed: a temperature, or the tick for “could not be read”; of whoever stood on the page, also if it was moved on."""
    found = []
    for pk in {uuid_of(name[2:]) for name in request.POST if name[:2] in {"c-", "u-"}} - {None}:
        typed, unread = request.POST.get(f"c-{pk}", "").strip(), f"u-{pk}" in request.POST
        if pk and (typed or unread):
            found.append(Reading(pk, typed or None, request.POST.get("site", Site.FOREHEAD.value)))
    return found


def fever(request: Request, pk: UUID) -> HttpResponse:
    """One fever: what was done about it, and what is to be done."""
    rows = Temperature.objects.filter(fever=True, observation__filing__in=visible(request.person))
    found = fetch(request.person, rows.select_related("observation__filing"), request.path, pk=pk)
    step = Step.objects.as_known().select_related("unit").get(filing=found.observation.filing)
    deed = request.POST.get("do", "")
    form = FollowForm(request.POST if deed == FeverDeed.REMEASURED else None, initial={"id": uuid7()})
    if request.method == "POST" and deed == FeverDeed.REMEASURED:
        if submitted(form, lambda data: arrivals.follow(found, deed, by=request.person, **data)):
            messages.success(request, _("Saved."))
            return redirect("arrivals:fever", pk)
    elif request.method == "POST":
        tried(request, lambda: arrivals.follow(found, deed, by=request.person), _("Saved."))
        return redirect("arrivals:fever", pk)
    done = watching.fever_steps(found)
    context = basics(
        request, step.unit, fever=found, who=watching.who_of([found.observation]).get(found.observation.person), form=form, done=done,
        left=[(one.value, one.label) for one in FeverDeed if one != FeverDeed.REMEASURED and one not in {row.deed for row in done}],
        ended=any(row.deed in {FeverDeed.CLEARED, FeverDeed.CLINIC} for row in done), entries=history(found.about),
    )  # fmt: skip
    return render(request, "arrivals/fever.html", context, status=status(form))


def _observation(request: Request, pk: UUID) -> Observation:
    rows = Observation.objects.filter(filing__in=visible(request.person)).select_related("filing")
    return fetch(request.person, rows, request.path, pk=pk)


@require_POST
def release(request: Request, pk: UUID) -> HttpResponse:
    """End an observation."""
    found = _observation(request, pk)
    because = request.POST.get("because", "")
    undo = reverse("arrivals:reopen", args=[pk])
    ended = tried(
        request, lambda: arrivals.release(found, because=because, by=request.person), _("Released."), lambda _made: undo
    )
    return redirect("arrivals:certificate", pk) if ended else redirect("arrivals:filing", found.filing_id)


@require_POST
def reopen(request: Request, pk: UUID) -> HttpResponse:
    """Take a release back."""
    found = _observation(request, pk)
    tried(request, lambda: arrivals.reopen(found, by=request.person), _("Taken back; the observation goes on."))
    return redirect("arrivals:filing", found.filing_id)


def certificate(request: Request, pk: UUID) -> HttpResponse:
    """The certificate of release, masked until it is asked for to print it: that is written into the journal."""
    found = _observation(request, pk)
    ended = Release.objects.as_known().filter(observation=found).first()
    if ended is None:
        raise Http404
    step = Step.objects.as_known().select_related("unit").get(filing=found.filing)
    context: dict[str, Any] = basics(
        request,
        step.unit,
        observation=found,
        release=ended,
        who=watching.who_of([found]).get(found.person),
        taken=readings([found], step.unit, ended.at)[found.pk],
    )
    if request.method == "POST":
        context["opened"] = _opened(request, step.unit, found)
    return render(request, "arrivals/certificate.html", context)


def _opened(request: Request, unit: Unit, found: Observation) -> object:
    try:
        shown = arrivals.unmask(found.filing, unit, reason=_("Certificate of release"), by=request.person)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return None
    return next((one for one in shown if one.party.person == found.person), None)
