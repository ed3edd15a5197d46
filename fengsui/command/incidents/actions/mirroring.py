"""What is owed follows from how incidents stand: the first report, follow-ups until the end, the acknowledgement above."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fengsui.command.incidents.measures import TAKE_MINUTES
from fengsui.command.incidents.models import Deed, Stage, Step, Taking
from fengsui.command.incidents.queries.lines import lines_above
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.obligations.declare import Expected

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fengsui.ground.org.scope import Actor

FIRST, FOLLOW, TAKE = "incidents.first", "incidents.follow", "incidents.take"
LONGEST = timedelta(minutes=TAKE_MINUTES.high or 0)  # for an acknowledgement
TO_TAKE = (Stage.REPORTED, Stage.CLOSED)


def first(steps: Iterable[Step]) -> list[Expected]:
    """First reports: from the moment at which it became known."""
    return [
        Expected(step.unit_id, step.incident.about, _period(step), step.learned_at, step.first_due_at)
        for step in steps
        if step.stage == Stage.NOTED
    ]


def follow(steps: Iterable[Step]) -> list[Expected]:
    """The next report of what goes on."""
    return [
        Expected(step.unit_id, step.incident.about, _period(step), step.last_at, step.due_at)
        for step in steps
        if step.stage == Stage.REPORTED and step.last_at and step.due_at
    ]


def take(steps: Iterable[Step]) -> list[Expected]:
    """Acknowledgements: by each direct superior, until it or one above it in the same line has it in hand."""
    rows = [step for step in steps if step.stage in TO_TAKE]
    if not rows:
        return []
    lines, minutes = lines_above({step.unit_id for step in rows}), measures.reading(TAKE_MINUTES).system("")
    taken: dict[object, set[int]] = {}
    for incident, unit in Taking.objects.filter(incident__in=[row.incident_id for row in rows]).values_list(
        "incident", "unit"
    ):
        taken.setdefault(incident, set()).add(unit)
    return [
        Expected(
            superior, step.incident.about, f"{step.incident_id.hex[-12:]}.t{superior}", step.first_at,
            step.first_at + timedelta(minutes=minutes),
        )
        for step in rows
        for superior in _waiting(lines.get(step.unit_id, []), taken.get(step.incident_id, set()))
        if step.first_at
    ]  # fmt: skip


def _waiting(lines: list[list[int]], taken: set[int]) -> list[int]:
    """The direct superiors above whom nobody has taken it yet; lines: the ids from the root down."""
    done = {line[-1] for line in lines if taken & set(line)}
    return [one for one in dict.fromkeys(line[-1] for line in lines) if one not in done]


def _period(step: Step) -> str:
    """Which report of which incident; what is planned is also looked up by it alone."""
    number = 1 if step.stage == Stage.NOTED else step.number + 1
    return f"{step.incident_id.hex[-12:]}.{number}"


def mirror(steps: Sequence[Step], by: Actor) -> None:
    subjects = [step.incident.about for step in steps]
    reported = [step.incident.about for step in steps if step.first_at and step.deed != Deed.UNDONE]
    done = [step.incident.about for step in steps if step.deed in {Deed.FOLLOWED, Deed.CLOSED}]
    obligations.mirror(FIRST, subjects, first(steps), reported, by=by)
    obligations.mirror(FOLLOW, subjects, follow(steps), done, by=by)
    mirror_taking(steps, by)


def mirror_taking(steps: Sequence[Step], by: Actor) -> None:
    taken = [step.incident.about for step in steps if step.stage in TO_TAKE]
    obligations.mirror(TAKE, [step.incident.about for step in steps], take(steps), taken, by=by)
