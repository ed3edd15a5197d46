"""The organisation goes out: who takes it, how much of the persons can be read, and why, stands in the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.exchange.columns import APPOINTMENTS, PERSONS, SHEETS
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.runs import actions as runs
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date

    from fengsui.ground.exchange.models import Batch
    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.runs.models import Run

WORKBOOK = "xlsx"


@action
def export(
    unit: Unit, *, by: Person, day: date | None = None, form: str = WORKBOOK, unmasked: bool = False, with_ids: bool = True,
    reason: str = "", now: bool = False,
) -> Run:  # fmt: skip
    """Take out what is at and below a unit on a day. form: xlsx, or the key of one sheet, which then is a CSV.

    unmasked: names, telephones and identity numbers in full; it takes a right of its own and a reason. now: see runs.start.
    """
    scope.require(by, "exchange.export", unit)
    if form != WORKBOOK and form not in SHEETS:
        raise Refused("exchange.form", _("Choose a workbook or one of the sheets."), field="form")
    if form in (PERSONS.key, APPOINTMENTS.key):
        scope.require(by, SHEETS[form].verb)
    if unmasked:
        scope.require(by, "exchange.unmask", unit)
        if not reason.strip():
            raise Refused(
                "exchange.reason", _("Say why the persons must be readable; it stands in the journal."), field="reason"
            )
    run = runs.start(
        "exchange.export", by=by, unit=unit, now=now, day=(day or clock.today()).isoformat(), form=form, unmasked=unmasked, with_ids=with_ids
    )  # fmt: skip
    journal.write(
        "exchange.exported", by=by.pk, unit=unit.pk, about=f"org.unit:{unit.pk}", form=form,
        how="unmasked" if unmasked else "masked", reason=reason.strip()[:200],
    )  # fmt: skip
    return run


@action
def begin(kind: str, batch: Batch, *, by: Person, leave_out: bool = False) -> Run:
    """Let a large batch be matched, taken or undone in the background; the work itself asks for the right again."""
    scope.require(by, "exchange.import", batch.unit)
    more = {"leave_out": leave_out} if kind == "exchange.take" else {}
    run = runs.start(kind, by=by, unit=batch.unit, batch=str(batch.pk), **more)
    journal.write("exchange.begun", by=by.pk, unit=batch.unit_id, about=f"exchange.batch:{batch.pk}", work=kind)
    return run
