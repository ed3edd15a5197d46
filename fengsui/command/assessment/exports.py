from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.command.assessment import queries
from fengsui.command.assessment.story import DAYS, strip
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.asking import day_of, known_of, unit_of, when
from fengsui.ground.org.closed import last_day
from fengsui.ground.org.models import COMMAND_LINES
from fengsui.ground.org.queries import line_of, names, tree
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.command.assessment.findings import Row
    from fengsui.command.assessment.story import Day
    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.tables.declare import Query


def _chosen(person: Person, query: Query) -> Unit:
    return unit_of(query, scope.seen(person, "assessment.view", day=day_of(query)))


def _rows(person: Person, query: Query) -> list[Row]:
    unit, day, known = _chosen(person, query), day_of(query), known_of(query)
    line = query.get("line", "")
    nodes = tree(line if line in COMMAND_LINES else line_of(unit), day, unit, known)
    return [one for row in queries.rows(day, nodes, known) for one in row.alone]


def _findings(person: Person, query: Query) -> Iterator[list[Any]]:
    rows = _rows(person, query)
    people = names(step.by_id for row in rows for step in row.handlings)
    for row in rows:
        last = row.handlings[-1] if row.handlings else None
        who = people.get(last.by_id, "") if last and last.by_id else ""
        yield [
            row.word, row.unit.code, row.unit.label, row.rule, row.text, row.finding.found_at, row.state_word,
            row.passed_at, who, last.note if last else "",
        ]  # fmt: skip


def _strip(person: Person, query: Query) -> list[Day]:
    unit, known = unit_of(query, scope.seen(person, "reports.view")), known_of(query)
    last = last_day(unit, clock.day_of(known))
    return strip(unit, last - timedelta(days=DAYS - 1), last, known)


def _days(person: Person, query: Query) -> Iterator[list[Any]]:
    """A unit's last days: what became of each report."""
    for one in _strip(person, query):
        yield [
            one.day,
            one.state[1],
            one.cutoff if one.is_owed else None,
            one.signed_at,
            _t(", ").join(one.further) or None,
        ]


FINDINGS = Table(
    "assessment.findings", _("Findings"), "assessment.view",
    (
        Column(_("Severity"), 10), Column(_("Code"), 20), Column(_("Unit"), 32), Column(_("Rule"), 32),
        Column(_("What is wrong"), 70), Column(_("Found"), 18), Column(_("State"), 14), Column(_("Ended"), 18),
        Column(_("Last handled by"), 16), Column(_("Last note"), 50),
    ),
    _findings, total=lambda person, query: len(_rows(person, query)),
    name=lambda query: f"findings-{query.get('code', '')}-{when(query)}",
    notes=lambda person, query: [f"{_chosen(person, query)}, {date_format(day_of(query), _t('j F Y'))}"], looks_back=True,
)  # fmt: skip
STORY = Table(
    "assessment.story", _("Its last days"), "reports.view",
    (
        Column(_("Day"), 14), Column(_("State"), 14), Column(_("Cut-off"), 18), Column(_("First signed"), 18),
        Column(_("What else happened"), 24),
    ),
    _days, total=lambda _person, _query: DAYS, name=lambda query: f"story-{query.get('code', '')}-{when(query)}",
    notes=lambda person, query: [str(unit_of(query, scope.seen(person, "reports.view")))], looks_back=True,
)  # fmt: skip
