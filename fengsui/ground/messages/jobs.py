"""Once a minute: put into the outbox what arrived in inboxes, and send what is due; in a drill it ends in the sink."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from fengsui.ground.messages import queue
from fengsui.ground.messages.actions import delivering, planning


@app.periodic(cron="* * * * *")  # type: ignore[untyped-decorator]
@app.task(queueing_lock="messages", name="fengsui.messages")  # type: ignore[untyped-decorator]
def messages(timestamp: int) -> None:  # noqa: ARG001 - procrastinate's signature
    planning.plan()
    delivering.sink()
    for provider in delivering.due():
        queue.soon(provider)


@app.task(name=queue.TASK)  # type: ignore[untyped-decorator]
def deliver(provider: str) -> None:
    if delivering.deliver(UUID(provider)) >= delivering.AT_ONCE:
        queue.soon(UUID(provider))
