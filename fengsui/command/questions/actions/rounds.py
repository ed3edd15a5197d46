from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.questions.actions.common import check_due, last_step, lock, replan, step
from fengsui.command.questions.models import Asked, Stage
from fengsui.command.questions.queries.counting import refresh
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.messages import actions as messages
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.questions.models import Round
    from fengsui.ground.org.scope import Actor


@action
def withdraw(row: Round, *, reason: str, by: Actor) -> Round:
    """Nobody owes an answer any more. What came in stays on record and is not counted."""
    scope.require(by, "questions.ask", row.question.unit)
    if not reason.strip():
        raise Refused("questions.reason", _("Say why: whoever was asked reads it."), field="reason")
    lock(row)
    step(row, Stage.WITHDRAWN, by, reason)
    journal.write(
        "questions.withdrawn", by=by.pk, unit=row.question.unit_id, about=row.about, question=row.question.text,
        reason=reason.strip(),
    )  # fmt: skip
    replan(row)
    refresh(row)
    persons = scope.holders_of("questions.answer", Asked.objects.filter(round=row).values_list("unit", flat=True))
    messages.send(
        "questions.withdrawn", [person for each in persons.values() for person in each],
        key=f"questions.withdrawn:{row.pk}", unit=row.question.unit, url=f"/questions/{row.pk}/mine/",
        question=row.question.text, reason=reason.strip(),
    )  # fmt: skip
    return row


@action
def close(row: Round, *, by: Actor) -> Round:
    """No more answers and corrections; what came in counts."""
    scope.require(by, "questions.ask", row.question.unit)
    lock(row)
    step(row, Stage.CLOSED, by)
    journal.write("questions.closed", by=by.pk, unit=row.question.unit_id, about=row.about, question=row.question.text)
    replan(row)
    return row


@action
def extend(row: Round, *, due: datetime, by: Actor) -> Round:
    """Move the hour of a round that is open, or open a closed one again until then."""
    scope.require(by, "questions.ask", row.question.unit)
    check_due(due)
    list(Asked.objects.select_for_update(no_key=True).filter(round=row).order_by("pk").values_list("pk"))
    if last_step(row.pk).stage == Stage.WITHDRAWN:
        raise Refused("questions.over", _("This question was withdrawn; ask it again."))
    row.due_at = due
    row.opens_at = min(row.opens_at, clock.now())
    row.save(update_fields=["due_at", "opens_at"])
    step(row, Stage.EXTENDED, by)
    journal.write(
        "questions.extended", by=by.pk, unit=row.question.unit_id, about=row.about, question=row.question.text,
        due=due.isoformat(),
    )  # fmt: skip
    replan(row)
    return row
