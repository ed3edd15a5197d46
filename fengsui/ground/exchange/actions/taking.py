"""Taking a batch: one transaction, everything or nothing, through org's own verbs; what was made or changed is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fengsui import house
from fengsui.ground.clock import queries as clock
from fengsui.ground.exchange.actions import storing, writing
from fengsui.ground.exchange.actions.bringing import about, forget_rows, is_outdated, match, person_of, refuse_ended
from fengsui.ground.exchange.actions.recording import Record
from fengsui.ground.exchange.columns import SHEETS, UNITS
from fengsui.ground.exchange.models import Decision, Outcome, Stage, Step
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from fengsui.ground.exchange.lines import Line
    from fengsui.ground.exchange.models import Batch
    from fengsui.ground.org.scope import Actor

_LOCK = 7_303  # the advisory lock of org.actions.changing: one change of the organisation at a time, an import too


def _quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


@action
def take(batch: Batch, *, by: Actor, leave_out: bool = False, progress: Callable[[int, int], None] = _quiet) -> bool:
    """Take what a batch says, all or nothing. leave_out: the rejected rows were seen and are set aside.

    False: the organisation was changed since the preview, which is made anew and says something else now; look again.
    """
    scope.require(by, "exchange.import", batch.unit)
    _alone()
    refuse_ended(batch)
    if is_outdated(batch, by):
        before = batch.digest
        match(batch, by=by)
        if batch.digest != before:
            return False
    _ready(batch, leave_out=leave_out)
    sheets = _decided(batch)
    total = sum(map(len, sheets.values()))
    record = Record(batch)
    writing.write(batch, sheets, record, by=by, progress=lambda done: progress(done, total))
    record.close()
    if sheets[UNITS.key]:
        house.replan()  # new units owe what their kind owes from today
    Step.objects.create(batch=batch, stage=Stage.TAKEN, at=clock.now(), by=person_of(by))
    forget_rows(batch)
    journal.write(
        "exchange.taken", by=by.pk, unit=batch.unit_id, about=about(batch),
        new=record.made, changed=record.changed, left_out=batch.rows - total - batch.total(Outcome.SAME),
    )  # fmt: skip
    return True


def _alone() -> None:
    """Nobody else takes an import meanwhile, and nobody founds or moves a unit: what the preview said stays true."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        cursor.execute("lock table org_unit, org_tie in share row exclusive mode")


def _ready(batch: Batch, *, leave_out: bool) -> None:
    rejected, ask = batch.total(Outcome.REJECTED), batch.total(Outcome.ASK)
    decided = Decision.objects.filter(batch=batch).count()
    if rejected and not leave_out:
        sentence = ngettext(
            "%(n)d row is rejected: mend it in the file and bring it again, or set it aside and take the rest.",
            "%(n)d rows are rejected: mend them in the file and bring it again, or set them aside and take the rest.", rejected,
        )  # fmt: skip
        raise Refused("exchange.rejected", sentence % {"n": rejected}, field="leave_out")
    if ask > decided:
        sentence = ngettext(
            "For %(n)d row it is not decided who it is; decide first.", "For %(n)d rows it is not decided who they are; decide first.", ask - decided
        )  # fmt: skip
        raise Refused("exchange.undecided", sentence % {"n": ask - decided})
    if not batch.total(Outcome.NEW) + batch.total(Outcome.CHANGED) + ask:
        raise Refused("exchange.nothing", _("There is nothing to take: everything is here already as the file says."))


def _decided(batch: Batch) -> dict[str, list[Line]]:
    """The rows to be written, sheet by sheet in the order in which they lean on each other, with what was decided."""
    choices = {(one.sheet, one.row): one.choice for one in Decision.objects.filter(batch=batch)}
    sheets: dict[str, list[Line]] = {}
    for key in SHEETS:
        rows = list(storing.lines(batch, Outcome.NEW, Outcome.CHANGED, sheet=key))
        for line in storing.lines(batch, Outcome.ASK, sheet=key):
            choice = choices[key, line.number]
            if choice != "skip":
                rows.append(_as_decided(line, choice))
        sheets[key] = [line for line in rows if line.outcome in (Outcome.NEW, Outcome.CHANGED)]
    return sheets


def _as_decided(line: Line, choice: str) -> Line:
    if choice == "new":
        line.outcome = Outcome.NEW
        return line
    chosen = next(one for one in line.candidates if one["id"] == choice)
    line.target, line.changes = choice, chosen["changes"]
    line.outcome = Outcome.CHANGED if line.changes else Outcome.SAME
    return line
