from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.incidents.actions import mirroring
from fengsui.command.incidents.models import Stage, Step
from fengsui.command.incidents.queries.kinds import label, labels
from fengsui.ground.obligations.declare import Expected, Owing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fengsui.ground.obligations.models import Obligation

SAID = 50  # characters of an incident as its title on Today


def _standing(**which: object) -> list[Step]:
    return list(Step.objects.as_known().filter(**which).select_related("incident", "unit"))


def _first(since: datetime, until: datetime) -> list[Expected]:
    """What became known and is not reported."""
    return mirroring.first(_standing(stage=Stage.NOTED, learned_at__lt=until, first_due_at__gte=since))


def _follow(since: datetime, until: datetime) -> list[Expected]:
    """What goes on."""
    return mirroring.follow(_standing(stage=Stage.REPORTED, last_at__lt=until, due_at__gte=since))


def _take(since: datetime, until: datetime) -> list[Expected]:
    """What was reported and nobody above has in hand."""
    rows = _standing(stage__in=mirroring.TO_TAKE, first_at__lt=until, first_at__gte=since - mirroring.LONGEST)
    return [one for one in mirroring.take(rows) if one.due_at >= since]


def _link(obligation: Obligation) -> str:
    return reverse("incidents:incident", args=[obligation.subject.partition(":")[2]])


def _texts(obligations: Sequence[Obligation]) -> dict[int, dict[str, str]]:
    """What each is about, in two queries."""
    keys = {row.pk: row.subject.partition(":")[2] for row in obligations}
    steps = Step.objects.as_known().filter(incident__in=set(keys.values())).select_related("unit")
    named, found = labels(), {str(step.incident_id): step for step in steps}
    return {
        pk: {
            "kind": label(found[key].kind, named), "unit": found[key].unit.label,
            "text": Truncator(found[key].text).chars(SAID),
        }
        for pk, key in keys.items()
        if key in found
    }  # fmt: skip


def _first_titles(obligations: Sequence[Obligation]) -> dict[int, str]:
    return {pk: _("First report (%(kind)s): %(text)s") % said for pk, said in _texts(obligations).items()}


def _follow_titles(obligations: Sequence[Obligation]) -> dict[int, str]:
    said = _texts(obligations)
    return {pk: _("Follow-up or final report (%(kind)s): %(text)s") % one for pk, one in said.items()}


def _take_titles(obligations: Sequence[Obligation]) -> dict[int, str]:
    said = _texts(obligations)
    return {pk: _("Acknowledge (%(kind)s, %(unit)s): %(text)s") % one for pk, one in said.items()}


FIRST = Owing(
    mirroring.FIRST, gettext_lazy("First report of an incident"), verb="incidents.report", expected=_first, link=_link,
    icon="urgent", remind_minutes=60, escalate_verb="incidents.take", urgent=True, titles=_first_titles,
)  # fmt: skip
FOLLOW = Owing(
    mirroring.FOLLOW, gettext_lazy("Follow-up report of an incident"), verb="incidents.report", expected=_follow, link=_link,
    icon="urgent", remind_minutes=120, escalate_verb="incidents.take", titles=_follow_titles,
)  # fmt: skip
TAKE = Owing(
    mirroring.TAKE, gettext_lazy("Acknowledgement of an incident"), verb="incidents.take", expected=_take, link=_link,
    icon="urgent", remind_minutes=5, escalate_verb="incidents.take", urgent=True, titles=_take_titles,
)  # fmt: skip
