from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.actions.owing import expected
from fengsui.frontline.gates.models import Alert, Sheet
from fengsui.frontline.gates.queries.inside import overdue
from fengsui.frontline.gates.queries.sheets import missing
from fengsui.frontline.gates.queries.silent import silent
from fengsui.ground.checks.declare import Check, Ends, Failure, Severity
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from datetime import date, datetime

    from fengsui.frontline.gates.models import Gate

GRACE = timedelta(days=1)  # a sheet is entered when its day is over, and once somebody is warm again


def _overdue(day: date, known: datetime | None) -> list[Failure]:
    """Alerts that are open past their time; of another day than today: nothing, they are open still or were handled."""
    now = known or clock.now()
    if day != clock.local(now).date():
        return []
    rows = Alert.objects.filter(closed_at=None, known_at__lte=now).select_related("answers", "unit", "gate__station")
    due = {one.subject: one.due_at for one in expected(rows)}
    return [
        Failure(
            "gates.handled", row.unit_id, day, _("{gate}: an alert should have been handled by {due:%H:%M}."),
            {"gate": str(row.gate), "due": clock.local(due[row.about])}, url=reverse("gates:alert", args=[row.pk]), subject=str(row.pk),
        )
        for row in rows
        if due[row.about] < now
    ]  # fmt: skip


def _silent(day: date, known: datetime | None) -> list[Failure]:
    if known is not None or day != clock.today():
        return []  # when a phone was heard is wall time, and only the last is kept
    return [
        Failure(
            "gates.heard", row.gate.unit_id, day, _("{gate}: nothing is heard from the phone {phone}."),
            {"gate": str(row.gate), "phone": row.named}, url=reverse("gates:silent"), subject=str(row.pk),
        )
        for row in silent()
    ]  # fmt: skip


def _sheets(day: date, known: datetime | None) -> list[Failure]:
    """Sheets that were used on a day and are not entered a day later, or of which nobody says where they are."""
    if clock.midnight(day) + timedelta(days=1) + GRACE > (known or clock.now()):
        return []
    begun = Sheet.objects.filter(entered_at=None, spoiled_at=None, day=day).select_related(
        "gate__station", "gate__unit"
    )
    numbers: dict[int, tuple[Gate, set[int]]] = {}
    for row in (*begun, *missing(day)):
        numbers.setdefault(row.gate_id, (row.gate, set()))[1].add(row.number)
    return [
        Failure(
            "gates.entered", gate.unit_id, day, _("{gate}: sheets not entered: {numbers}."),
            {"gate": str(gate), "numbers": ", ".join(map(str, sorted(found)))}, amount=len(found),
            url=reverse("gates:sheets", args=[gate.pk]), subject=str(gate.pk),
        )
        for gate, found in numbers.values()
    ]  # fmt: skip


def _inside(day: date, known: datetime | None) -> list[Failure]:
    """permits: who is inside though their permit is over; as known earlier nobody can say, since presence is retold."""
    if known is not None:
        return []
    found: dict[int, list[datetime]] = {}
    for one in overdue(day):
        found.setdefault(one.unit_id, []).append(one.until)
    return [
        Failure(
            "gates.left", unit, day, _("{n} persons are inside longer than permitted, the first since {since:%m-%d %H:%M}."),
            {"n": len(over), "since": clock.local(min(over))}, amount=len(over), url=reverse("gates:inside"), subject=str(unit),
        )
        for unit, over in found.items()
    ]  # fmt: skip


HANDLED = Check(
    "gates.handled", _("Alerts of gates are handled in time"), Severity.ALARM, _overdue, ends=Ends.PASSED, urgent=True,
    acts="gates.handle", remedy=_("Ring the gate: measure again, isolate, send to a fever clinic; enter what was done."),
)  # fmt: skip
HEARD = Check(
    "gates.heard", _("Phones at gates are heard"), Severity.NOTE, _silent, ends=Ends.PASSED, acts="gates.run",
    remedy=_("Ring the keeper: battery, network? Give out numbered sheets, or bind a second phone."),
)  # fmt: skip
ENTERED = Check(
    "gates.entered", _("Paper sheets of gates are entered"), Severity.NOTE, _sheets, ends=Ends.MENDED, acts="gates.run",
    remedy=_("Enter the sheets, or say which were lost."),
)  # fmt: skip
LEFT = Check(
    "gates.left", _("Whoever is inside a facility holds a permit, or has left"), Severity.NOTE, _inside, ends=Ends.PASSED,
    acts="gates.ask", remedy=_("Ask where they are: register them out, or ask for a new permit."),
)  # fmt: skip
