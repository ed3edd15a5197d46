"""One's own shifts: what comes, signing in and off, taking over."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.duty import actions, queries
from fengsui.command.duty.forms import OffForm, SwapForm
from fengsui.command.duty.models import Absence, Swap, Watch
from fengsui.command.duty.models.changes import LIVE
from fengsui.command.duty.queries import changes, handing, listing
from fengsui.command.duty.queries.hours import accounts
from fengsui.command.duty.queries.people import pool
from fengsui.command.duty.queries.spans import month
from fengsui.command.duty.queries.watches import EARLY, place_of, seen, to_take, told
from fengsui.command.duty.views.common import filled
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.queries import history
from fengsui.ground.org.doors import tried
from fengsui.ground.org.models import Person, Shift
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

AHEAD = timedelta(days=62)


def shifts_of(person: Person) -> list[dict[str, Any]]:
    """What a person has from now on, with where they signed in."""
    now = clock.now()
    rows = list(listing.mine(person, now, now + AHEAD))
    watches = {row.since: row for row in Watch.objects.filter(person=person, until__gt=now - timedelta(days=2))}
    return [
        {
            "shift": row, "place": place_of(row), "unit": (row.seat or row.station).unit, "watch": watches.get(row.period.lower),  # type: ignore[union-attr]
            "is_now": row.period.lower <= now, "may_sign_in": row.period.lower - EARLY <= now,
        }
        for row in rows
    ]  # fmt: skip


def mine(request: Request) -> HttpResponse:
    """My shifts, the nearest first; what waits for me."""
    person, now = request.person, clock.now()
    rows = shifts_of(person)
    first, last = month(request.GET)
    asked = Swap.objects.filter(Q(other=person) | Q(person=person), stage__in=LIVE, since__gt=now)
    open_ = Watch.objects.filter(person=person, signed_off_at=None, until__gt=now - timedelta(days=2))
    on_duty = [row["shift"] for row in rows if row["may_sign_in"]]
    context = {
        "rows": rows, "account": accounts([person.pk], first, last)[person.pk], "first": first,
        "open": told(list(open_.select_related("unit", "seat", "station").order_by("since")), person),
        "take": told(list(to_take(person, on_duty)[:10]), person),
        "swaps": changes.swaps(list(asked.select_related("seat", "station", "back_seat", "back_station").order_by("since")), person),
        "absences": Absence.objects.filter(person=person, withdrawn_at=None, until__gt=now).order_by("since"),
        "past": listing.mine(person, now - timedelta(days=14), now).filter(period__endswith__lte=now).order_by("-period")[:10],
        "person": person,
    }  # fmt: skip
    return render(request, "duty/mine.html", context)


def _own(request: Request, pk: int) -> Shift:
    rows = Shift.objects.filter(person=request.person).select_related("seat__unit", "station__unit", "person")
    return fetch(request.person, rows, request.path, pk=pk)


def shift(request: Request, pk: int) -> HttpResponse:
    """One of my shifts: ask somebody to take it, for one of theirs or for none."""
    row = _own(request, pk)
    form = _swap_form(request, row)
    if request.method == "POST" and form is not None:
        done = filled(
            form,
            lambda typed: actions.ask(row, typed["other"], back=typed["back"], note=typed["note"], by=request.person),
        )
        if done:
            messages.success(request, _("Asked. They find it in their inbox; then the leader approves."))
            return redirect("duty:swap", done.pk)
    there = Swap.objects.filter(person=request.person, since=row.period.lower, stage__in=LIVE).first()
    unit = (row.seat or row.station).unit  # type: ignore[union-attr]
    context = {
        "shift": row, "place": place_of(row), "unit": unit, "form": form, "swap": there, "is_begun": row.period.lower <= clock.now(),
        "turn": queries.turn_at(row),
    }  # fmt: skip
    wrong = request.method == "POST" and form is not None and form.errors
    return render(
        request, "duty/shift.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    )


def _swap_form(request: Request, row: Shift) -> SwapForm | None:
    post, now = queries.post_of(row), clock.now()
    if post is None or row.period.lower <= now:
        return None
    people = [one for one in pool([post], clock.local(row.period.lower).date()) if one.pk != request.person.pk]
    called = {one.pk: one.name for one in people}
    rows = Shift.objects.filter(listing.at_unit(post.unit), person__in=called, period__startswith__gt=now)
    shifts = rows.select_related("seat__unit", "station__unit", "person").order_by("period")[:200]
    offered = [
        (
            one,
            f"{called[one.person_id]} · {place_of(one)} · {date_format(clock.local(one.period.lower), 'MOMENT_FORMAT')}",
        )
        for one in shifts
    ]
    return SwapForm(request.POST or None, people=people, shifts=offered)


@require_POST
def sign_in(request: Request, pk: int) -> HttpResponse:
    row = _own(request, pk)
    tried(request, lambda: actions.sign_in(row, by=request.person), _("Signed in."))
    return redirect("duty:mine")


def _watch(request: Request, pk: int) -> Watch:
    rows = seen(request.person).select_related("unit", "seat", "station")
    return fetch(request.person, rows, request.path, pk=pk)


def watch(request: Request, pk: int) -> HttpResponse:
    """A watch: what is open (now, or as it was handed on), what was said, who took it."""
    return _watch_page(request, _watch(request, pk), OffForm())


def _watch_page(request: Request, row: Watch, form: OffForm) -> HttpResponse:
    (one,) = told([row], request.person)
    is_mine = row.person_id == request.person.pk
    context = {
        "told": one, "watch": row, "form": form if is_mine and row.signed_off_at is None else None,
        "groups": one.groups if row.signed_off_at else handing.open_for(row.unit), "history": history(row.subject),
        "may_take": row.signed_off_at is not None and row.taken_at is None and not is_mine
        and to_take(request.person, list(listing.mine(request.person, clock.now(), clock.now() + EARLY))).filter(pk=row.pk).exists(),
    }  # fmt: skip
    return render(
        request, "duty/watch.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    )


@require_POST
def sign_off(request: Request, pk: int) -> HttpResponse:
    row = _watch(request, pk)
    form = OffForm(request.POST)
    done = filled(form, lambda typed: actions.sign_off(row, typed["note"], by=request.person))
    if not done:
        return _watch_page(request, row, form)
    messages.success(request, _("Signed off; what is open is handed on."))
    return redirect("duty:watch", pk)


@require_POST
def take(request: Request, pk: int) -> HttpResponse:
    row = _watch(request, pk)
    tried(request, lambda: actions.take(row, by=request.person), _("Taken over."))
    return redirect("duty:watch", pk)
