"""What the actions have in common: how a filing stands, the step after it, and what follows from one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.arrivals.models import OVER, Filing, Handover, Step
from fengsui.frontline.arrivals.queries import owed
from fengsui.frontline.arrivals.queries.bureaus import bureau_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import actions as indicators
from fengsui.ground.indicators import queries as numbers
from fengsui.ground.journal import actions as journal
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from fengsui.frontline.arrivals.models import Deed, Stage
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

_AHEAD = timedelta(minutes=1)  # a phone's clock may be a little fast


def named(by: Actor) -> Person | None:
    return by if isinstance(by, Person) else None


def happened(at: datetime | None, field: str = "at") -> datetime:
    """The event time of an entry: now if not given, never in the future."""
    moment = clock.now()
    if at is not None and at > moment + _AHEAD:
        raise Refused("arrivals.future", _("That hour is still to come; enter what has happened."), field=field)
    return at or moment


def needed(text: str, sentence: str, field: str = "because", most: int = 200) -> str:
    """A text, or the refusal that says what it is for."""
    if not text.strip():
        raise Refused("arrivals.needed", sentence, field=field)
    return text.strip()[:most]


def lock(filing: Filing) -> Step:
    """Let two officers act on one filing one after the other; how it stands now."""
    Filing.objects.select_for_update(no_key=True).get(pk=filing.pk)
    return Step.objects.as_known().select_related("unit", "filing", "entered_by").get(filing=filing)


def standing(filing: Filing, verb: str, by: Actor) -> Step:
    """How a filing stands, locked, for somebody who may act on it at the unit that answers for it."""
    now = lock(filing)
    scope.require(by, verb, now.unit)
    return now


def move(
    now: Step, deed: Deed, stage: Stage | str, *, by: Actor, because: str = "", unit: Unit | None = None,
    into: Filing | None = None, at: datetime | None = None,
) -> Step:  # fmt: skip
    """Put the next step in the place of the current one."""
    moment = clock.now()
    if stage in OVER:
        _recall(now.filing, by)
    Step.objects.filter(pk=now.pk).update(replaced_at=moment)
    return Step.objects.create(
        filing=now.filing, unit=unit or now.unit, stage=stage, deed=deed, because=because, into=into, at=at or moment,
        known_at=moment, entered_by=named(by),
    )  # fmt: skip


def _recall(filing: Filing, by: Actor) -> None:
    """What is closed need not be taken over any more."""
    for row in Handover.objects.filter(filing=filing, answer=""):
        Handover.objects.filter(pk=row.pk).update(
            answer=Handover.Answer.RECALLED, answered_at=clock.now(), answered_by=named(by)
        )
        obligations.meet(owed.ACCEPT, row.about, "1", by=by)


def tell(kind: str, filing: Filing, unit: Unit, by: Actor, at: datetime | None = None, **data: object) -> None:
    journal.write(f"arrivals.{kind}", by=by.pk, unit=unit.pk, about=filing.about, at=at, **data)


def settle(unit: Unit, *moments: datetime, by: Actor) -> None:
    """What follows from a step at a unit: what it owes, and the numbers of its bureau for the days it touches."""
    subject = f"org.unit:{unit.pk}"
    for kind, due in owed.of_unit(unit).items():
        obligations.mirror(kind, [subject], due, met=[subject], by=by)
    bureau = bureau_of(unit)
    if bureau is None:
        return
    for day in sorted({day for moment in (*moments, clock.now()) for day in reported(bureau, moment)}):
        indicators.refresh(day, units=[bureau.pk], room="arrivals.")


def reported(unit: Unit, at: datetime) -> list[date]:
    """The reported days in whose window an event falls."""
    first = clock.local(at).date()
    windows = [(day, numbers.windows(day)[unit.system]) for day in (first, first + timedelta(days=1))]
    return [day for day, window in windows if window.start <= at < window.end]
