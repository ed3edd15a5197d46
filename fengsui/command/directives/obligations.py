from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.directives.models import Directive
from fengsui.command.directives.queries.owed import ACKNOWLEDGE, DO, PASS_ON, owed
from fengsui.ground.obligations.declare import Expected, Owing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from fengsui.ground.obligations.models import Obligation


def _expected(kind: str) -> Callable[[datetime, datetime], Iterator[Expected]]:
    def expected(since: datetime, until: datetime) -> Iterator[Expected]:
        for row in owed(kind, since, until):
            subject = Directive(pk=row.directive_id).subject(row.unit_id, row.person_id)
            yield Expected(row.unit_id, subject, str(row.directive_id), row.at, row.due)

    return expected


def _link(obligation: Obligation) -> str:
    return reverse("directives:delivery", args=[obligation.period, obligation.unit.code])


def _titles(sentence: Callable[[str], str], obligations: Sequence[Obligation]) -> dict[int, str]:
    """The directive's own title, with what is to be done."""
    rows = Directive.objects.filter(pk__in={row.period for row in obligations})
    titles = {str(pk): title for pk, title in rows.values_list("pk", "title")}
    return {row.pk: sentence(titles.get(row.period, "")) for row in obligations}


RECEIPT = Owing(
    ACKNOWLEDGE, gettext_lazy("Acknowledge a directive"), verb="directives.acknowledge", expected=_expected(ACKNOWLEDGE),
    link=_link, icon="send", escalate_verb="directives.check", personal=True,
    titles=partial(_titles, lambda title: _("Acknowledge: %(title)s") % {"title": title}),
)  # fmt: skip
PASSING_ON = Owing(
    PASS_ON, gettext_lazy("Pass a directive on"), verb="directives.acknowledge", expected=_expected(PASS_ON),
    link=_link, icon="send", escalate_verb="directives.check",
    titles=partial(_titles, lambda title: _("Pass on: %(title)s") % {"title": title}),
)  # fmt: skip
DOING = Owing(
    DO, gettext_lazy("Report a directive as done"), verb="directives.do", expected=_expected(DO), link=_link,
    icon="checklist", escalate_verb="directives.check",
    titles=partial(_titles, lambda title: _("Carry out: %(title)s") % {"title": title}),
)  # fmt: skip
