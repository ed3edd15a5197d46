"""The worker's side of a run. Procrastinate finds it; a killed worker's job is queued again by the site."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from fengsui.ground.runs import actions


@app.task(name="fengsui.run")  # type: ignore[untyped-decorator]
def perform(run: str) -> None:
    actions.perform(UUID(run))
