"""The leading group: who belongs to it on a day, printable; founding it and changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.models import Office, Person
from fengsui.ground.org.queries import fetch
from fengsui.ground.response import actions
from fengsui.ground.response.forms import GroupForm, LeaveForm, MemberForm, PartForm
from fengsui.ground.response.models import Group, Member, Part
from fengsui.ground.response.queries.emergencies import standing
from fengsui.ground.response.queries.groups import posts_and_people, roster
from fengsui.ground.response.views.common import emergency_of, form_page, tops
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

POSTS = (Office.LEADER, Office.COMMANDER, Office.DUTY_CHIEF)  # that a headquarters may be asked for without a name


@looks_back
def group(request: Request, pk: int) -> HttpResponse:
    """A leading group on a day."""
    found = _group(request, pk)
    day, known = clock.day_asked(request.GET, request.known), request.known
    if not Group.objects.as_known(known).filter(pk=pk).exists():
        raise Http404
    context = {
        "group": found, "day": day, "roster": roster(found, day, known, named=scope.sees_names(request.person)),
        "name": standing(found.emergency, known).account.name, "history": history(found.about, known),
        "may_record": known is None and scope.may(request.person, "response.record", found.emergency.unit),
        "day_text": day.isoformat(),
    }  # fmt: skip
    return render(request, "response/group.html", context)


def found(request: Request, pk: int) -> HttpResponse:
    """Found a leading group."""
    emergency = emergency_of(request, pk, "response.record")
    return form_page(
        request, GroupForm(request.POST or None), lambda data: actions.found_group(emergency, by=request.person, **data),
        title=_("Found a leading group"), said=_("Entered."), word=_("Enter"), back=reverse("response:emergency", args=[pk]),
        crumbs=[_top(), (standing(emergency).account.name, reverse("response:emergency", args=[pk]))],
    )  # fmt: skip


def part(request: Request, pk: int) -> HttpResponse:
    """Add the office or a working group."""
    found = _group(request, pk, "response.record")
    units = {str(unit.pk): unit for unit in tops()}
    form = PartForm([(key, unit.label) for key, unit in units.items()], request.POST or None, initial=_since(found))

    def act(data: dict[str, Any]) -> object:
        return actions.add_part(
            found, data["kind"], name=data["name"], since=data["since"], unit=units.get(data["unit"]), task=data["task"],
            by=request.person,
        )  # fmt: skip

    return _form(request, found, form, act, _("Add the office or a working group"), _("Add"))


def member(request: Request, pk: int) -> HttpResponse:
    """Add a member: a person, or whoever holds a post."""
    found = _group(request, pk, "response.record")
    parts = {str(one.pk): one for one in Part.objects.as_known().filter(group=found)}
    form = MemberForm(
        _who(request), [(key, one.name) for key, one in parts.items()], request.POST or None, initial=_since(found)
    )

    def act(data: dict[str, Any]) -> object:
        return actions.join(
            found, data["role"], since=data["since"], title=data["title"], part=parts.get(data["part"]), by=request.person,
            **_chosen(data["who"]),
        )  # fmt: skip

    return _form(request, found, form, act, _("Add a member"), _("Add"))


def leave(request: Request, pk: int, row: int) -> HttpResponse:
    """End a membership."""
    found, one = _member(request, pk, row)
    form = LeaveForm(request.POST or None, initial={"until": clock.today()})
    lead = f"{one.get_role_display()} · {one.title or (one.unit.label if one.unit else '')}".strip(" ·")
    return _form(
        request,
        found,
        form,
        lambda data: actions.leave(one, by=request.person, **data),
        _("End a membership"),
        _("End it"),
        lead,
    )


@require_POST
def withdraw(request: Request, pk: int, row: int) -> HttpResponse:
    """Take out what was entered by mistake."""
    _found, one = _member(request, pk, row)
    try:
        actions.withdraw(one, by=request.person)
        messages.success(request, _("Taken out. As known until now it is kept."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("response:group", pk)


def _form(request: Request, found: Group, form: Any, act: Any, title: str, word: str, lead: str = "") -> HttpResponse:
    back = reverse("response:group", args=[found.pk])
    return form_page(
        request, form, act, title=title, said=_("Entered."), word=word, back=back, crumbs=[_top(), (found.name, back)],
        lead=lead, draft=f"group-{found.pk}",
    )  # fmt: skip


def _group(request: Request, pk: int, verb: str = "response.view") -> Group:
    row = Group.objects.filter(pk=pk).first()
    if row is None:
        raise Http404
    emergency_of(request, row.emergency_id, verb)
    return fetch(request.person, Group.objects.as_known().select_related("emergency__unit"), request.path, pk=pk)


def _member(request: Request, pk: int, row: int) -> tuple[Group, Member]:
    found = _group(request, pk, "response.record")
    rows = Member.objects.as_known().filter(group=found).select_related("group__emergency__unit", "unit", "part")
    return found, fetch(request.person, rows, request.path, pk=row)


def _who(request: Request) -> list[tuple[Any, Any]]:
    """Posts first: a paper often gives no names."""
    units = tops()
    posts = [(f"post:{unit.pk}:{office}", f"{unit.label} · {office.label}") for unit in units for office in POSTS]
    rows, named = posts_and_people([unit.pk for unit in units], named=scope.sees_names(request.person))
    people = {
        f"person:{row.person_id}": f"{named.get(row.person_id, '')} · {row.unit.label} {row.get_office_display()}"
        for row in rows
    }
    return [(_("Posts"), posts), (_("Persons"), list(people.items()))]


def _chosen(text: str) -> dict[str, Any]:
    kind, _colon, rest = text.partition(":")
    if kind == "person":
        return {"person": Person.objects.get(pk=rest)}
    unit, _colon, office = rest.partition(":")
    return {"unit": next(one for one in tops() if str(one.pk) == unit), "office": office}


def _since(found: Group) -> dict[str, date]:
    return {"since": clock.local(found.at).date()}


def _top() -> tuple[str, str]:
    return _("Emergency response"), reverse("response:index")
