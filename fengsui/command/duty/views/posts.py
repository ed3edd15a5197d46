"""Posts, their hours, who can be put there."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fengsui.command.duty import actions
from fengsui.command.duty.forms import SEXES, DemandForm, PoolForm, SeatForm, SlotForm, StationForm
from fengsui.command.duty.models import WEEK, Post, Slot
from fengsui.command.duty.queries.people import officers, pool
from fengsui.command.duty.queries.turns import posts_of, slots_of
from fengsui.command.duty.views.common import fetched, filled, shared
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.queries import history
from fengsui.ground.org.doors import number_of
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def posts(request: Request, code: str) -> HttpResponse:
    """What the unit mans; man another seat or station."""
    unit = fetched(request, code, "duty.arrange")
    do = request.POST.get("do", "")
    seat, station = (
        SeatForm(request.POST if do == "seat" else None),
        StationForm(request.POST if do == "station" else None),
    )
    done = None
    if do == "seat":
        done = filled(seat, lambda typed: actions.man_seat(unit, typed["seat"], by=request.person))
    elif do == "station":
        done = filled(
            station,
            lambda typed: actions.man_station(unit, typed["name"], capacity=typed["capacity"], by=request.person),
        )
    if done:
        messages.success(request, _("Entered. Now say at which hours, and who can be put there."))
        return redirect("duty:post", unit.code, done.pk)
    today = clock.today()
    found = posts_of([unit], today, today)
    members = pool(found, today)
    rows = [(one, slots_of(one), sum(each.suits(one) for each in members)) for one in found]
    context = {**shared(request, unit), "rows": rows, "seat_form": seat, "station_form": station, "do": do}
    return render(request, "duty/posts.html", context, status=_status(seat, station))


def _status(*forms: Any) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if any(form.errors for form in forms) else HTTPStatus.OK


def post(request: Request, code: str, pk: int) -> HttpResponse:
    """One post: its hours, what it demands, its pool."""
    unit = fetched(request, code, "duty.arrange")
    found = fetch(
        request.person, Post.objects.filter(unit=unit).select_related("unit", "seat", "station"), request.path, pk=pk
    )
    forms = _forms(request, found)
    if request.method == "POST" and (said := _do(request, found, forms)):
        messages.success(request, said)
        return (
            redirect("duty:posts", unit.code)
            if request.POST.get("do") == "close"
            else redirect("duty:post", unit.code, pk)
        )
    today = clock.today()
    context = {
        **shared(request, unit), "post": found, "forms": forms, "slots": Slot.objects.filter(post=found).exclude(until__lte=today),
        "pool": pool([found], today), "sexes": SEXES, "history": history(f"duty.post:{pk}"), "week": WEEK,
    }  # fmt: skip
    return render(request, "duty/post.html", context, status=_status(*forms.values()))


def _forms(request: Request, found: Post) -> dict[str, Any]:
    do, today = request.POST.get("do", ""), clock.today()
    mine = {str(one.pk) for one in pool([found], today)}
    return {
        "slot": SlotForm(request.POST if do == "slot" else None, initial={"since": today}),
        "demand": DemandForm(
            request.POST if do == "demand" else None, initial={"women_only": found.women_only, "skills": found.skills}
        ),
        "pool": PoolForm(
            request.POST if do == "pool" else None, people=officers(found.unit), initial={"people": list(mine)}
        ),
    }


def _do(request: Request, found: Post, forms: dict[str, Any]) -> str:
    """Do what the button says; return what is said of it, nothing if it was refused."""
    by, do = request.person, request.POST.get("do", "")
    match do:
        case "slot":
            form = forms["slot"]
            done = filled(
                form,
                lambda typed: actions.add_slot(
                    found, typed["begins"], form.minutes, need=typed["need"], since=typed["since"],
                    weekdays="".join(typed["weekdays"]), by=by,
                ),
            )  # fmt: skip
            return _("Entered. What is missing there is owed.") if done else ""
        case "demand":
            done = filled(
                forms["demand"],
                lambda typed: actions.change_post(found, women_only=typed["women_only"], skills=typed["skills"], by=by),
            )
            return _("Saved.") if done else ""
        case "pool":
            done = filled(
                forms["pool"], lambda typed: (actions.set_pool(found, [UUID(pk) for pk in typed["people"]], by=by),)
            )
            return _("Saved. They can be put there from today on.") if done else ""
        case _:
            return _other(request, found, do)


def _other(request: Request, found: Post, do: str) -> str:
    by = request.person
    if do == "describe":
        people = {
            one.pk: (request.POST.get(f"sex-{one.pk}", ""), request.POST.get(f"skills-{one.pk}", ""))
            for one in pool([found], clock.today())
        }
        return _("Saved.") if _tried(request, lambda: actions.describe(found.unit, people, by=by)) else ""
    if do == "close":
        return (
            _("It is manned no longer from tomorrow on.")
            if _tried(request, lambda: actions.close_post(found, by=by))
            else ""
        )
    if do.startswith("end-"):
        rows = Slot.objects.filter(post=found).select_related("post__unit")
        slot = fetch(by, rows, request.path, pk=number_of(do.removeprefix("end-"), -1))
        return _("These hours end tomorrow.") if _tried(request, lambda: actions.end_slot(slot, by=by)) else ""
    return ""


def _tried(request: Request, deed: Any) -> bool:
    try:
        deed()
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return False
    return True
