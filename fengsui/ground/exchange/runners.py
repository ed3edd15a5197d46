"""Large files in the background, with progress: reading and matching, taking, undoing, taking out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.exchange import actions, layout
from fengsui.ground.exchange.columns import SHEETS
from fengsui.ground.exchange.models import Batch, Outcome
from fengsui.ground.exchange.queries import Taking, counted, outgoing
from fengsui.ground.messages import actions as messages
from fengsui.ground.runs.declare import Runner
from fengsui.ground.tables import writing

if TYPE_CHECKING:
    from fengsui.ground.runs.declare import Task


def _batch(task: Task) -> Batch:
    return Batch.objects.select_related("unit").get(pk=task.params["batch"], by=task.by)


def _to_batch(_data: dict[str, Any], params: dict[str, Any]) -> str:
    return reverse("exchange:batch", args=[params["batch"]])


def _match(task: Task) -> dict[str, Any]:
    batch = actions.match(_batch(task), by=task.by, progress=task.progress)
    said = {"rows": batch.rows, "rejected": batch.total(Outcome.REJECTED)}
    _tell("exchange.ready", task, batch, **said)
    return said


def _take(task: Task) -> dict[str, Any]:
    batch = _batch(task)
    taken = actions.take(batch, by=task.by, leave_out=task.params["leave_out"], progress=task.progress)
    if taken:
        _tell("exchange.taken", task, batch, rows=batch.rows)
    return {"what": str(TAKEN if taken else OUTDATED)}


def _tell(kind: str, task: Task, batch: Batch, **data: int) -> None:
    """A note into the inbox of who may have left the page long ago."""
    key = f"{kind}:{batch.pk}:{clock.now().isoformat()}"
    messages.send(kind, [task.by], key=key, unit=batch.unit, url=_to_batch({}, task.params), **data)


def _undo(task: Task) -> dict[str, Any]:
    return {"rows": actions.undo(_batch(task), by=task.by)}


def _take_out(task: Task) -> dict[str, Any]:
    """Write the file: a workbook, or one sheet as CSV."""
    wanted, tally = task.params, [0]
    taking = Taking(task.by, task.unit, date.fromisoformat(wanted["day"]), wanted["unmasked"], wanted["with_ids"])
    sheets = counted(outgoing(taking), tally, task.progress)
    code = task.unit.code if task.unit else "all"
    name = f"{code}-{wanted['day']}"
    if wanted["form"] in SHEETS:
        [rows] = [rows for sheet, rows in sheets if sheet.key == wanted["form"]]
        task.keep(f"{name}-{wanted['form']}.csv", writing.CSV, layout.csv_file(SHEETS[wanted["form"]], rows))
    else:
        task.keep(f"{name}.xlsx", writing.XLSX, layout.workbook(sheets))
    return {"rows": tally[0]}


TAKEN = _("The import is taken.")
OUTDATED = _("The organisation was changed meanwhile; the preview was made anew. Look at it again before you take it.")
MATCH = Runner(
    "exchange.match",
    _("Reading and matching a file"),
    _match,
    _("{rows} rows were matched, {rejected} are rejected."),
    icon="file-spreadsheet",
    link=_to_batch,
)
TAKE = Runner("exchange.take", _("Taking an import"), _take, _("{what}"), icon="building", link=_to_batch)
UNDO = Runner(
    "exchange.undo",
    _("Undoing an import"),
    _undo,
    _("{rows} records are as before."),
    icon="arrow-back-up",
    link=_to_batch,
)
TAKE_OUT = Runner(
    "exchange.export", _("Taking the organisation out"), _take_out, _("{rows} rows were written."), icon="download"
)
