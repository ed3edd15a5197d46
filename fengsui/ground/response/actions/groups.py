"""The leading group: founded by a paper, with dated memberships of persons or of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.ground.response.actions.emergencies import replace
from fengsui.ground.response.models import Group, Member, Part, PartKind, Role
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor
    from fengsui.ground.response.models import Emergency

_PLACES = {Role.HEAD: None, Role.DEPUTY: None, Role.DIRECTOR: PartKind.OFFICE, Role.LEAD: PartKind.WORKING}


@action
def found_group(emergency: Emergency, *, name: str, since: date, by: Actor, paper: str = "") -> Group:
    """Found a leading group on a day."""
    scope.require(by, "response.record", emergency.unit)
    if not name.strip():
        raise Refused("response.group_name", _("Say what the group is called."), field="name")
    group = Group.objects.create(
        emergency=emergency, name=name.strip(), paper=paper.strip(), at=clock.midnight(since), day_only=True,
        known_at=clock.now(), by=_who(by),
    )  # fmt: skip
    _tell("response.group_founded", group, by, group.at, name=group.name)
    return group


@action
def add_part(
    group: Group, kind: str, *, name: str, since: date, by: Actor, unit: Unit | None = None, task: str = ""
) -> Part:
    """Add the group's office, or a working group with its task; it sits at a unit, if the paper says so."""
    scope.require(by, "response.record", group.emergency.unit)
    if not name.strip():
        raise Refused("response.part_name", _("Say what the group is called."), field="name")
    if kind == PartKind.OFFICE and group.parts.as_known().filter(kind=kind).exists():
        raise Refused("response.office", _("A leading group has one office; correct that one."), field="kind")
    part = Part.objects.create(
        group=group, kind=kind, name=name.strip(), unit=unit, task=task.strip(), at=clock.midnight(since), day_only=True,
        known_at=clock.now(), by=_who(by),
    )  # fmt: skip
    _tell("response.part_added", group, by, part.at, name=part.name)
    return part


@action
def join(
    group: Group, role: str, *, since: date, by: Actor, person: Person | None = None, unit: Unit | None = None,
    office: str = "", title: str = "", part: Part | None = None,
) -> Member:  # fmt: skip
    """Make a person, or whoever holds an office at a unit, a member from a day on; title: what the paper calls it."""
    scope.require(by, "response.record", group.emergency.unit)
    if bool(person) is bool(unit and office):
        raise Refused("response.who", _("Choose a person, or an office at a unit."), field="who")
    _place(role, part)
    who = {"person": person, "unit": unit, "office": office}
    same = Member.objects.as_known().filter(group=group, part=part, role=role, until__isnull=True, **who)
    if same.exists():
        raise Refused("response.member", _("This is entered already."), field="who")
    member = Member.objects.create(
        group=group, part=part, role=role, title=title.strip(), at=clock.midnight(since), day_only=True,
        known_at=clock.now(), by=_who(by), **who,
    )  # fmt: skip
    _tell("response.joined", group, by, member.at, **_said(member))
    return member


def _place(role: str, part: Part | None) -> None:
    """A head belongs to the whole group, a director to its office, a lead to a working group."""
    kind = part.kind if part else None
    if Role(role) in _PLACES and _PLACES[Role(role)] != kind:
        raise Refused("response.place", _("This role belongs to another part of the group."), field="role")


@action
def leave(member: Member, *, until: date, by: Actor) -> Member:
    """End a membership: `until` is the first day on which it no longer holds. The row is replaced by one that ends."""
    scope.require(by, "response.record", member.group.emergency.unit)
    ends = clock.midnight(until)
    if ends <= member.at:
        raise Refused("response.leaves", _("A membership ends after the day on which it began."), field="until")
    replace(member)
    ended = Member.objects.create(
        group=member.group, part=member.part, role=member.role, person=member.person, unit=member.unit,
        office=member.office, title=member.title, at=member.at, day_only=True, until=ends, known_at=clock.now(), by=_who(by),
    )  # fmt: skip
    _tell("response.left", member.group, by, ends, **_said(member))
    return ended


@action
def withdraw(member: Member, *, by: Actor) -> None:
    """Take out a membership that was entered by mistake; as known until now it stays."""
    scope.require(by, "response.record", member.group.emergency.unit)
    replace(member)
    _tell("response.withdrawn", member.group, by, None, **_said(member))


def _said(member: Member) -> dict[str, object]:
    """Ids and posts, never a name."""
    return {
        "role": member.role, "person": str(member.person_id or ""), "post": member.unit_id, "office": member.office,
        "part": member.part.name if member.part else "",
    }  # fmt: skip


def _tell(kind: str, group: Group, by: Actor, at: datetime | None, **data: object) -> None:
    journal.write(kind, by=by.pk, unit=group.emergency.unit_id, about=group.about, at=at, **data)


def _who(by: Actor) -> Person | None:
    return by if isinstance(by, Person) else None
