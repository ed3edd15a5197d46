"""Changing the roster from now on: a turn's page, absences, what was changed."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.duty import actions, queries
from fengsui.command.duty.forms import AbsenceForm, OverrideForm, PutForm
from fengsui.command.duty.models import Absence, Act, Swap
from fengsui.command.duty.models.changes import LIVE
from fengsui.command.duty.queries import changes as told
from fengsui.command.duty.queries.choosing import choices
from fengsui.command.duty.queries.people import officers
from fengsui.command.duty.queries.turns import asked, manned
from fengsui.command.duty.views.common import fetched, filled, may, shared, undo_url
from fengsui.command.duty.views.mine import shifts_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for, tried
from fengsui.ground.org.models import Shift
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse

    from fengsui.command.duty.queries.turns import Manned
    from fengsui.ground.org.places import Request


def turn(request: Request, code: str, slot: int, day: str) -> HttpResponse:
    """One turn: who is there, who is missing, and what can be done about it."""
    verb = "duty.see" if request.method in {"GET", "HEAD"} else "duty.change"
    unit, wanted = fetched(request, code, verb), clock.read_day(day)
    found = asked(unit, slot, wanted) if wanted else None
    if found is None:
        raise Http404
    (row,) = manned([found])
    allowed, form = may(request, unit), _put_form(request, row)
    if request.method == "POST" and form is not None:
        done = filled(
            form, lambda typed: actions.fill(found, typed["person"], accepting=typed["accepting"], by=request.person)
        )
        if done:
            messages.success(request, _("Filled. They are told."), extra_tags=f"undo:{undo_url(done)}")
            return redirect("duty:turn", unit.code, slot, day)
    elif request.method == "POST":
        messages.info(request, _("Nobody is missing there any more; somebody was faster."))
        return redirect("duty:turn", unit.code, slot, day)
    context = {
        **shared(request, unit), "turn": found, "row": row, "may": allowed, "form": form if allowed["change"] else None,
        "gaps": row.gaps(), "people": _people(request, row, allowed), "is_over": found.until <= clock.now(),
    }  # fmt: skip
    return render(request, "duty/turn.html", context, status=_status(form))


def _status(form: forms.Form | None) -> int:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form is not None and form.errors else HTTPStatus.OK


def _put_form(request: Request, row: Manned) -> PutForm | None:
    now = clock.now()
    gap = next((one for one in row.gaps() if one.until > now), None)
    if gap is None:
        return None
    there = {shift.person_id for shift in row.shifts}
    people = choices(row.turn.post, max(gap.since, now), gap.until, without=there)
    return PutForm(request.POST or None, people=people)


def _people(request: Request, row: Manned, allowed: dict[str, bool]) -> list[dict[str, Any]]:
    """Who is on the roster for it, with the form that puts somebody else there."""
    called, now = names_for(request.person, {shift.person_id for shift in row.shifts}), clock.now()
    there = {shift.person_id for shift in row.shifts}
    found = []
    for shift in row.shifts:
        is_over = shift.period.upper <= now
        form = None
        if allowed["override"] and not is_over:
            others = choices(row.turn.post, max(shift.period.lower, now), shift.period.upper, [shift.pk], without=there)
            form = OverrideForm(people=others, prefix=f"s{shift.pk}")
        found.append({"shift": shift, "name": called.get(shift.person_id, ""), "is_over": is_over, "form": form})
    return found


def _shift(request: Request, pk: int, verb: str) -> Shift:
    units = scope.units(request.person, verb).values("pk")
    seats, stations = Shift.objects.filter(seat__unit__in=units), Shift.objects.filter(station__unit__in=units)
    rows = [one.select_related("seat__unit", "station__unit", "person") for one in (seats, stations)]
    return fetch(request.person, rows, request.path, pk=pk)


@require_POST
def override(request: Request, pk: int) -> HttpResponse:
    """Put somebody else there; then back to the turn where the button was."""
    shift = _shift(request, pk, "duty.override")
    post = queries.post_of(shift)
    people = choices(post, max(shift.period.lower, clock.now()), shift.period.upper, [shift.pk]) if post else []
    form = OverrideForm(request.POST, people=people, prefix=f"s{pk}")
    done = filled(form, lambda typed: actions.override(shift, typed["person"], typed["note"], by=request.person))
    if done:
        messages.success(request, _("Changed from now on. Both are told."), extra_tags=f"undo:{undo_url(done)}")
    else:
        for wrong in form.errors.values():
            messages.error(request, " ".join(map(str, wrong)))
    place = shift.seat or shift.station
    assert place
    back = queries.turn_at(shift)
    return redirect("duty:turn", place.unit.code, *back) if back else redirect("duty:roster", place.unit.code)


def changes(request: Request, code: str) -> HttpResponse:
    """What changed the roster, the newest first; swaps that wait."""
    unit = fetched(request, code)
    rows = page(Act.objects.filter(unit=unit).select_related("undone"), request.GET)
    swaps = Swap.objects.filter(unit=unit, stage__in=LIVE).select_related(
        "seat", "station", "back_seat", "back_station"
    )
    context = {
        **shared(request, unit), "pages": rows, "acts": told.acts(list(rows), request.person),
        "swaps": told.swaps(list(swaps.order_by("since")[:50]), request.person),
    }  # fmt: skip
    return render(request, "duty/changes.html", context)


@require_POST
def undo(request: Request, pk: int) -> HttpResponse:
    units = scope.units(request.person, "duty.change").values("pk")
    act = fetch(request.person, Act.objects.filter(unit__in=units).select_related("unit"), request.path, pk=pk)
    tried(request, lambda: actions.undo(act, by=request.person), _("Taken back. Those concerned are told."))
    return redirect("duty:changes", act.unit.code)


def absence(request: Request, code: str) -> HttpResponse:
    """Who is absent, from now on; note another."""
    unit = fetched(request, code, "duty.change")
    form = AbsenceForm(request.POST or None, people=officers(unit), initial=_told(request))
    if request.method == "POST":
        done = filled(
            form,
            lambda typed: actions.note_absence(
                typed["person"], unit, typed["since"], typed["until"], typed["why"], by=request.person
            ),
        )
        if done:
            gone = done.act.moves.count() if done.act else 0
            said = _("Noted. Shifts that are gaps now: %(n)d; they are owed.") % {"n": gone} if gone else _("Noted.")
            messages.success(request, said)
            return redirect("duty:gaps" if gone else "duty:absence", unit.code)
    context = {**shared(request, unit), "form": form, "rows": told.absences(unit, request.person)}
    return render(request, "duty/absences.html", context, status=_status(form if request.method == "POST" else None))


def _told(request: Request) -> dict[str, Any]:
    """What the page of a turn brings along."""
    return {"person": request.GET.get("person", "")[:40]}


def own_absence(request: Request) -> HttpResponse:
    """Say oneself that one cannot come: at every unit where one has a shift then."""
    form = AbsenceForm(request.POST or None)
    if request.method == "POST":
        done = filled(form, lambda typed: _note_own(request, typed["since"], typed["until"], typed["why"]))
        if done:
            messages.success(request, _("Noted. Whoever writes the roster is told, and your shifts then are open."))
            return redirect("duty:mine")
    context = {"form": form, "rows": shifts_of(request.person)[:10]}
    return render(request, "duty/own_absence.html", context, status=_status(form if request.method == "POST" else None))


def _note_own(request: Request, since: Any, until: Any, why: str) -> list[Absence]:
    units = queries.units_of(request.person, since, until)
    if not units:
        raise Refused("duty.no_shift", _("You are in no pool and have no shift then; nothing has to be noted."))
    return [actions.note_absence(request.person, unit, since, until, why, by=request.person) for unit in units]


@require_POST
def withdraw_absence(request: Request, pk: int) -> HttpResponse:
    units = scope.units(request.person, "duty.change").values("pk")
    rows = [Absence.objects.filter(person=request.person), Absence.objects.filter(unit__in=units)]
    found = fetch(request.person, [one.select_related("unit", "person") for one in rows], request.path, pk=pk)
    tried(
        request,
        lambda: actions.withdraw_absence(found, by=request.person),
        _("Withdrawn. Shifts that nobody took are theirs again."),
    )
    mine = found.person_id == request.person.pk and not scope.may(request.person, "duty.change", found.unit)
    return redirect("duty:mine") if mine else redirect("duty:absence", found.unit.code)
