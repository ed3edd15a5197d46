"""The leading group: founded by a paper, with dated memberships of persons or of posts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.response.actions.emergencies import replace, who
from fengsui.ground.response.models import Group, Member, Part, PartKind, Role
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.scope import Actor
    from fengsui.ground.response.models import Emergency

_PLACES = {Role.HEAD: None, Role.DEPUTY: None, Role.DIRECTOR: PartKind.OFFICE, Role.LEAD: PartKind.WORKING}


@action
def found_group(emergency: Emergency, *, name: str, since: date, by: Actor, paper: str = "") -> Group:
    """Found a leading group on a day."""
    scope.require(by, "response.record", emergency.unit)
    _named(name)
    group = Group.objects.create(
        emergency=emergency, name=name.strip(), paper=paper.strip(), at=clock.midnight(since), day_only=True,
        known_at=clock.now(), by=who(by),
    )  # fmt: skip
    _tell("response.group_founded", group, by, group.at, name=group.name)
    return group


@action
def correct_group(group: Group, *, name: str, since: date, reason: str, by: Actor, paper: str = "") -> Group:
    """Say what should have been entered of a group, and why; what stood before is kept as known until now."""
    scope.require(by, "response.record", group.emergency.unit)
    _named(name)
    said = _reason(reason)
    replace(group)
    made = Group.objects.create(
        emergency=group.emergency, first_id=group.key, name=name.strip(), paper=paper.strip(), at=clock.midnight(since),
        day_only=True, known_at=clock.now(), reason=said, by=who(by),
    )  # fmt: skip
    _tell("response.group_corrected", made, by, made.at, name=made.name, reason=said)
    return made


@action
def add_part(
    group: Group, kind: str, *, name: str, since: date, by: Actor, unit: Unit | None = None, task: str = ""
) -> Part:
    """Add the group's office, or a working group with its task; it sits at a unit, if the paper says so."""
    scope.require(by, "response.record", group.emergency.unit)
    _named(name)
    begins = clock.midnight(since)
    _one_office(group, kind, begins, None)
    part = Part.objects.create(
        group_id=group.key, kind=kind, name=name.strip(), unit=unit, task=task.strip(), at=begins, day_only=True,
        known_at=clock.now(), by=who(by),
    )  # fmt: skip
    _tell("response.part_added", group, by, part.at, name=part.name)
    return part


@action
def correct_part(
    part: Part, kind: str, *, name: str, since: date, reason: str, by: Actor, unit: Unit | None = None, task: str = "",
    until: date | None = None,
) -> Part:  # fmt: skip
    """Say what should have been entered of a part, and why; its members stay, what stood before is kept as known until now."""
    scope.require(by, "response.record", part.group.emergency.unit)
    _named(name)
    begins, ends, said = clock.midnight(since), clock.midnight(until) if until else None, _reason(reason)
    _dates(begins, ends)
    _one_office(part.group, kind, begins, ends, but=part)
    made = _again(
        part, by, kind=kind, name=name.strip(), unit=unit, task=task.strip(), at=begins, until=ends, reason=said
    )
    _tell("response.part_corrected", part.group, by, made.at, name=made.name, reason=said)
    return made


@action
def end_part(part: Part, *, until: date, by: Actor) -> Part:
    """End a part, and the memberships in it: `until` is the first day without it."""
    scope.require(by, "response.record", part.group.emergency.unit)
    ends = clock.midnight(until)
    _dates(part.at, ends)
    made = _again(part, by, until=ends)
    for member in Member.objects.as_known().filter(part=part.key, until__isnull=True, at__lt=ends):
        replace(member)
        _ended(member, ends, by)
    _tell("response.part_ended", part.group, by, ends, name=part.name)
    return made


def _again(part: Part, by: Actor, **said: Any) -> Part:
    """A part's row again, in the place of the one before, with what changes."""
    replace(part)
    kept = {name: getattr(part, name) for name in ("group", "kind", "name", "unit", "task", "at", "until")}
    return Part.objects.create(
        **{**kept, **said}, first_id=part.key, day_only=True, known_at=clock.now(), by=who(by)
    )  # fmt: skip


def _named(name: str) -> None:
    if not name.strip():
        raise Refused("response.group_name", _("Say what the group is called."), field="name")


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Refused("response.why", _("Say what was wrong: the former entry stays in the record."), field="reason")
    return reason.strip()


def _dates(begins: datetime, ends: datetime | None) -> None:
    if ends and ends <= begins:
        raise Refused("response.part_dates", _("A part ends after the day on which it began."), field="until")


def _one_office(group: Group, kind: str, begins: datetime, ends: datetime | None, but: Part | None = None) -> None:
    """A group has one office at a time."""
    if kind != PartKind.OFFICE:
        return
    others = Part.objects.as_known().filter(group=group.key, kind=kind).exclude(pk=but.pk if but else 0)
    for one in others:
        if (ends is None or one.at < ends) and (one.until is None or one.until > begins):
            raise Refused("response.office", _("A leading group has one office; correct that one."), field="kind")


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
    held = {"person": person, "unit": unit, "office": office}
    place = {"group_id": group.key, "part_id": part.key if part else None}
    same = Member.objects.as_known().filter(role=role, until__isnull=True, **place, **held)
    if same.exists():
        raise Refused("response.member", _("This is entered already."), field="who")
    member = Member.objects.create(
        role=role, title=title.strip(), at=clock.midnight(since), day_only=True, known_at=clock.now(), by=who(by),
        **place, **held,
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
    ended = _ended(member, ends, by)
    _tell("response.left", member.group, by, ends, **_said(member))
    return ended


def _ended(member: Member, ends: datetime, by: Actor) -> Member:
    return Member.objects.create(
        group=member.group, part=member.part, role=member.role, person=member.person, unit=member.unit,
        office=member.office, title=member.title, at=member.at, day_only=True, until=ends, known_at=clock.now(), by=who(by),
    )  # fmt: skip


@action
def withdraw(member: Member, *, reason: str, by: Actor) -> None:
    """Take out a membership that was entered by mistake, and say why; as known until now it stays."""
    scope.require(by, "response.record", member.group.emergency.unit)
    said = _reason(reason)
    replace(member)
    _tell("response.withdrawn", member.group, by, None, reason=said, **_said(member))


def _said(member: Member) -> dict[str, object]:
    """Ids and posts, never a name."""
    return {
        "role": member.role, "person": str(member.person_id or ""), "post": member.unit_id, "office": member.office,
        "part": member.part.name if member.part else "",
    }  # fmt: skip


def _tell(kind: str, group: Group, by: Actor, at: datetime | None, **data: object) -> None:
    journal.write(kind, by=by.pk, unit=group.emergency.unit_id, about=group.about, at=at, **data)
