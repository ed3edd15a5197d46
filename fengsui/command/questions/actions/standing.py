from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.questions.actions.common import KIND, last_step, open_round, person, step
from fengsui.command.questions.measures import STANDING_OPENS
from fengsui.command.questions.models import Asked, Round, Stage, Standing
from fengsui.command.questions.queries.counting import refresh
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import actions as indicators
from fengsui.ground.indicators.actions import Definition
from fengsui.ground.indicators.models import Defined
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.ground.org.models import Unit
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date, datetime, time

    from fengsui.ground.org.scope import Actor


@action
def keep(
    row: Round, *, hour: time, by: Actor, name: str = "", kind: str = "stock", low: float | None = None,
    high: float | None = None, since: date | None = None,
) -> Standing:  # fmt: skip
    """Ask the question every day by an hour, of the same units. Numbers become an indicator of its own.

    kind: stock (how many there are) or flow (how many came); since: today or a later day; low, high: thresholds.
    """
    question = row.question
    scope.require(by, "questions.ask", question.unit)
    if last_step(row.pk).stage == Stage.WITHDRAWN:
        raise Refused("questions.over", _("This question was withdrawn; ask it again."))
    begins = since or clock.today()
    if begins < clock.today():
        raise Refused("questions.since", _("It can be asked every day from today on."), field="since")
    if row.standing_id or Standing.objects.filter(question=question, until__isnull=True).exists():
        raise Refused("questions.kept", _("This question is asked every day already."))
    made = Standing.objects.create(question=question, hour=hour, since=begins, by=person(by), at=clock.now())
    made.code = _indicator(made, row, by, name=name or question.text[:80], kind=kind, low=low, high=high)
    made.save(update_fields=["code"])
    row.standing = made
    row.save(update_fields=["standing"])
    journal.write(
        "questions.kept", by=by.pk, unit=question.unit_id, about=row.about, question=question.text, hour=f"{hour:%H:%M}"
    )
    refresh(row)
    _open(made, begins, clock.today() + timedelta(days=1))
    return made


def _indicator(
    made: Standing, row: Round, by: Actor, *, name: str, kind: str, low: float | None, high: float | None
) -> str:
    """Define the standing question's indicator at the units in whose reports its numbers stand."""
    question = made.question
    units = Unit.objects.filter(pk__in=Asked.objects.filter(round=row, counts_for__isnull=False).values("counts_for"))
    where = dict(units.values_list("pk", "kind"))
    if not question.counts or not where:
        return ""
    wanted = Definition(
        name, question.measure, question.text_en[:120], help=question.help, kind=kind, rollup=question.adds_up,
        kinds=tuple(set(where.values())), units=tuple(where), decimals=question.decimals, low=low, high=high,
        since=made.since, source="questions", params={"standing": made.pk},
    )  # fmt: skip
    return indicators.put(question.unit, wanted, by=by).code


@action
def retire(row: Standing, *, by: Actor) -> Standing:
    """Ask it no more: from tomorrow, or from today if today's round is not open yet. Its past stays."""
    question = row.question
    scope.require(by, "questions.ask", question.unit)
    row = Standing.objects.select_for_update(of=("self",)).select_related("question__unit").get(pk=row.pk)
    if row.until:
        raise Refused("questions.retired", _("This question is asked no more already."))
    ahead = [one for one in row.rounds.order_by("day") if one.opens_at > clock.now()]
    row.until = min([one.day for one in ahead] + [clock.today() + timedelta(days=1)])
    row.retired_at, row.retired_by = clock.now(), person(by)
    row.save(update_fields=["until", "retired_at", "retired_by"])
    for one in ahead:
        if last_step(one.pk).stage != Stage.WITHDRAWN:
            step(one, Stage.WITHDRAWN, by, _("asked no more"))
    obligations.replan(KIND)
    if row.code:
        indicators.end(Defined.objects.get(code=row.code), by=by, until=row.until)
    about = Round.objects.filter(standing=row).order_by("day")[:1].get().about
    journal.write("questions.retired", by=by.pk, unit=question.unit_id, about=about, question=question.text)
    return row


def open_standing(since: datetime, until: datetime) -> int:
    """Open the rounds of all standing questions whose time falls between two moments. Called by the tick."""
    first, last = clock.local(since).date(), clock.local(until).date()
    alive = Standing.objects.select_related("question").filter(since__lte=last).exclude(until__lte=first)
    return sum(_open(one, first, last) for one in alive)


def _open(standing: Standing, first: date, last: date) -> int:
    known = set(Round.objects.filter(standing=standing, day__range=(first, last)).values_list("day", flat=True))
    wanted = [
        day for day in clock.days(max(first, standing.since), last)
        if day not in known and (standing.until is None or day < standing.until)
    ]  # fmt: skip
    if not wanted:
        return 0
    model = Round.objects.filter(standing=standing).order_by("day")[:1].get()
    units = list(Unit.objects.filter(pk__in=Asked.objects.filter(round=model).values("unit")).order_by("code"))
    for day in wanted:
        minutes = measures.reading(STANDING_OPENS, at=clock.on(day, standing.hour)).system("")
        due = clock.on(day, standing.hour)
        living = [unit for unit in units if not unit.is_closed(day)]
        open_round(
            standing.question, living, day=day, opens=due - timedelta(minutes=minutes), due=due, by=SYSTEM,
            standing=standing,
        )  # fmt: skip
    obligations.replan(KIND, clock.midnight(wanted[0]))
    return len(wanted)
