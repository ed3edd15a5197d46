from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.command.meetings.models import Decision, Handover, Meeting, State
from fengsui.command.meetings.queries.listing import turned, wanted
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.asking import known_of, when
from fengsui.ground.org.doors import names_for
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query

MOST = 20_000  # rows of one sheet


def _asked(person: Person, query: Query) -> QuerySet[Meeting]:
    return wanted(person, query, known_of(query)).order_by("-starts_at", "-pk")


def _meetings(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in _asked(person, query)[:MOST]:
        yield [
            row.name, str(row.get_kind_display()), row.unit.code, row.unit.label, clock.local(row.starts_at),
            str(State(row.state).label),
        ]  # fmt: skip


MEETINGS = Table(
    "meetings.list", _("Meetings"), "meetings.see",
    (
        Column(_("Meeting"), 36), Column(_("Kind"), 18), Column(_("Code"), 18), Column(_("Unit"), 28), Column(_("When"), 18),
        Column(_("State"), 12),
    ),
    _meetings, total=lambda person, query: _asked(person, query).count(), name=lambda query: f"meetings-{when(query)}",
    looks_back=True,
)  # fmt: skip


def _rows(person: Person, query: Query) -> QuerySet[Decision]:
    rows = Decision.objects.filter(meeting__in=_asked(person, query).order_by().values("pk"))
    return rows.select_related("meeting__unit").prefetch_related("assigned__unit", "follows").order_by("-at", "pk")


def _decisions(person: Person, query: Query) -> Iterator[list[Any]]:
    for one in _rows(person, query)[:MOST]:
        yield [
            clock.local(one.meeting.starts_at), one.meeting.name, one.meeting.unit.label, one.number,
            str(one.get_sort_display()), one.text, "、".join(row.unit.label for row in one.assigned.all()),
            clock.local(one.due_at) if one.due_at else None, "、".join(row.title for row in one.follows.all()),
            _t("taken back") if one.taken_at else None,
        ]  # fmt: skip


DECISIONS = Table(
    "meetings.decisions", _("Decisions of meetings"), "meetings.see",
    (
        Column(_("When"), 18), Column(_("Meeting"), 30), Column(_("Unit"), 24), Column(_("No."), 6), Column(_("Kind"), 10),
        Column(_("What was decided"), 60), Column(_("Units"), 40), Column(_("By when"), 18), Column(_("What follows from it"), 40),
        Column(_("State"), 12),
    ),
    _decisions, total=lambda person, query: _rows(person, query).count(), name=lambda query: f"decisions-{when(query)}",
)  # fmt: skip


def _seen(person: Person, _query: Query) -> QuerySet[Handover]:
    rows = Handover.objects.standing().visible_to(person)
    return rows.select_related("unit", "outgoing", "incoming").order_by("-at")


def _handovers(person: Person, query: Query) -> Iterator[list[Any]]:
    found = turned(_seen(person, query)[:MOST])
    people = [pk for one in found for pk in (one.handover.outgoing_id, one.handover.incoming_id)]
    names = names_for(person, people)
    for one in found:
        row = one.handover
        signed = [clock.local(one.keys[side].at) if side in one.keys else None for side in ("out", "in")]
        yield [
            clock.local(row.at), row.unit.label, names.get(row.outgoing_id, ""), signed[0], names.get(row.incoming_id, ""),
            signed[1], clock.local(row.done_at) if row.done_at else None,
        ]  # fmt: skip


HANDOVERS = Table(
    "meetings.handovers", _("Handover of command"), "meetings.see",
    (
        Column(_("Hour of the roster"), 18), Column(_("Unit"), 28), Column(_("Outgoing"), 14), Column(_("Signed"), 18),
        Column(_("Incoming"), 14), Column(_("Signed"), 18), Column(_("Passed"), 18),
    ),
    _handovers, total=lambda person, query: _seen(person, query).count(), name=lambda _query: "handovers",
)  # fmt: skip
