from __future__ import annotations

import base64
from functools import cache
from typing import TYPE_CHECKING

from fengsui import house
from fengsui.ground.runs.declare import Runner
from fengsui.ground.runs.models import Run
from fengsui.ground.tables.declare import Table
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person


@cache
def runners() -> dict[str, Runner]:
    return {runner.kind: runner for runner in house.declared("runners", Runner)}


@cache
def tables() -> dict[str, Table]:
    """Everything that can be exported, by key."""
    return {table.key: table for table in house.declared("exports", Table)}


def mine(person: Person) -> QuerySet[Run]:
    """A person's background work; nobody else's is shown to anybody."""
    return Run.objects.filter(by=person).defer("file_sealed")


def said(run: Run) -> str:
    """What came of a run, in the language of the screen."""
    runner = runners().get(run.kind)
    return str(runner.sentence).format(**run.outcome) if runner and run.state == "done" else run.refusal


def link(run: Run) -> str:
    """Where to look at the result; empty if there is nowhere to look."""
    runner = runners().get(run.kind)
    return runner.link(run.outcome, run.params) if runner and runner.link and run.state == "done" else ""


def opened(run: Run) -> bytes:
    """The file that a run kept; empty once it expired."""
    return base64.b64decode(vault.open_all([(run.pk, "file", run.file_sealed)])[0])
