"""The 9:30 agenda of the whole region: 2,000 units, a night of findings, 20,000 tasks; and what both commanders sign."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bench import large
from bench.harness import Figure, house, measure, settle_down
from bench.tasks import _tasks

if TYPE_CHECKING:
    from collections.abc import Iterator


def figures() -> Iterator[Figure]:
    with house():
        from fengsui.command.assessment import actions as assessment
        from fengsui.command.meetings import queries
        from fengsui.command.meetings.models import Kind, Meeting
        from fengsui.ground.clock import queries as clock
        from fengsui.ground.obligations.actions import replan
        from fengsui.ground.org.models import Unit

        large.fill(2)
        _tasks()
        assessment.look(large.LAST)
        replan()
        settle_down()
        top, now = Unit.objects.get(code="top"), clock.now()
        made = Meeting.objects.create(
            unit=top, kind=Kind.MORNING, day=clock.today(), starts_at=now + timedelta(minutes=5)
        )
        yield Figure.of("agenda_ms", "ms", measure(lambda: queries.agenda(made)), limit=500)
        yield Figure.of("handover_ms", "ms", measure(lambda: queries.content(top)), limit=500)
