"""The leading group: who belongs to it on a day, printable; founding it and changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.models import Office, Person
from fengsui.ground.org.queries import fetch
from fengsui.ground.response import actions
from fengsui.ground.response.forms import (
    GroupCorrection,
    GroupForm,
    LeaveForm,
    MemberForm,
    PartCorrection,
    PartForm,
    ReasonForm,
)
from fengsui.ground.response.models import Group, Member, Part
from fengsui.ground.response.queries.emergencies import standing
from fengsui.ground.response.queries.groups import current, posts_and_people, roster
from fengsui.ground.response.queries.groups import parts as parts_of
from fengsui.ground.response.views.common import emergency_of, form_page, tops

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpResponse

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request

POSTS = (Office.LEADER, Office.COMMANDER, Office.DUTY_CHIEF)  # that a headquarters may be asked for without a name


@looks_back
def group(request: Request, pk: int) -> HttpResponse:
    """A leading group on a day."""
    day, known = clock.day_asked(request.GET, request.known), request.known
    found = _group(request, pk, known=known)
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


def correct(request: Request, pk: int) -> HttpResponse:
    """Correct what was entered of the group, with a reason."""
    found = _group(request, pk, "response.record")
    form = GroupCorrection(request.POST or None, initial={"name": found.name, "paper": found.paper, **_since(found)})
    return _form(
        request, found, form, lambda data: actions.correct_group(found, by=request.person, **data),
        _("Correct the leading group"), _("Correct"),
    )  # fmt: skip


def part(request: Request, pk: int) -> HttpResponse:
    """Add the office or a working group."""
    found = _group(request, pk, "response.record")
    units = {str(unit.pk): unit for unit in tops()}
    form = PartForm([(key, unit.label) for key, unit in units.items()], request.POST or None, initial=_since(found))
    return _form(
        request, found, form, lambda data: actions.add_part(found, by=request.person, **_sits(data, units)),
        _("Add the office or a working group"), _("Add"),
    )  # fmt: skip


def correct_part(request: Request, pk: int, row: int) -> HttpResponse:
    """Correct what was entered of a part, with a reason."""
    found, one = _part(request, pk, row)
    units = {str(unit.pk): unit for unit in tops()}
    initial = {
        "kind": one.kind, "name": one.name, "unit": str(one.unit_id or ""), "task": one.task,
        "until": clock.local(one.until).date() if one.until else None, **_since(one),
    }  # fmt: skip
    form = PartCorrection([(key, unit.label) for key, unit in units.items()], request.POST or None, initial=initial)
    return _form(
        request, found, form, lambda data: actions.correct_part(one, by=request.person, **_sits(data, units)),
        _("Correct a part of the group"), _("Correct"),
    )  # fmt: skip


def end_part(request: Request, pk: int, row: int) -> HttpResponse:
    """End a part, and the memberships in it."""
    found, one = _part(request, pk, row)
    return _form(
        request, found, LeaveForm(request.POST or None, initial={"until": clock.today()}),
        lambda data: actions.end_part(one, by=request.person, **data), _("End a part of the group"), _("End it"),
        _("%(part)s: its members’ memberships end with it.") % {"part": one.name},
    )  # fmt: skip


def _sits(data: dict[str, Any], units: dict[str, Unit]) -> dict[str, Any]:
    return {**data, "unit": units.get(data["unit"])}


def member(request: Request, pk: int) -> HttpResponse:
    """Add a member: a person, or whoever holds a post."""
    found = _group(request, pk, "response.record")
    parts = {str(one.key): one for one in parts_of(found) if one.until is None}
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
    return _form(
        request,
        found,
        form,
        lambda data: actions.leave(one, by=request.person, **data),
        _("End a membership"),
        _("End it"),
        _named(one),
    )


def withdraw(request: Request, pk: int, row: int) -> HttpResponse:
    """Take out what was entered by mistake, with a reason."""
    found, one = _member(request, pk, row)
    return _form(
        request, found, ReasonForm(request.POST or None),
        lambda data: actions.withdraw(one, by=request.person, **data), _("Take a membership out"), _("Take it out"),
        _("%(member)s: entered by mistake; it never held.") % {"member": _named(one)},
    )  # fmt: skip


def _form(request: Request, found: Group, form: Any, act: Any, title: str, word: str, lead: str = "") -> HttpResponse:
    back = reverse("response:group", args=[found.key])
    return form_page(
        request, form, act, title=title, said=_("Entered."), word=word, back=back, crumbs=[_top(), (found.name, back)],
        lead=lead, draft=f"{request.path}",
    )  # fmt: skip


def _named(member: Member) -> str:
    return f"{member.get_role_display()} · {member.title or (member.unit.label if member.unit else '')}".strip(" ·")


def _group(request: Request, pk: int, verb: str = "response.view", known: datetime | None = None) -> Group:
    """A group by its key, as it stands or as known then."""
    row = Group.objects.filter(pk=pk, first=None).first()
    if row is None:
        raise Http404
    emergency_of(request, row.emergency_id, verb)
    if (found := current(pk, known)) is None:
        raise Http404
    return found


def _part(request: Request, pk: int, row: int) -> tuple[Group, Part]:
    found = _group(request, pk, "response.record")
    one = next((part for part in parts_of(found) if part.key == row), None)
    if one is None:
        raise Http404
    return found, one


def _member(request: Request, pk: int, row: int) -> tuple[Group, Member]:
    found = _group(request, pk, "response.record")
    rows = Member.objects.as_known().filter(group=found.key).select_related("group__emergency__unit", "unit", "part")
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


def _since(found: Group | Part) -> dict[str, date]:
    return {"since": clock.local(found.at).date()}


def _top() -> tuple[str, str]:
    return _("Emergency response"), reverse("response:index")
