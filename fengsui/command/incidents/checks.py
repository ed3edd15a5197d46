from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.incidents.models import Fever, Kind, Pathway, Stage, Step
from fengsui.ground.checks.declare import Check, Ends, Failure, Severity
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from datetime import date, datetime


def _url(step: Step) -> str:
    return reverse("incidents:incident", args=[step.incident_id])


def _late(day: date, known: datetime | None) -> list[Failure]:
    """First reports that were due on the day and did not come by their hour."""
    start, end = clock.midnight(day), clock.midnight(day + timedelta(days=1))
    by = min(known or clock.now(), end)
    rows = (
        Step.objects.as_known(known).filter(first_due_at__gte=start, first_due_at__lt=by).exclude(stage=Stage.WITHDRAWN)
    )
    rows = rows.filter(Q(first_at__isnull=True) | Q(first_at__gt=F("first_due_at"))).select_related("unit")
    return [
        Failure(
            "incidents.late", step.unit_id, day,
            _("First report due at {due}: {minutes} minutes late.") if step.first_at else _("First report due at {due} has not come."),
            {"due": clock.local(step.first_due_at).strftime("%H:%M"), "minutes": _minutes(step)},
            url=_url(step), subject=str(step.incident_id),
        )
        for step in rows.order_by("pk")
    ]  # fmt: skip


def _minutes(step: Step) -> int:
    return int(((step.first_at or step.first_due_at) - step.first_due_at).total_seconds() // 60)


def _pathway(day: date, known: datetime | None) -> list[Failure]:
    """Fevers whose final report was made on the day though steps of their pathway are missing."""
    start, end = clock.midnight(day), clock.midnight(day + timedelta(days=1))
    rows = Step.objects.as_known(known).filter(kind=Kind.FEVER, stage=Stage.CLOSED, last_at__gte=start, last_at__lt=end)
    listed = list(rows.order_by("pk"))
    done: dict[object, set[str]] = {}
    fevers = Fever.objects.as_known(known).filter(incident__in=[step.incident_id for step in listed])
    for incident, step in fevers.values_list("incident", "step"):
        done.setdefault(incident, set()).add(step)
    return [
        Failure(
            "incidents.pathway", step.unit_id, day, _("A fever was closed with {n} steps of its pathway missing."),
            {"n": len(missing)}, amount=len(missing), url=_url(step), subject=str(step.incident_id),
        )
        for step in listed
        if (missing := set(Pathway.values) - done.get(step.incident_id, set()))
    ]  # fmt: skip


LATE = Check(
    "incidents.late", _("Incidents are reported within their hours"), Severity.ALARM, _late, ends=Ends.OVER, urgent=True,
    acts="incidents.report", remedy=_("Telephone the unit, have the first report made at once, and ask what held it up."),
)  # fmt: skip
PATHWAY = Check(
    "incidents.pathway", _("A fever goes its whole way before it is closed"), Severity.WARNING, _pathway, acts="incidents.report",
    remedy=_("Enter the missing steps with their hours, or say in a correction why they were not needed."),
)  # fmt: skip
