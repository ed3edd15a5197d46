from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.incoming.actions import owing
from fengsui.command.incoming.models import OPEN, Paper, Stage, Step
from fengsui.ground.obligations.declare import Owing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import datetime

    from fengsui.ground.obligations.declare import Expected
    from fengsui.ground.obligations.models import Obligation

SAID = 60  # characters of a title on Today


def _expected(kind: str, stages: Collection[Stage], since: datetime, until: datetime) -> list[Expected]:
    rows = Step.objects.as_known().filter(stage__in=stages, opened_at__lt=until).select_related("paper__unit", "heir")
    return [one for one in owing.owed(kind, rows) if one.due_at >= since]


def _link(obligation: Obligation) -> str:
    return reverse("incoming:paper", args=[obligation.subject.partition(":")[2]])


def _titles(sentence: Callable[[str], str], obligations: Sequence[Obligation]) -> dict[int, str]:
    keys = {row.pk: row.subject.partition(":")[2] for row in obligations}
    titles = {
        str(pk): title for pk, title in Paper.objects.filter(pk__in=set(keys.values())).values_list("pk", "title")
    }
    return {pk: sentence(Truncator(titles.get(key, "")).chars(SAID)) for pk, key in keys.items()}


PROPOSING = Owing(
    owing.PROPOSE, gettext_lazy("Propose what to do with an incoming paper"), verb="incoming.propose",
    expected=partial(_expected, owing.PROPOSE, (Stage.REGISTERED,)), link=_link, icon="mail",
    escalate_verb="incoming.instruct", titles=partial(_titles, lambda title: _("Propose: %(title)s") % {"title": title}),
)  # fmt: skip
INSTRUCTING = Owing(
    owing.INSTRUCT, gettext_lazy("Instruct on an incoming paper"), verb="incoming.instruct",
    expected=partial(_expected, owing.INSTRUCT, (Stage.PROPOSED,)), link=_link, icon="signature",
    escalate_verb="incoming.instruct", titles=partial(_titles, lambda title: _("Instruct: %(title)s") % {"title": title}),
)  # fmt: skip
CONCLUDING = Owing(
    owing.CONCLUDE, gettext_lazy("Conclude an incoming paper"), verb="incoming.carry",
    expected=partial(_expected, owing.CONCLUDE, OPEN), link=_link, icon="mail", escalate_verb="incoming.instruct",
    titles=partial(_titles, lambda title: _("Conclude: %(title)s") % {"title": title}),
)  # fmt: skip
