from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.directives import papers
from fengsui.command.directives.models import Directive
from fengsui.command.directives.queries.lists import counted, listed
from fengsui.command.directives.queries.standing import standings
from fengsui.ground.org import scope
from fengsui.ground.org.asking import known_of
from fengsui.ground.org.models import COMMAND_LINES, Unit
from fengsui.ground.tables.declare import Column, Table
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.command.directives.queries.standing import Standing
    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query

MOST = 500  # directives in one sheet


def _asked(person: Person, query: Query) -> tuple[Directive, Unit, str]:
    """The directive, the unit and the line of the page; refused if they are not the person's to see."""
    try:
        pk = UUID(query.get("pk", ""))
    except ValueError:
        pk = UUID(int=0)
    directive = Directive.objects.visible_to(person).issued().filter(pk=pk).first()
    unit = scope.seen(person, "directives.view").filter(code=query.get("code", "")).first()
    line = query.get("line", "")
    if directive is None or unit is None or line not in COMMAND_LINES:
        raise Refused("directives.unknown", _("There is no such directive for you."))
    return directive, unit, line


def _standings(person: Person, query: Query) -> list[Standing]:
    return standings(*_asked(person, query), known_of(query))


def _receipts(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in _standings(person, query):
        yield [row.code, row.name, row.at, row.n, row.m, row.passed_at, row.done_at, row.result]


RECEIPTS = Table(
    "directives.receipts", gettext_lazy("Receipts"), "directives.view",
    (
        Column(gettext_lazy("Code"), 20), Column(gettext_lazy("Unit"), 32), Column(gettext_lazy("Has it since"), 18),
        Column(gettext_lazy("Acknowledged"), 10), Column(gettext_lazy("of"), 6), Column(gettext_lazy("Passed on"), 18),
        Column(gettext_lazy("Done"), 18), Column(gettext_lazy("Result"), 40),
    ),
    _receipts, total=lambda person, query: len(_standings(person, query)),
    name=lambda query: f"receipts-{query.get('code', '')}-{query.get('pk', '')[-6:]}",
    notes=lambda person, query: [_asked(person, query)[0].title], looks_back=True,
)  # fmt: skip


def _register(person: Person, query: Query) -> Iterator[list[Any]]:
    known = known_of(query)
    rows = list(listed(person, known=known).order_by("-pk")[:MOST])
    for row in counted(rows, person, known):
        one = row.directive
        yield [
            one.title, papers.number(one), one.unit.label, row.acknowledge_by, row.do_by, row.acknowledged, row.done,
            row.units, str(row.stage.label),
        ]  # fmt: skip


REGISTER = Table(
    "directives.register", gettext_lazy("Directives"), "directives.view",
    (
        Column(gettext_lazy("Directive"), 44), Column(gettext_lazy("Number"), 16), Column(gettext_lazy("Issued by"), 28),
        Column(gettext_lazy("To be acknowledged by"), 18), Column(gettext_lazy("To be done by"), 18),
        Column(gettext_lazy("Acknowledged"), 10), Column(gettext_lazy("Done"), 10), Column(gettext_lazy("Units addressed"), 10),
        Column(gettext_lazy("State"), 12),
    ),
    _register, total=lambda person, query: listed(person, known=known_of(query)).count(), looks_back=True,
)  # fmt: skip
