from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.incidents.queries import listing as incidents
from fengsui.command.tasks.models import OPEN, Step
from fengsui.ground.obligations import queries as obligations
from fengsui.ground.obligations.declare import Open, Source
from fengsui.ground.obligations.models import Obligation

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.org.models import Unit

ELSEWHERE = ("tasks.task", "tasks.review")  # told by the tasks themselves


def _tasks(unit: Unit, moment: datetime, most: int) -> list[Open]:
    rows = (
        Step.objects.as_known().filter(to=unit, stage__in=OPEN).select_related("task").order_by("due_at", "pk")[:most]
    )
    return [
        Open(row.task.text[:120], reverse("tasks:task", args=[row.task_id]), row.due_at, row.due_at < moment)
        for row in rows
    ]


def _owed(unit: Unit, moment: datetime, most: int) -> list[Open]:
    """What the unit owes and has not met; what is owed by one person alone is theirs."""
    rows = Obligation.objects.filter(unit=unit, met_at=None, void_at=None, opens_at__lte=moment).exclude(
        kind__in=ELSEWHERE
    )
    kinds = obligations.owings()
    found = list(
        rows.exclude(subject__contains=":@")
        .filter(kind__in=kinds)
        .select_related("unit")
        .order_by("due_at", "pk")[:most]
    )
    titles = obligations.titles(found)
    return [Open(titles[row.pk], obligations.link(row), row.due_at, row.due_at < moment) for row in found]


def _incidents(unit: Unit, moment: datetime, most: int) -> list[Open]:
    """What goes on at the unit and below it, with the hour of the next report."""
    return [
        Open(
            _("%(kind)s · %(unit)s") % {"kind": row.kind, "unit": row.step.unit.label},
            reverse("incidents:incident", args=[row.step.incident_id]), row.step.due_at, row.step.is_overdue(moment),
        )
        for row in incidents.open_for(unit)[:most]
    ]  # fmt: skip


INCIDENTS = Source("incidents.open", gettext_lazy("Incidents that are not over"), _incidents, order=10)
TASKS = Source("tasks.open", gettext_lazy("Open tasks"), _tasks, order=20)
OWED = Source("obligations.open", gettext_lazy("What the unit owes"), _owed, order=30)
