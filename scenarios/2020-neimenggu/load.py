"""Fill an empty drill with the account of 2020: `load(progress)`, called by `fengsui scenario load 2020-neimenggu`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

from fengsui.ground.clock import actions as clock_actions
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.actions import register_slots
from fengsui.ground.measures import queries as measures

from . import (
    arrivals,
    diary,
    duty,
    force,
    gates,
    meetings,
    nights,
    organisation,
    papers,
    questions,
    response,
    staff,
    troubles,
    work,
)  # fmt: skip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date


def load(progress: Callable[[str], None], first: date = staff.FIRST) -> None:
    """Enter everything in the order in which it happened, the drill's clock going along; leave it at the opening hour.

    first: begin later, for a short drill. Always the same drill, ids and keys apart.
    """
    opening = staff.META["opening"]
    with _unsynced(), measures.remembering():
        register_slots()
        clock_actions.move(clock.midnight(first), rate=0)
        force.begin(first)  # before there are units: setting a measure plans again what all of them owe
        progress("units")
        organisation.enter(first)
        progress("persons")
        people = staff.enter(first)
        papers.arrange()
        days = clock.days(first, troubles.DAY)
        agenda = diary.plan(people, days, opening)
        duty.plan(agenda, people, days[0])
        gates.plan(agenda, people, days[0])
        nights.plan(agenda, people)
        meetings.plan(agenda, days)
        questions.plan(agenda, people, days)
        arrivals.plan(agenda, people, days)
        response.plan(agenda, days)
        work.plan(agenda, people)
        papers.plan(agenda, people)
        for day in days:
            progress(day.isoformat())
            agenda.do(day)
        clock_actions.move(opening, rate=0)
        clock_actions.tick()


@contextmanager
def _unsynced() -> Iterator[None]:
    """Let commits not wait for the disk: a load that was cut off is thrown away as a whole."""
    with connection.cursor() as cursor:
        cursor.execute("set synchronous_commit = off")
        yield
        cursor.execute("reset synchronous_commit")
