from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.questions.actions.common import KIND, subject
from fengsui.command.questions.models import Asked, Round
from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.declare import Expected, Owing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from fengsui.ground.obligations.models import Obligation


def _expected(since: datetime, until: datetime) -> Iterator[Expected]:
    """One answer per asked unit, if it still exists, and open round: two queries."""
    rounds = {row.pk: row for row in Round.objects.open().filter(opens_at__lt=until, due_at__gte=since)}
    living = Asked.objects.filter(round__in=rounds).exclude(unit__valid_to__lte=clock.today())
    for asked in living.only("round_id", "unit_id"):
        row = rounds[asked.round_id]
        yield Expected(asked.unit_id, subject(asked), row.day.isoformat(), row.opens_at, row.due_at)


def _round(obligation: Obligation) -> str:
    return obligation.subject.split(":")[1]


def _link(obligation: Obligation) -> str:
    return reverse("questions:answer", args=[_round(obligation), obligation.unit.code])


def _titles(obligations: Sequence[Obligation]) -> dict[int, str]:
    """The question itself, as its own title."""
    ids = {row.pk: _round(row) for row in obligations}
    rounds = Round.objects.filter(pk__in=set(ids.values())).select_related("question")
    texts = {str(row.pk): row.question.label for row in rounds}
    return {pk: texts.get(one, "") for pk, one in ids.items()}


ANSWER = Owing(
    KIND, _("Ad-hoc question"), verb="questions.answer", expected=_expected, link=_link, icon="forms",
    escalate_verb="questions.ask", titles=_titles,
)  # fmt: skip
