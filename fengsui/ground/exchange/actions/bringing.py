"""A file comes in: kept sealed, read, matched; decided where it is not certain who is meant; abandoned."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.exchange import reading
from fengsui.ground.exchange.actions import storing
from fengsui.ground.exchange.columns import SHEETS
from fengsui.ground.exchange.lines import understood
from fengsui.ground.exchange.matching import whole
from fengsui.ground.exchange.matching.house import House
from fengsui.ground.exchange.models import Batch, Decision, Outcome, Part, Stage, Step
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.journal.models import Entry
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.ground.vault import actions as vault
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from fengsui.ground.exchange.lines import Line
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

MOST_BYTES = 32 * 1024 * 1024
SMALL_BYTES = 200 * 1024  # read and matched before the page answers; larger files in the background
SMALL_ROWS = 2_000  # so many are taken or undone while the person waits
STEPS = 8
_UNSURE = 500  # entries; more than are written while a transaction is open
_NO_CHANGE = ("org.denied", "org.clock_moved")


def _quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


@action
def bring(body: bytes, name: str, *, unit: Unit | None, by: Actor, day: date | None = None, only: str = "") -> Batch:
    """Keep an uploaded file, sealed, to be matched. unit: below which its roots come; only: the sheet that a CSV is."""
    scope.require(by, "exchange.import", unit)
    if unit is None and isinstance(by, Person):
        raise Refused("exchange.unit", _("Choose the unit below which the file's own roots stand."), field="unit")
    if not body:
        raise Refused("exchange.file", _("Choose a file."), field="file")
    if len(body) > MOST_BYTES:
        raise Refused(
            "exchange.large", _("The file is larger than %(mb)d MB; split it.") % {"mb": MOST_BYTES >> 20}, field="file"
        )
    own = vault.new()
    batch = Batch.objects.create(
        pk=own.subject, at=clock.now(), by=person_of(by), unit=unit, day=day or clock.today(), size=len(body),
        sha256=hashlib.sha256(body).hexdigest(), only=only if only in SHEETS else "",
        file_sealed=storing.sealed_file(own, body), name_sealed=own.seal("name", name[:200]),
    )  # fmt: skip
    journal.write("exchange.brought", by=by.pk, unit=unit.pk if unit else None, about=about(batch), bytes=len(body))
    return batch


@action
def match(batch: Batch, *, by: Actor, progress: Callable[[int, int], None] = _quiet) -> Batch:
    """Read the file if that was not done yet, and say of every row what it would do to the organisation as it is now."""
    scope.require(by, "exchange.import", batch.unit)
    refuse_ended(batch)
    progress(0, STEPS)
    sheets: dict[str, list[Line]]
    seen = seen_now(by)
    if batch.file_sealed:
        read, left = reading.read(storing.opened_file(batch), batch.only)
        sheets = {each.sheet.key: [understood(each.sheet, number, raw) for number, raw in each.rows] for each in read}
        notes = [note(problem) for each in read for problem in each.notes] + [note(problem) for problem in left]
    else:
        sheets = _again(batch)
        notes = [each for each in batch.notes if each.get("of") != "match"]
    progress(1, STEPS)
    house = House(by, batch.day, batch.unit)
    found, more = whole.match(sheets, house, lambda step: progress(1 + step, STEPS))
    batch.notes = notes + [note(problem) | {"of": "match"} for problem in more]
    batch.seen, batch.file_sealed = seen, b""
    storing.put(batch, found)
    batch.save(update_fields=["notes", "seen", "file_sealed", "counts", "digest"])
    Decision.objects.filter(batch=batch).exclude(choice="skip").delete()
    Step.objects.get_or_create(batch=batch, stage=Stage.MATCHED, defaults={"at": clock.now(), "by": person_of(by)})
    journal.write(
        "exchange.matched", by=by.pk, unit=batch.unit_id, about=about(batch),
        new=batch.total(Outcome.NEW), changed=batch.total(Outcome.CHANGED), rejected=batch.total(Outcome.REJECTED),
    )  # fmt: skip
    progress(STEPS, STEPS)
    return batch


def _again(batch: Batch) -> dict[str, list[Line]]:
    """The rows of a batch as the file said them, to be matched anew."""
    sheets: dict[str, list[Line]] = {}
    for key, sheet in SHEETS.items():
        rows = sorted(storing.lines(batch, sheet=key), key=lambda line: line.number)
        if rows:
            sheets[key] = [understood(sheet, line.number, line.cells) for line in rows]
    return sheets


@action
def decide(batch: Batch, sheet: str, choices: dict[int, str], *, by: Actor) -> int:
    """Say who the rows are that could be several: row → `new`, `skip`, or the id of one of those shown. Return how many."""
    scope.require(by, "exchange.import", batch.unit)
    refuse_ended(batch)
    rows = {line.number: line for line in storing.lines(batch, Outcome.ASK, sheet=sheet)}
    for row, choice in choices.items():
        allowed = {"new", "skip"} | {str(one["id"]) for one in rows[row].candidates} if row in rows else set()
        if choice not in allowed:
            raise Refused(
                "exchange.choice",
                _("Row %(row)d: choose one of the persons shown, “new person” or “leave out”.") % {"row": row},
            )
    for row, choice in choices.items():
        Decision.objects.update_or_create(
            batch=batch, sheet=sheet, row=row, defaults={"choice": choice, "by": person_of(by)}
        )
    journal.write("exchange.decided", by=by.pk, unit=batch.unit_id, about=about(batch), rows=len(choices))
    return len(choices)


@action
def abandon(batch: Batch, *, by: Actor) -> Batch:
    """Give an import up before it is taken; what the file said is destroyed at once."""
    scope.require(by, "exchange.import", batch.unit)
    refuse_ended(batch)
    Step.objects.create(batch=batch, stage=Stage.ABANDONED, at=clock.now(), by=person_of(by))
    forget_rows(batch)
    vault.destroy([batch.pk])
    batch.name_sealed = b""
    batch.save(update_fields=["name_sealed"])
    journal.write("exchange.abandoned", by=by.pk, unit=batch.unit_id, about=about(batch))
    return batch


def forget_rows(batch: Batch) -> None:
    """Drop what the file said; the counts stay."""
    Part.objects.filter(batch=batch).delete()
    batch.file_sealed = b""
    batch.save(update_fields=["file_sealed"])


def refuse_ended(batch: Batch) -> None:
    """Refuse if the batch was taken or abandoned; locks it, so that of two administrators one waits."""
    Batch.objects.select_for_update().get(pk=batch.pk)
    stages = dict(Step.objects.filter(batch=batch).values_list("stage", "by"))
    if Stage.TAKEN in stages:
        raise Refused(
            "exchange.taken",
            _("This import was taken already; look at the organisation before you bring the file again."),
        )
    if Stage.ABANDONED in stages:
        raise Refused("exchange.abandoned", _("This import was abandoned; upload the file again."))


def seen_now(by: Actor) -> dict[str, object]:
    """Which changes of the organisation are known now, and for whose reach.

    A change that began before may be committed after: so the newest are remembered one by one, not by the last number.
    """
    last = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    return {"by": str(by.pk or ""), "from": last - _UNSURE, "known": _changes(last - _UNSURE)}


def is_outdated(batch: Batch, by: Actor) -> bool:
    """Whether the organisation was changed after the preview was made, or it was made for somebody else's reach."""
    return batch.seen.get("by") != str(by.pk or "") or bool(_changes(batch.seen["from"]) != batch.seen["known"])


def _changes(after: int) -> list[int]:
    rows = Entry.objects.filter(pk__gt=after, kind__startswith="org.").exclude(kind__in=_NO_CHANGE)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def about(batch: Batch) -> str:
    return f"exchange.batch:{batch.pk}"


def note(problem: object) -> dict[str, object]:
    return {"message": problem.message, "params": problem.params}  # type: ignore[attr-defined]


def person_of(by: Actor) -> Person | None:
    return by if isinstance(by, Person) else None
