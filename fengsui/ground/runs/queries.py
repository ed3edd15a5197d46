from __future__ import annotations

import base64
from functools import cache
from typing import TYPE_CHECKING

from django.db import connection

from fengsui import house
from fengsui.ground.runs.declare import Runner
from fengsui.ground.runs.models import Run
from fengsui.ground.tables.declare import Table
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

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


LOCK = 7_302  # advisory lock, first key: one worker per run; whoever does a run holds it
_HELD = """
    select r.id from runs_run r join pg_locks l on l.locktype = 'advisory' and l.classid = %s and l.objsubid = 2
        and l.objid::bigint = (hashtext(r.id::text)::bigint & 4294967295)
        and l.database = (select oid from pg_database where datname = current_database())
    where r.id = any(%s)
"""


def cut_off(runs: Iterable[Run]) -> set[UUID]:
    """Which of some runs were begun and are done by nobody: their worker was killed, and what they wrote is rolled back."""
    begun = [run.pk for run in runs if run.began_at and not run.ended_at]
    if not begun:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [LOCK, begun])
        held = {pk for (pk,) in cursor.fetchall()}
    rest = [pk for pk in begun if pk not in held]  # one that has just ended let its lock go with that
    return set(Run.objects.filter(pk__in=rest, ended_at__isnull=True).values_list("pk", flat=True))


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
