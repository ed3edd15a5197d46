from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.tasks.actions import mirroring
from fengsui.command.tasks.models import OPEN, Stage, Step, Task
from fengsui.ground.obligations.declare import Expected, Owing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from fengsui.ground.obligations.models import Obligation

SAID = 60  # characters of a task as its title on Today


def _standing(stages: Sequence[str], since: datetime, until: datetime) -> Iterator[Step]:
    rows = Step.objects.as_known().filter(stage__in=stages, opened_at__lt=until)
    if stages == OPEN:
        rows = rows.filter(due_at__gte=since)
    yield from rows.select_related("task", "giver", "to")


def _doing(since: datetime, until: datetime) -> list[Expected]:
    """What was given and is not finished."""
    return mirroring.doing(_standing(OPEN, since, until))


def _review(since: datetime, until: datetime) -> list[Expected]:
    """What was finished and not reviewed."""
    found = mirroring.review(_standing((Stage.DONE,), since, until))
    return [one for one in found if one.opens_at < until and one.due_at >= since]


def _link(obligation: Obligation) -> str:
    return reverse("tasks:task", args=[obligation.subject.partition(":")[2]])


def _texts(obligations: Sequence[Obligation]) -> dict[int, str]:
    keys = {row.pk: row.subject.partition(":")[2] for row in obligations}
    texts = {str(pk): text for pk, text in Task.objects.filter(pk__in=set(keys.values())).values_list("pk", "text")}
    return {pk: Truncator(texts.get(key, "")).chars(SAID) for pk, key in keys.items()}


def _doing_titles(obligations: Sequence[Obligation]) -> dict[int, str]:
    return {pk: _("Task: %(text)s") % {"text": text} for pk, text in _texts(obligations).items()}


def _review_titles(obligations: Sequence[Obligation]) -> dict[int, str]:
    return {pk: _("Review: %(text)s") % {"text": text} for pk, text in _texts(obligations).items()}


TASK = Owing(
    mirroring.DOING, gettext_lazy("Task"), verb="tasks.do", expected=_doing, link=_link, icon="list-check",
    remind_minutes=60, escalate_verb="tasks.review", titles=_doing_titles,
)  # fmt: skip
REVIEW = Owing(
    mirroring.REVIEW, gettext_lazy("Review of a finished task"), verb="tasks.review", expected=_review, link=_link,
    icon="checks", escalate_verb="tasks.review", titles=_review_titles,
)  # fmt: skip
