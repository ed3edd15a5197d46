"""A batch on the screen: its state, and a page of its rows with personal values masked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.ground.exchange.actions import storing
from fengsui.ground.exchange.columns import APPOINTMENTS, PERSONS, SEATS, SHEETS, shown
from fengsui.ground.exchange.matching.persons import MASKS
from fengsui.ground.exchange.models import Batch, Decision, Outcome, Part, Stage, Step
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

    from fengsui.ground.exchange.columns import Sheet
    from fengsui.ground.exchange.lines import Line
    from fengsui.ground.org.models import Person

FIRST = (Outcome.REJECTED, Outcome.ASK, Outcome.CHANGED, Outcome.NEW, Outcome.SAME)  # what to look at first
_SHOWN = 6  # columns of a row on the screen; the file has them all
_HIDDEN = ("phone", "identity")  # of the file's own rows; of persons who are here the name too


@dataclass
class State:
    """Where a batch stands: its last step, and who did it when."""

    stage: str
    steps: dict[str, Step]

    @property
    def tone(self) -> str:
        return (
            {Stage.MATCHED: "due", Stage.TAKEN: "good", Stage.UNDONE: "still", Stage.ABANDONED: "still"}.get(
                Stage(self.stage), "busy"
            )
            if self.stage
            else "busy"
        )

    @property
    def word(self) -> str:
        return str(Stage(self.stage).label) if self.stage else _("being read")


def mine(person: Person) -> QuerySet[Batch]:
    """What a person brought in; nobody else sees it: a file may hold what is not another administrator's third."""
    return Batch.objects.filter(by=person).defer("file_sealed").select_related("unit")


def current(batches: Iterable[Batch]) -> dict[Any, State]:
    """The states of batches, in one query."""
    listed = list(batches)
    found = {batch.pk: State("", {}) for batch in listed}
    for step in Step.objects.filter(batch__in=listed).select_related("batch").order_by("pk"):
        state = found[step.batch_id]
        state.stage, state.steps[step.stage] = step.stage, step
    return found


def names(batches: Iterable[Batch]) -> dict[Any, str]:
    """What the files were called, in one query; empty once destroyed."""
    triples = [(batch.pk, "name", batch.name_sealed) for batch in batches]
    return {pk: name for (pk, _f, _s), name in zip(triples, vault.open_all(triples), strict=True)}


@dataclass
class Shown:
    """A row on the screen: cells as (title, text), changes as (title, old, new), sentences, and whom to choose from."""

    line: Line
    cells: list[tuple[str, str]]
    changes: list[tuple[str, str, str]]
    wrong: list[tuple[str, str]]
    choices: list[tuple[str, str, str]] = field(default_factory=list)
    chosen: str = ""


@dataclass
class Preview:
    """A page of a batch's rows: sheet, outcome, and the parts around."""

    sheet: Sheet | None = None
    outcome: str = ""
    rows: list[Shown] = field(default_factory=list)
    number: int = 0
    parts: int = 0
    counts: list[tuple[Sheet, list[tuple[str, str, int]]]] = field(default_factory=list)

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def following(self) -> int:
        return self.number + 1


def preview(batch: Batch, query: Mapping[str, str]) -> Preview:
    """The rows asked for by ?sheet= ?outcome= ?part=; without them the first that somebody should look at."""
    found = Preview(
        counts=[
            (SHEETS[key], [(o.value, str(o.label), each.get(o, 0)) for o in Outcome])
            for key in SHEETS
            if (each := batch.counts.get(key))
        ]
    )
    key, outcome = query.get("sheet", ""), query.get("outcome", "")
    if not batch.counts.get(key, {}).get(outcome):
        key, outcome = next(((k, str(o)) for o in FIRST for k in SHEETS if batch.counts.get(k, {}).get(o)), ("", ""))
    if not key:
        return found
    parts = Part.objects.filter(batch=batch, sheet=key, outcome=outcome)
    found.sheet, found.outcome, found.parts = SHEETS[key], outcome, parts.count()
    wanted = query.get("part", "")
    found.number = min(int(wanted), max(found.parts - 1, 0)) if wanted.isdecimal() and len(wanted) < 6 else 0
    part = parts.filter(number=found.number).first()
    if part:
        chosen = dict(Decision.objects.filter(batch=batch, sheet=key).values_list("row", "choice"))
        found.rows = [_shown(SHEETS[key], line, chosen.get(line.number, "")) for line in storing.opened(part)]
    return found


def _shown(sheet: Sheet, line: Line, chosen: str) -> Shown:
    columns = sheet.by_key
    cells = [
        (str(c.head), _masked(sheet, c.key, shown(c, line.get(c.key))))
        for c in sheet.columns
        if line.get(c.key) and c.key not in ("person", "synthetic")
    ]
    wrong = [(str(columns[p.column].head) if p.column in columns else "", p.sentence) for p in line.problems]
    return Shown(line, cells[:_SHOWN], _changes(sheet, line.changes), wrong, _choices(sheet, line), chosen)


def _changes(sheet: Sheet, changes: dict[str, list[str]]) -> list[tuple[str, str, str]]:
    columns = sheet.by_key
    return [
        (str(columns[key].head), MASKS[key](old) if key in MASKS and sheet is PERSONS else shown(columns[key], old), _masked(sheet, key, shown(columns[key], new)))
        for key, (old, new) in changes.items()
    ]  # fmt: skip


def _masked(sheet: Sheet, key: str, value: str) -> str:
    return MASKS[key](value) if key in _HIDDEN and sheet in (PERSONS, APPOINTMENTS, SEATS) else value


def _choices(sheet: Sheet, line: Line) -> list[tuple[str, str, str]]:
    """(value, who it may be, what would change) for a row that somebody must decide."""
    if line.outcome != Outcome.ASK:
        return []
    hows = {
        "identity": _("same identity number"),
        "phone": _("same telephone"),
        "name": _("same name in the unit"),
        "file": _("in another row of the file"),
    }
    found = []
    for one in line.candidates:
        units = "、".join(one["units"])
        changes = "；".join(f"{head}：{old or '—'} → {new}" for head, old, new in _changes(sheet, one["changes"]))
        found.append((str(one["id"]), f"{MASKS['name'](one['name'])} · {units} · {hows.get(one['how'], '')}", changes))
    return found


def undecided(batch: Batch) -> int:
    """For how many rows it is not decided who they are."""
    return batch.total(Outcome.ASK) - Decision.objects.filter(batch=batch).count()


def can_undo(batch: Batch) -> bool:
    """Whether what a batch did is still kept; what stands in the way is found when it is tried."""
    return batch.taken.exists() and bool(vault.keys([batch.pk]))
