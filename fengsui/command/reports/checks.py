from __future__ import annotations

import math
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.reports.models import Field, Stage, Step
from fengsui.command.reports.queries import standings
from fengsui.ground.checks.declare import Check, Ends, Failure, Severity
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.org.queries import line_of

if TYPE_CHECKING:
    from datetime import date, datetime


def _silent(day: date, known: datetime | None) -> list[Failure]:
    return [
        Failure(
            "reports.silent", standing.unit.pk, day,
            _("No signed report; the cut-off was {cutoff}."), {"cutoff": clock.local(standing.cutoff).strftime("%H:%M")},
            url=reverse("reports:report", args=[standing.unit.code, day.isoformat()]),
        )
        for standing in standings(day, known=known)
        if standing.is_silent
    ]  # fmt: skip


def _late(day: date, known: datetime | None) -> list[Failure]:
    return [
        Failure(
            "reports.late", standing.unit.pk, day, _("Signed {minutes} minutes after the cut-off."),
            {"minutes": int((standing.signed_at - standing.cutoff).total_seconds() // 60)},
            url=reverse("reports:report", args=[standing.unit.code, day.isoformat()]),
        )
        for standing in standings(day, known=known)
        if standing.signed_at and standing.is_late
    ]  # fmt: skip


def _current_fields(day: date, known: datetime | None) -> list[Field]:
    fields = Field.objects.as_known(known).filter(report__day=day).select_related("report__unit")
    steps = Step.objects.until(known).filter(stage=Stage.SIGNED)
    return list(fields.filter(report__in=steps.values("report")))


def _drift(day: date, known: datetime | None) -> list[Failure]:
    """Signed numbers that the registers contradict since: one finding per unit, with the largest difference."""
    positions, states = indicators.slots(), indicators.states(day, day, known)
    now = {unit_id: state.computed for (unit_id, _day), state in states.items() if state.confirmed_at}
    found: dict[int, list[tuple[float, Field]]] = {}
    for field in _current_fields(day, known):
        vector = now.get(field.report.unit_id)
        if vector is None or field.computed is None or field.code not in positions:
            continue
        difference = float(vector[positions[field.code]] - field.computed)
        if difference and not math.isnan(difference):
            found.setdefault(field.report.unit_id, []).append((difference, field))
    return [_drifted(day, sorted(rows, key=lambda row: -abs(row[0]))) for rows in found.values()]


def _drifted(day: date, rows: list[tuple[float, Field]]) -> Failure:
    difference, field = rows[0]
    return Failure(
        "reports.drift", field.report.unit_id, day,
        _("{fields} signed numbers differ from the registers now; the largest: {name}, {difference:+g}."),
        {"fields": len(rows), "name": indicators.indicators()[field.code].name, "difference": difference},
        amount=difference,
        url=reverse("reports:changes", args=[line_of(field.report.unit), field.report.unit.code, day.isoformat()]),
    )  # fmt: skip


def _overridden(day: date, known: datetime | None) -> list[Failure]:
    fields = Field.objects.as_known(known).filter(
        Q(computed__isnull=False), ~Q(declared=F("computed")), report__day=day
    )
    return [
        Failure(
            "reports.overridden", field.report.unit_id, day, _("{name}: declared {declared:g}, computed {computed:g} ({reason})"),
            {
                "name": indicators.indicators()[field.code].name, "declared": field.declared,
                "computed": field.computed, "reason": field.reason,
            },
            amount=(field.declared or 0) - (field.computed or 0), subject=field.code,
            url=reverse("reports:report", args=[field.report.unit.code, day.isoformat()]),
        )
        for field in fields.filter(declared__isnull=False).select_related("report__unit")
    ]  # fmt: skip


SILENT = Check(
    "reports.silent", _("Everybody who owes a report signs it by the cut-off"), Severity.ALARM, _silent,
    together=_("{n} of its bureaus have not signed: {units}."),
    remedy=_("Telephone the unit, find out whether something happened there, and have the report signed."),
)  # fmt: skip
LATE = Check(
    "reports.late", _("Reports are signed in time"), Severity.NOTE, _late,
    together=_("{n} of its bureaus signed late: {units}."), ends=Ends.OVER,
    remedy=_("Ask what held the report up, and whether the same will happen tomorrow."),
)  # fmt: skip
DRIFT = Check(
    "reports.drift", _("Signed numbers agree with the registers"), Severity.WARNING, _drift,
    remedy=_("Look at what was entered since, and sign the report again with the right numbers."),
)  # fmt: skip
OVERRIDDEN = Check(
    "reports.overridden", _("Declared and computed numbers agree"), Severity.NOTE, _overridden, ends=Ends.OVER,
    remedy=_("Read the reason; if the register is wrong, correct it there."),
)  # fmt: skip
