"""Once a minute: pack what was sealed, send what is due, and add up the calls of days that are over."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces import actions, queries, queue
from fengsui.ground.journal import actions as journal


@app.periodic(cron="* * * * *")  # type: ignore[untyped-decorator]
@app.task(queueing_lock="interfaces", name="fengsui.interfaces")  # type: ignore[untyped-decorator]
def interfaces(timestamp: int) -> None:  # noqa: ARG001 - procrastinate's signature
    journal.seal()  # what is not sealed is not sent; whoever comes first seals
    actions.collect()
    for webhook in queries.due():
        queue.soon(webhook)
    actions.sum_up(clock.local(clock.wall()).date())
    actions.sweep()


@app.task(name=queue.TASK)  # type: ignore[untyped-decorator]
def deliver(webhook: str) -> None:
    actions.deliver(UUID(webhook))
