"""The public's doors: two forms on a citizen's own phone, without account and without scripts, and one's own filing again.

A wrong, closed or expired link is answered by one and the same page. Nothing is kept on the device (a phone may be shared),
by a cache or a search engine. No cookie is needed: whoever has the link may file, so a forged form could do no more than
the real one, and a browser without cookies still works.
"""

from __future__ import annotations

from dataclasses import replace
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.actions import Reading
from fengsui.frontline.arrivals.actions.filing import asks_identity
from fengsui.frontline.arrivals.forms import form_of
from fengsui.frontline.arrivals.measures import KEPT_DAYS, WITHDRAWN_DAYS
from fengsui.frontline.arrivals.models import Door, Filing, FilingKind, Stage, Step, Way
from fengsui.frontline.arrivals.queries.hours import slot_now
from fengsui.frontline.arrivals.queries.people import masked_by_filing, opened
from fengsui.frontline.arrivals.queries.watching import watched
from fengsui.ground.interfaces.door import address
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.doors import blame, submitted
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpRequest, HttpResponse

_OWN = Signer(salt="arrivals.own")  # nothing is stored: the link is the id and the installation's own signature


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for anybody: kept nowhere, found by no search engine, its address told to no other site."""

    @csrf_exempt
    @login_not_required
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = view(request, *args, **kwargs)
        found["X-Robots-Tag"] = "noindex, nofollow"
        found["Cache-Control"] = "no-store"
        found["Referrer-Policy"] = "no-referrer"
        return found

    return answer


def _nowhere(request: HttpRequest) -> HttpResponse:
    """What an unknown, closed, expired or forged link gets: whether it ever was one is not told."""
    return render(request, "arrivals/public_nowhere.html", status=HTTPStatus.NOT_FOUND)


def own_link(filing: Filing) -> str:
    return _OWN.sign(filing.pk.hex)


def _kept() -> dict[str, int]:
    """For how many days what is filed is kept, and what was withdrawn before it was checked: as the purge reads it."""
    kept, withdrawn = (int(measures.reading(one).system("")) for one in (KEPT_DAYS, WITHDRAWN_DAYS))
    return {"kept": kept, "kept_withdrawn": withdrawn}


@public
def door(request: HttpRequest, token: str) -> HttpResponse:
    """What this is, and which of the two forms it is to be."""
    found = arrivals.admit(token)
    if found is None:
        return _nowhere(request)
    if found.asks != Door.Asks.BOTH:
        return redirect("arrivals:public_form", token, found.asks)
    return render(request, "arrivals/public_door.html", {"door": found, **_kept()})


@public
def form(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    """One of the forms; filed, one's own page."""
    found = arrivals.admit(token)
    if found is None or found.asks not in {Door.Asks.BOTH, kind}:
        return _nowhere(request)
    filled = form_of(kind)(request.POST or None, identity=asks_identity(found.unit), public=True)
    if request.method == "POST" and not filled.is_bound:  # nothing was sent at all
        filled = form_of(kind)({}, identity=asks_identity(found.unit), public=True)
    made: list[Filing] = []
    if request.method == "POST" and _counted(request, found, filled) and _filed(filled, found, made):
        return redirect("arrivals:public_own", own_link(made[0]))
    context = {"door": found, "unit": found.unit, "kind": FilingKind(kind), "form": filled, **_kept()}
    return render(request, "arrivals/public_form.html", context, status=_status(filled))


def _counted(request: HttpRequest, found: Door | None, filled: forms.Form) -> bool:
    """Whether not too many forms came from there; else a sentence in the form, and nothing typed is lost."""
    try:
        arrivals.knock(address(request), found)
    except Refused as refused:
        filled.is_valid()
        blame(filled, refused)
        return False
    return True


def _filed(filled: Any, found: Door, made: list[Filing]) -> bool:
    def enter(data: dict[str, Any]) -> None:
        made.append(arrivals.file(found.unit, filled.read(), by=SYSTEM, way=Way.LINK, door=found, id=data["id"]))

    return submitted(filled, enter)


def _status(filled: forms.Form) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if filled.errors else HTTPStatus.OK


def _own(signed: str) -> tuple[Filing, Step]:
    try:
        pk = UUID(_OWN.unsign(signed[:200]))
    except (BadSignature, ValueError) as error:
        raise Http404 from error
    step = Step.objects.as_known().select_related("filing__unit", "unit").filter(filing=pk).first()
    if step is None:
        raise Http404
    return step.filing, step


@public
def own(request: HttpRequest, signed: str) -> HttpResponse:
    """One's own filing: its number, how it stands, masked; to withdraw it until it is checked, to report a temperature."""
    try:
        filing, step = _own(signed)
    except Http404:
        return _nowhere(request)
    wrong = ""
    if request.method == "POST":
        try:
            arrivals.knock(address(request), None)
            _done(request, filing, step)
            return redirect("arrivals:public_own", signed)
        except Refused as refused:
            wrong = str(refused.sentence)
    day, slot = slot_now(step.unit)
    course = watched(filing)
    rows = [row for row in course if row.release is None]
    context = {
        "filing": filing, "step": step, "people": masked_by_filing([filing.pk]).get(filing.pk, []), "signed": signed,
        "open": step.stage == Stage.FILED, "watched": course, "running": rows, "slot": slot, "wrong": wrong,
        "todo": [(row, request.POST.get(f"c-{row.observation.pk}", "")) for row in rows if not any(_day == day and (morning if slot == "morning" else evening) for _day, morning, evening in row.days)],
        "address": request.build_absolute_uri(request.path), **_kept(),
    }  # fmt: skip
    return render(request, "arrivals/public_own.html", context, status=422 if wrong else 200)


def _done(request: HttpRequest, filing: Filing, step: Step) -> None:
    if request.POST.get("do") == "withdraw":
        arrivals.withdraw(filing, because="", by=SYSTEM, own=True)
        return
    day, slot = slot_now(step.unit)
    readings = [
        Reading(row.observation.pk, None if unread else typed)
        for row in watched(filing)
        if row.release is None
        for typed in [request.POST.get(f"c-{row.observation.pk}", "").strip()]
        for unread in [f"u-{row.observation.pk}" in request.POST]
        if typed or unread
    ]
    if not readings:
        raise Refused("arrivals.nothing", _("Write the temperature, or tick that it cannot be read."))
    arrivals.take(step.unit, day, slot, readings, by=SYSTEM, own=True)


@public
def correct(request: HttpRequest, signed: str) -> HttpResponse:
    """Correct one's own filing until somebody has checked it. Who has the link sees what was written: it is theirs."""
    try:
        filing, step = _own(signed)
    except Http404:
        return _nowhere(request)
    if step.stage != Stage.FILED:
        return redirect("arrivals:public_own", signed)
    identity = asks_identity(step.unit)
    filled = form_of(filing.kind)(request.POST or None, said=opened(filing), identity=identity, public=True)
    if request.method == "POST" and _counted(request, None, filled):
        kept = opened(filing)
        if submitted(filled, lambda _data: arrivals.correct(filing, _with(kept, filled.read()), by=SYSTEM, own=True)):
            return redirect("arrivals:public_own", signed)
    context = {
        "door": filing.door,
        "unit": step.unit,
        "kind": FilingKind(filing.kind),
        "form": filled,
        **_kept(),
        "signed": signed,
    }
    return render(request, "arrivals/public_form.html", context, status=_status(filled))


def _with(before: Any, said: Any) -> Any:
    """What the citizen does not see stays as the office wrote it."""
    office = {name: getattr(before, name) for name in ("control", "keeper") if hasattr(before, name)}
    return replace(said, **office)
