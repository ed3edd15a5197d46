from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.frontline.gates.actions.owing import ALERT, expected
from fengsui.frontline.gates.models import Alert
from fengsui.frontline.gates.queries import deciding, permits
from fengsui.ground.obligations.declare import Owing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from fengsui.ground.obligations.declare import Expected
    from fengsui.ground.obligations.models import Obligation


def _open(since: datetime, until: datetime) -> list[Expected]:
    rows = Alert.objects.filter(closed_at=None, opened_at__lt=until).select_related("answers")
    return [one for one in expected(rows) if one.due_at >= since]


def _key(obligation: Obligation) -> UUID:
    return UUID(obligation.subject.partition(":")[2])


def _link(obligation: Obligation) -> str:
    return reverse("gates:alert", args=[_key(obligation)])


def _titles(obligations: Sequence[Obligation]) -> dict[int, str]:
    rows = Alert.objects.filter(pk__in={_key(one) for one in obligations}).select_related("gate__station")
    alerts = {row.pk: row for row in rows}
    return {
        one.pk: _("%(kind)s at %(gate)s") % {"kind": alerts[_key(one)].word, "gate": alerts[_key(one)].gate}
        for one in obligations
        if _key(one) in alerts
    }


# Alerts
ALERTS = Owing(
    ALERT, gettext_lazy("Handle an alert of a gate"), verb="gates.handle", expected=_open, link=_link, icon="temperature",
    remind_minutes=5, escalate_verb="gates.handle", urgent=True, titles=_titles,
)  # fmt: skip


# permits
def _asking(obligation: Obligation) -> str:
    return permits.link(UUID(obligation.subject.partition(":")[2]))


PERMITS = Owing(
    permits.KIND, gettext_lazy("Permits asked for"), verb="gates.approve", expected=permits.expected, link=_asking, icon="shield-check",
    remind_minutes=10, escalate_verb="gates.approve", urgent=True,
)  # fmt: skip


# traces
def _trace(obligation: Obligation) -> str:
    return reverse("gates:trace", args=[UUID(obligation.subject.split(":")[1])])


TRACES = Owing(
    deciding.KIND, gettext_lazy("Decide on a trace that was asked for"), verb="gates.trace_approve", expected=deciding.expected,
    link=_trace, icon="search", escalate_verb="gates.trace_approve", personal=True,
)  # fmt: skip
