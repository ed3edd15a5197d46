from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.org import asking, scope
from fengsui.ground.response.models import Emergency
from fengsui.ground.response.queries.emergencies import standings
from fengsui.ground.response.queries.groups import current, roster
from fengsui.ground.response.queries.sets import sets, shown
from fengsui.ground.response.queries.switching import switches
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from fengsui.ground.org.models import Person
    from fengsui.ground.response.models import Dated
    from fengsui.ground.tables.declare import Query


def _emergencies(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - the same for all who may see them
    for row in standings(None, asking.known_of(query)):
        stage = row.stage.label if row.stage else ""
        in_force = "；".join(f"{level.issuer} {level.get_grade_display()}" for level in row.in_force)
        yield [row.account.name, row.account.get_kind_display(), _when(row.account), stage, row.day_number, in_force]


def _levels(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - the same for all who may see them
    emergency = Emergency.objects.filter(pk=_pk(query))
    for row in standings(list(emergency), asking.known_of(query)):
        for level in row.levels:
            yield [
                level.issuer,
                level.get_tier_display(),
                level.get_grade_display(),
                _when(level),
                level.known_at,
                level.paper,
            ]


def _members(person: Person, query: Query) -> Iterator[list[Any]]:
    named = scope.sees_names(person)
    if group := current(_pk(query), asking.known_of(query)):
        seen = roster(group, asking.day_of(query), asking.known_of(query), named=named)
        for part, seat in seen.seats:
            member = seat.member
            place = part.name if part else group.name
            yield [place, member.get_role_display(), seat.post, seat.who, clock.local(member.at).date(), member.until]


def _switches(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - the same for all who may see them
    for emergency in Emergency.objects.filter(pk=_pk(query)):
        for row in switches(emergency, asking.known_of(query)).iterator(500):
            number = row.document.number_label if row.document else ""
            back = row.reversal.at if hasattr(row, "reversal") else None
            whom = row.get_system_display() if row.system else _t("all systems")
            yield [number, row.prepared.name, whom, row.at, row.until, row.basis, back]


def _sets(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - the same for all who may see them
    found = sets()
    lines = shown(found)
    for one in found:
        for line in lines[one.pk]:
            yield [one.name, line.name, line.value, line.whom]


def _when(row: Dated) -> datetime | Any:
    return clock.local(row.at).date() if row.day_only else row.at


def _pk(query: Query) -> int:
    return int(query.get("pk", "0")) if query.get("pk", "0").isdigit() else 0


EMERGENCIES = Table(
    "response.emergencies", _("Emergencies"), "response.view",
    (
        Column(_("Emergency"), 40), Column(_("Kind"), 16), Column(_("Begun"), 14), Column(_("Stage"), 20),
        Column(_("Day of the response"), 10), Column(_("Governments’ levels"), 40),
    ),
    _emergencies, looks_back=True,
)  # fmt: skip
LEVELS = Table(
    "response.levels", _("Governments’ levels"), "response.view",
    (
        Column(_("Declared by"), 30), Column(_("Tier"), 16), Column(_("Level"), 14), Column(_("From when"), 18),
        Column(_("Known since"), 18), Column(_("Paper"), 60),
    ),
    _levels, looks_back=True,
)  # fmt: skip
MEMBERS = Table(
    "response.members", _("Leading group"), "response.view",
    (
        Column(_("Part"), 30), Column(_("Role"), 16), Column(_("Post"), 40), Column(_("Name"), 14), Column(_("From when"), 14),
        Column(_("Until"), 18),
    ),
    _members, looks_back=True,
)  # fmt: skip
SWITCHES = Table(
    "response.switches", _("Decisions on measures"), "response.view",
    (
        Column(_("Number"), 18), Column(_("Switch set"), 30), Column(_("For"), 18), Column(_("In force from"), 18),
        Column(_("Until"), 18), Column(_("Basis"), 50), Column(_("Taken back"), 18),
    ),
    _switches, looks_back=True,
)  # fmt: skip
SETS = Table(
    "response.sets", _("Switch sets"), "response.view",
    (Column(_("Switch set"), 30), Column(_("Measure"), 40), Column(_("Value"), 16), Column(_("For"), 24)), _sets,
)  # fmt: skip
