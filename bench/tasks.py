"""Tasks over 2,000 units: 1,000 given back, moved and closed at once among 20,000 others; the list and the board of a commander."""

from __future__ import annotations

import time
from datetime import timedelta
from statistics import quantiles
from typing import TYPE_CHECKING

from bench import large
from bench.harness import Figure, house, paced, settle_down

if TYPE_CHECKING:
    from collections.abc import Iterator

TASKS, MANY, REQUESTS = 20_000, 1000, 20


def figures() -> Iterator[Figure]:
    with house():
        from django.conf import settings
        from django.core.management import call_command

        from bench.today import _people

        settings.ALLOWED_HOSTS.append("testserver")
        call_command("collectstatic", interactive=False, verbosity=0)
        large.fill(1)
        commander, officer = _people()
        _tasks()
        settle_down()
        yield Figure.of("bulk_tasks_s", "s", paced(_change), limit=3)
        yield Figure.of("tasks_list_p95_ms", "ms", paced(lambda: _p95(commander, "/tasks/all/")), limit=100)
        yield Figure.of("tasks_board_p95_ms", "ms", paced(lambda: _p95(commander, "/tasks/board/")), limit=100)
        yield Figure.of("tasks_mine_p95_ms", "ms", paced(lambda: _p95(officer, "/tasks/")), limit=100)


def _tasks() -> None:
    """Ten tasks a unit, given by the top, a third of them finished."""
    from fengsui.command.tasks import actions
    from fengsui.command.tasks.models import Deed
    from fengsui.ground.clock import queries as clock
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import SYSTEM

    top, units = Unit.objects.get(code="top"), list(Unit.objects.exclude(code="top").order_by("pk"))
    for n in range(TASKS // len(units)):
        due = clock.now() + timedelta(hours=2 + n)
        for at in range(0, len(units), 200):
            made = actions.give_many(top, f"task {n}", to=units[at : at + 200], due_at=due, by=SYSTEM)
            if n % 3 == 0:
                ids = [task.pk for task in made]
                actions.change_many(ids, actions.Change(Deed.DONE, "done"), by=SYSTEM)


def _change() -> float:
    """Move a thousand by an hour, with their obligations and notes."""
    from fengsui.command.tasks import actions
    from fengsui.command.tasks.models import OPEN, Deed, Step
    from fengsui.ground.org.scope import SYSTEM

    rows = Step.objects.as_known().filter(stage__in=OPEN).order_by("due_at", "pk")[:MANY]
    found = list(rows)
    later = max(row.due_at for row in found) + timedelta(hours=1)
    start = time.perf_counter()
    worked = actions.change_many(
        [row.task_id for row in found], actions.Change(Deed.MOVED, "later", due_at=later), by=SYSTEM
    )
    spent = time.perf_counter() - start
    assert len(worked.steps) == MANY
    return spent


def _p95(client: object, path: str) -> float:
    times = []
    for _n in range(REQUESTS):
        start = time.perf_counter()
        assert client.get(path).status_code == 200  # type: ignore[attr-defined]
        times.append((time.perf_counter() - start) * 1000)
    return quantiles(times, n=20)[-1]
