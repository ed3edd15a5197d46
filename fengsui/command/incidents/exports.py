from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.command.incidents.queries.calls import calls, dress
from fengsui.command.incidents.queries.listing import shown, wanted
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.asking import known_of, when
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.command.incidents.models.calls import CallQuerySet
    from fengsui.command.incidents.models.incidents import IncidentStepQuerySet
    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query

MOST = 20_000


def _asked(person: Person, query: Query) -> IncidentStepQuerySet:
    return wanted(person, query, known_of(query)).order_by("-learned_at", "-pk")


def _rows(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in shown(_asked(person, query)[:MOST], known_of(query)):
        step = row.step
        yield [
            step.unit.code, step.unit.label, row.kind, step.text, step.place, step.happened_at and clock.local(step.happened_at),
            clock.local(step.learned_at), step.first_at and clock.local(step.first_at), _t("late") if step.is_late else None,
            step.persons, step.measures, step.number, row.word, _t(", ").join(unit.label for unit in row.taken),
        ]  # fmt: skip


def _called(person: Person, query: Query) -> CallQuerySet:
    return calls(person, query, known_of(query)).order_by("-at", "-pk")


def _call_rows(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in dress(_called(person, query)[:MOST], known_of(query)):
        call = row.call
        yield [
            clock.local(call.at), call.unit.label, call.caller_unit.label if call.caller_unit else None, call.text,
            _t(", ").join(made.word for made in row.made),
        ]  # fmt: skip


INCIDENTS = Table(
    "incidents.list", _("Incidents"), "incidents.see",
    (
        Column(_("Code"), 18), Column(_("Unit"), 28), Column(_("Kind"), 14), Column(_("What has happened"), 60),
        Column(_("Place in the unit"), 20), Column(_("Happened"), 18), Column(_("Known since"), 18), Column(_("First report"), 18),
        Column(_("Late"), 8), Column(_("Persons concerned"), 10), Column(_("What was done"), 50), Column(_("Reports so far"), 8),
        Column(_("State"), 14), Column(_("Acknowledged by"), 30),
    ),
    _rows, total=lambda person, query: _asked(person, query).count(), name=lambda query: f"incidents-{when(query)}",
    looks_back=True,
)  # fmt: skip
CALLS = Table(
    "incidents.calls", _("Duty telephone"), "incidents.see",
    (
        Column(_("Rang"), 18), Column(_("Telephone of"), 28), Column(_("Caller’s unit"), 28), Column(_("What was said"), 80),
        Column(_("What came of it"), 24),
    ),
    _call_rows, total=lambda person, query: _called(person, query).count(), name=lambda query: f"calls-{when(query)}",
    looks_back=True,
)  # fmt: skip
