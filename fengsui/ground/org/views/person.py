"""One person: masked by default; capacities, appointments, seats, account. What may be done stands beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.ground.journal.queries import history
from fengsui.ground.org import actions, people, scope
from fengsui.ground.org.doors import submitted
from fengsui.ground.org.forms import AccountForm, AppointForm, CorrectForm, UnmaskForm
from fengsui.ground.org.models import Account, Appointment, Capacity, Office, Shift, Unit
from fengsui.ground.org.queries import fetch
from fengsui.ground.org.views.common import only, status
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.models import Person
    from fengsui.ground.org.places import Request

ELSEWHERE = 300  # units offered for an appointment; with more in reach only the person's own are


@dataclass
class Desk:
    """A person, the unit at which one acts on them, and the forms for it."""

    request: Request
    person: Person
    unit: Unit | None
    forms: dict[str, Any] = field(default_factory=dict)
    opened: actions.Opened | None = None
    password: str = ""

    def may(self, verb: str) -> bool:
        return self.unit is not None and scope.may(self.request.person, f"org.{verb}", self.unit)


def person(request: Request, pk: UUID) -> HttpResponse:
    """A person as far as somebody may see; forms for what somebody may do. `?at=` says at which unit one acts."""
    found = fetch(request.person, people.seen_by(request.person), request.path, pk=pk)
    desk = Desk(request, found, _unit(request, found))
    do = request.POST.get("do", "") if request.method == "POST" else ""
    offered, withheld = _offices(desk)
    desk.forms = {
        "unmask": UnmaskForm(request.POST if do == "unmask" else None),
        "appoint": AppointForm(offered, request.POST if do == "appoint" else None),
        "account": AccountForm(request.POST if do == "account" else None),
        "correct": CorrectForm(request.POST if do == "correct" else None),
    }
    if do and _done(desk, do):
        return redirect(request.get_full_path())
    context = _context(desk) | {"withheld": withheld, "offered": offered}
    return render(request, "org/person.html", context, status=status(*desk.forms.values()))


def _unit(request: Request, found: Person) -> Unit | None:
    """Where one acts on a person: the unit asked for, else the first of the person's own that is in reach."""
    reach = scope.units(request.person, "org.people")
    if code := request.GET.get("at"):
        return only(reach.filter(code=code).first())
    return reach.filter(pk__in=actions.units_of(found)).order_by("pk").first()


