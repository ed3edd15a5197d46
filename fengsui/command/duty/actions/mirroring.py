"""What is owed follows from the gaps: a turn in which somebody is missing is owed by the unit until it is filled."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fengsui.command.duty.measures import FILL_MINUTES, GAP_HOURS
from fengsui.command.duty.queries.turns import gaps, laid, posts_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.obligations.actions import AHEAD
from fengsui.ground.obligations.declare import Expected

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fengsui.command.duty.queries.turns import Gap
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

KIND = "duty.gap"


def owed(found: Iterable[Gap]) -> list[Expected]:
    """What gaps make units owe: one a turn, by its first gap. Due when it begins, or a while after if it opened meanwhile."""
    hours, minutes = measures.readings(GAP_HOURS, FILL_MINUTES)
    first: dict[str, Gap] = {}
    for gap in found:
        first.setdefault(gap.turn.subject, gap)
    made = []
    for gap in first.values():
        unit, turn = gap.turn.post.unit, gap.turn
        later = timedelta(minutes=minutes.of(unit)) if gap.since > turn.since else timedelta()
        opens = turn.since - timedelta(hours=hours.of(unit))
        made.append(Expected(unit.pk, turn.subject, period(turn.subject), opens, gap.since + later))
    return made


def period(subject: str) -> str:
    """With the slot's own number, since what is planned is also looked up by it."""
    return subject.partition(":")[2]


def mirror(unit: Unit, since: datetime, until: datetime, by: Actor) -> None:
    """Bring what a unit owes in a time in line with its roster; what lies further ahead the tick will plan."""
    until = min(until, clock.now() + AHEAD + timedelta(hours=measures.reading(GAP_HOURS).of(unit)))
    if until <= since:
        return
    first, last = clock.local(since).date() - timedelta(days=1), clock.local(until).date()
    turns = [
        turn for turn in laid(posts_of([unit], first, last), first, last) if turn.until > since and turn.since < until
    ]
    mirror_turns([turn.subject for turn in turns], owed(gaps([unit], since, until)), by)


def mirror_turns(subjects: list[str], expected: list[Expected], by: Actor) -> None:
    """Turns of which these are owed: the others are manned now, and whatever was owed about them is met."""
    open_ = {one.subject for one in expected}
    near = [one for one in expected if one.opens_at < clock.now() + AHEAD]
    obligations.mirror(KIND, subjects, near, [one for one in subjects if one not in open_], by=by)
