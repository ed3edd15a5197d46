from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.command.incoming.models import Kind, Stage, Urgency
from fengsui.command.incoming.queries.listing import shown, wanted
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.asking import known_of, when
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.command.incoming.models import PaperStepQuerySet
    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query

MOST = 20_000  # papers in one sheet


def _asked(person: Person, query: Query) -> PaperStepQuerySet:
    return wanted(person, query, known_of(query)).order_by("paper__unit__code", "paper__year", "paper__number")


def _rows(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in shown(_asked(person, query)[:MOST], known_of(query)):
        step, paper = row.step, row.step.paper
        yield [
            paper.number_label, clock.local(paper.received_at), paper.sender, paper.sender_number, paper.title,
            str(Kind(paper.kind).label), paper.dated, str(Urgency(paper.urgency).label) if paper.urgency else "",
            paper.unit.label, step.to.label if step.to else "", clock.local(step.due_at) if step.due_at else None, row.word,
            _t("late") if row.is_late else None, step.note if step.stage in {Stage.CONCLUDED, Stage.VOID} else "",
        ]  # fmt: skip


REGISTER = Table(
    "incoming.register", _("Register of incoming papers"), "incoming.see",
    (
        Column(_("Number"), 14), Column(_("Came at"), 18), Column(_("Sender"), 26), Column(_("Sender’s number"), 22),
        Column(_("Title"), 50), Column(_("Kind of paper"), 16), Column(_("Dated"), 12), Column(_("Urgency"), 10),
        Column(_("Registered by"), 26), Column(_("Responsible unit"), 26), Column(_("Due"), 18), Column(_("State"), 14),
        Column(_("Late"), 8), Column(_("Result, or why it is void"), 50),
    ),
    _rows, total=lambda person, query: _asked(person, query).count(), name=lambda query: f"incoming-{when(query)}",
    looks_back=True,
)  # fmt: skip
