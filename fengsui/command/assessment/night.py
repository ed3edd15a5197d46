"""What the assessment tells of a night: the findings that came up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.command.assessment.findings import in_language
from fengsui.command.assessment.models import Finding
from fengsui.ground.obligations.declare import Event, Nightly
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from fengsui.ground.org.models import Person

MOST = 50


def _findings(
    units: Collection[int], since: datetime, until: datetime, person: Person, known: datetime | None
) -> list[Event]:  # fmt: skip
    """The newest of what was found between two moments at these units."""
    seen = scope.seen(person, "assessment.view").values("pk")
    rows = Finding.objects.filter(unit__among=frozenset(units), found_at__gte=since, found_at__lt=until).filter(
        unit__in=seen
    )
    rows = rows if known is None else rows.filter(found_at__lte=known)
    return [_event(row, known) for row in rows.select_related("unit").order_by("-found_at", "-pk")[:MOST]]


def _event(row: Finding, known: datetime | None) -> Event:
    open_ = row.passed_at is None or (known is not None and row.passed_at > known)
    url = reverse("assessment:finding", args=[row.pk])
    return Event(
        "assessment.findings", row.found_at, row.unit, in_language(row.text), url, _t("found") if open_ else _t("holds again"),
        "due" if open_ else "good",
    )  # fmt: skip


FINDINGS = Nightly("assessment.findings", _("Findings"), "report-analytics", "assessment.view", _findings)