def _offices(desk: Desk) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The offices that one may give here, and for the others the right that one lacks."""
    offered, withheld = list[tuple[str, str]](), list[tuple[str, str]]()
    if desk.unit is None or not desk.may("appoint"):
        return offered, withheld
    for office, lacking in actions.offers(desk.request.person, desk.unit).items():
        if lacking:
            withheld.append((str(Office(office).label), str(lacking.name)))
        else:
            offered.append((office, str(Office(office).label)))
    return offered, withheld


def _done(desk: Desk, do: str) -> bool:
    """Do what was asked; True if the page is to be loaded anew, False if it shows something once or a refusal."""
    act = {
        "unmask": _unmask, "appoint": _appoint, "account": _account, "correct": _correct,
        "close_account": _switch_account, "reopen_account": _switch_account, "reset": _reset, "end_capacity": _end_capacity,
    }.get(do)  # fmt: skip
    if act is None or desk.unit is None:
        raise Http404
    try:
        return act(desk)
    except Refused as refused:
        messages.error(desk.request, str(refused.sentence))
        return True


def _by(desk: Desk) -> Person:
    return desk.request.person


def _unmask(desk: Desk) -> bool:
    def show(data: dict[str, Any]) -> None:
        desk.opened = actions.unmask(desk.person, only(desk.unit), by=_by(desk), **data)

    submitted(desk.forms["unmask"], show)
    return False


def _appoint(desk: Desk) -> bool:
    made: list[Appointment] = []
    unit = only(desk.unit)

    def appoint(data: dict[str, Any]) -> None:
        made.append(actions.appoint(desk.person, unit, by=_by(desk), **data))

    if not submitted(desk.forms["appoint"], appoint):
        return False
    text = _("Appointed: %(office)s, %(unit)s.") % {"office": made[0].get_office_display(), "unit": unit.label}
    messages.success(desk.request, text, extra_tags=f"undo:{reverse('org:end_appointment', args=[made[0].pk])}")
    return True


def _account(desk: Desk) -> bool:
    password = actions.first_password()

    def give(data: dict[str, Any]) -> None:
        actions.open_account(desk.person, data["username"], password, by=_by(desk))
        desk.password = password

    submitted(desk.forms["account"], give)
    return False


def _correct(desk: Desk) -> bool:
    done = submitted(desk.forms["correct"], lambda data: actions.correct(desk.person, by=_by(desk), **data))
    if done:
        messages.success(desk.request, _("Corrected."))
    return done


def _switch_account(desk: Desk) -> bool:
    account = only(Account.objects.filter(person=desk.person).first())
    if account.is_active:
        actions.close_account(account, by=_by(desk))
        messages.success(desk.request, _("The account is closed; whoever was signed in with it is signed out."))
    else:
        actions.reopen_account(account, by=_by(desk))
        messages.success(desk.request, _("The account is open again."))
    return True


def _reset(desk: Desk) -> bool:
    account = only(Account.objects.filter(person=desk.person).first())
    password = actions.first_password()
    actions.reset_password(account, password, by=_by(desk))
    desk.password = password
    return False


def _end_capacity(desk: Desk) -> bool:
    text = desk.request.POST.get("capacity", "")
    row = Capacity.objects.filter(person=desk.person, pk=int(text) if text.isdigit() and len(text) < 19 else 0).first()
    actions.end_capacity(only(row), by=_by(desk))
    return True


def _context(desk: Desk) -> dict[str, Any]:
    found, me = desk.person, desk.request.person
    appointments = Appointment.objects.filter(person=found).select_related("unit").order_by("-valid_from", "-pk")
    capacities = Capacity.objects.filter(person=found).select_related("unit").order_by("-valid_from", "-pk")
    shifts = Shift.objects.filter(person=found).select_related("seat__unit", "station__unit").order_by("-period")
    give = set(scope.units(me, "org.appoint").values_list("pk", flat=True))
    return {
        "who": people.masked([found])[found.pk], "opened": desk.opened, "unit": desk.unit, "forms": desk.forms,
        "password": desk.password, "appointments": [(row, row.unit_id in give) for row in appointments],
        "capacities": capacities, "shifts": shifts[:10], "account": Account.objects.filter(person=found).first(),
        "elsewhere": _elsewhere(desk, give), "me": found.pk == me.pk,
        "may": {verb: desk.may(verb) for verb in ("unmask", "appoint", "register")},
        "entries": history(f"org.person:{found.pk}"),
    }  # fmt: skip


def _elsewhere(desk: Desk, give: set[int]) -> list[Unit]:
    """Where else one could appoint this person."""
    near = give if len(give) <= ELSEWHERE else give & actions.units_of(desk.person)
    return list(Unit.objects.existing().filter(pk__in=near).order_by("code")) if len(near) > 1 else []


@require_POST
def end_appointment(request: Request, pk: int) -> HttpResponse:
    return _switch(request, pk, actions.end_appointment, _("The appointment has ended."), "org:resume_appointment")


@require_POST
def resume_appointment(request: Request, pk: int) -> HttpResponse:
    return _switch(request, pk, actions.resume_appointment, _("The appointment holds again."), "org:end_appointment")


def _switch(request: Request, pk: int, act: Any, text: str, undo: str) -> HttpResponse:
    rows = Appointment.objects.filter(unit__in=scope.units(request.person, "org.appoint")).select_related("unit")
    row = fetch(request.person, rows, request.path, pk=pk)
    try:
        act(row, by=request.person)
        messages.success(request, text, extra_tags=f"undo:{reverse(undo, args=[row.pk])}")
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect(f"{reverse('org:person', args=[row.person_id])}?at={row.unit.code}")
