from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.shortcuts import render

from fengsui.command.meetings.forms import WHY, MoveForm, WhyForm
from fengsui.command.meetings.models import Decision, Handover, Kind, Meeting, Presence, Record, State, Step
from fengsui.command.meetings.queries.agenda import agenda
from fengsui.command.meetings.queries.agenda import places as points
from fengsui.command.meetings.queries.listing import Shown, room, turned
from fengsui.command.meetings.queries.parts import titles
from fengsui.command.meetings.queries.places import places
from fengsui.command.meetings.queries.put import put
from fengsui.command.meetings.queries.roll import roll
from fengsui.command.meetings.views.common import fetched
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for
from fengsui.ground.response.models import Switch
from fengsui.ground.response.queries.emergencies import current
from fengsui.ground.response.queries.switching import named
from fengsui.ground.vault.actions import uuid7

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.org.places import Request


TOP = "going"  # what goes on stands above everything


def show(request: Request, pk: UUID) -> HttpResponse:
    """One meeting: the agenda with the newest facts, who is there, what was decided, the two keys."""
    meeting = fetched(request, pk)
    if not scope.seen(request.person, "meetings.see").filter(pk=meeting.unit_id).exists():
        return _outside(request, meeting)
    may = scope.may(request.person, "meetings.hold", meeting.unit) and not meeting.is_over
    table, listed = places(meeting), _decisions(meeting)
    record = Record.objects.filter(meeting=meeting).first()
    agenda_ = [] if record else agenda(meeting)
    keys, rolled = _keys(meeting), roll(meeting) if meeting.kind == Kind.EVENING else []
    context = {
        "row": Shown(meeting, *room(meeting)), "meeting": meeting, "unit": meeting.unit, "points": [point for point in agenda_ if point.key != TOP],
        "top": [point for point in agenda_ if point.key == TOP and point.part and point.part.rows], "table": [place for place in table if not (rolled and place.unit)],
        "roll": rolled, "decisions": listed, "record": record, "keys": keys,
        "may": may, "may_run": scope.may(request.person, "meetings.hold", meeting.unit), "is_open": meeting.state == State.OPEN,
        "steps": list(Step.objects.filter(meeting=meeting).order_by("pk")), "states": Presence, "why": WHY,
        "steads": _steads(meeting, request.person) if may else [], "move": MoveForm(initial={"starts_at": meeting.starts_at}),
        "cancel": WhyForm(prefix="cancel"), "history": history(meeting.about), "emergency": _emergency(request, may),
        "titles": titles(), "now": clock.now(), "key": uuid7(), "line": request.GET.get("line", "")[:400], "switches": _switches(meeting, may),
        "measures": [(row, named(row)) for row in put(meeting)[:10]] if may else [],
        "there": sum(place.is_there for place in table if place.unit), "reported": sum(one.standing.is_signed for one in rolled),
        "has_tasks": any(row.task_id for one in listed for row in one.assigned.all()),
        "names": names_for(request.person, _persons(table, agenda_, keys, meeting)),
    }  # fmt: skip
    return render(request, "meetings/meeting.html", context)


def _outside(request: Request, meeting: Meeting) -> HttpResponse:
    """What those see who are called there: hour, place, link, the points, and what was decided for them."""
    own = scope.own_ids(request.person, "meetings.see")
    rows = Decision.objects.filter(meeting=meeting, taken_at=None, assigned__unit__in=own).distinct()
    context = {
        "row": Shown(meeting, *room(meeting)), "meeting": meeting, "decisions": list(rows.prefetch_related("assigned__unit")),
        "points": [one for one in points(meeting) if one.is_own and not one.hidden],
    }  # fmt: skip
    return render(request, "meetings/outside.html", context)


def _decisions(meeting: Meeting) -> list[Decision]:
    rows = meeting.decisions.order_by("number").prefetch_related("assigned__unit", "follows")
    return list(rows)


def _keys(meeting: Meeting) -> list[Any]:
    """The change of command of the morning."""
    if meeting.kind != Kind.MORNING:
        return []
    rows = Handover.objects.standing().filter(unit=meeting.unit, at__date=meeting.day)
    return turned(rows.select_related("unit", "outgoing", "incoming").order_by("at"))


def _emergency(request: Request, may: bool) -> Any:
    """Under which a decision can be put in force as a switch of measures."""
    if not (may and scope.may(request.person, "response.prepare")):
        return None
    found = current()
    return found.emergency if found else None


def _switches(meeting: Meeting, may: bool) -> list[Switch]:
    """The unit's switches of measures since the meeting was called or opened: one of them may have carried a decision out."""
    if not may:
        return []
    rows = Switch.objects.filter(unit=meeting.unit, decided_at__gte=meeting.starts_at - timedelta(days=1))
    return list(rows.select_related("prepared")[:10])


def _steads(meeting: Meeting, reader: Person) -> dict[int, list[tuple[str, str]]]:
    """Unit id → who can come instead of somebody."""
    units: Iterable[Unit] = [meeting.unit, *(place.unit for place in places(meeting) if place.unit)]
    held = scope.holders_of("meetings.see", [unit.pk for unit in units])
    known = names_for(reader, (person.pk for people in held.values() for person in people))
    return {unit: [(str(one.pk), known.get(one.pk, "")) for one in people] for unit, people in held.items()}


def _persons(table: Any, points_: Any, keys: Any, meeting: Meeting) -> set[UUID]:
    found = {place.person for place in table} | {place.row.stead_id for place in table if place.row}
    found |= {row.person for point in points_ if point.part for row in point.part.rows}
    for one in keys:
        found |= {one.handover.outgoing_id, one.handover.incoming_id, *(key.person_id for key in one.keys.values())}
    found |= set(Step.objects.filter(meeting=meeting).values_list("by", flat=True))
    return {pk for pk in found if pk}
