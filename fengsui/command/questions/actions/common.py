"""What the actions share: opening a round, its state, its locks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.questions.models import OPEN, Asked, Round, Stage, Step
from fengsui.command.questions.queries.counting import counted_for
from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from fengsui.command.questions.models import Question, Standing
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

KIND = "questions.answer"  # of what the asked units owe


def open_round(
    question: Question,
    units: Sequence[Unit],
    *,
    day: date,
    opens: datetime,
    due: datetime,
    by: Actor,
    standing: Standing | None = None,
) -> Round:
    """Ask: fix the units, and in whose report each one's number stands."""
    made = Round.objects.create(question=question, standing=standing, day=day, opens_at=opens, due_at=due)
    counts = counted_for(units, day)
    Asked.objects.bulk_create(
        Asked(round=made, unit=unit, counts_for_id=counts.get(unit.pk)) for unit in reversed(units)
    )  # lists show the newest row first
    step(made, Stage.ASKED, by)
    return made


def step(row: Round, stage: Stage, by: Actor, reason: str = "") -> Step:
    return Step.objects.create(round=row, stage=stage, by=person(by), at=clock.now(), reason=reason.strip())


def person(by: Actor) -> Person | None:
    return by if isinstance(by, Person) else None


def last_step(round_id: UUID) -> Step:
    return Step.objects.filter(round=round_id).order_by("-pk")[:1].get()


def lock(row: Round) -> None:
    """Wait for answers that are being written and keep new ones waiting; refuse if the round is over."""
    list(Asked.objects.select_for_update(no_key=True).filter(round=row).order_by("pk").values_list("pk"))
    if last_step(row.pk).stage not in OPEN:
        raise Refused("questions.over", _("This question is closed or withdrawn already."))


def replan(row: Round) -> None:
    """Let the asked units owe what they owe now."""
    obligations.replan(KIND, row.opens_at)


def subject(asked: Asked) -> str:
    """What an obligation to answer is about."""
    return f"questions.round:{asked.round_id}:{asked.unit_id}"


def check_due(due: datetime) -> None:
    now = clock.now()
    if due <= now:
        raise Refused("questions.due", _("The hour is over already; choose a later one."), field="due")
    if (due - now).days >= 7:
        raise Refused(
            "questions.far", _("Ask for an answer within seven days; keep it as standing if it returns."), field="due"
        )
