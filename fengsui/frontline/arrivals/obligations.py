from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.arrivals.models import Slot
from fengsui.frontline.arrivals.queries import owed
from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations.declare import Owing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from fengsui.ground.obligations.declare import Expected
    from fengsui.ground.obligations.models import Obligation


def _list(stage: str) -> Callable[[object], str]:
    return lambda row: f"{reverse('arrivals:list', args=[cast('Obligation', row).unit.code])}?stage={stage}"


def _slot(slot: Slot) -> Callable[[object], str]:
    def link(row: object) -> str:
        found = cast("Obligation", row)
        return reverse("arrivals:temperatures", args=[found.unit.code, found.period, slot])

    return link


def _fever(row: object) -> str:
    return reverse("arrivals:fever", args=[cast("Obligation", row).subject.partition(":")[2]])


def _waiting(row: object) -> str:
    return reverse("arrivals:list", args=[cast("Obligation", row).unit.code]) + "?stage=coming"


def _checks(since: datetime, until: datetime) -> Iterable[Expected]:
    return owed.overlapping(owed.checks(), since, until)


def _releases(since: datetime, until: datetime) -> Iterable[Expected]:
    return owed.overlapping(owed.releases(clock.local(until).date()), since, until)


def _mornings(since: datetime, until: datetime) -> Iterable[Expected]:
    return owed.overlapping(owed.slots(Slot.MORNING, since, until), since, until)


def _evenings(since: datetime, until: datetime) -> Iterable[Expected]:
    return owed.overlapping(owed.slots(Slot.EVENING, since, until), since, until)


_LAPSES = timedelta(hours=12)  # yesterday's temperature cannot be taken any more; it stays on record as missed

CHECK = Owing(
    owed.CHECK,
    _("Check what was filed"),
    "arrivals.check",
    _checks,
    _list("filed"),
    icon="clipboard-check",
    escalate_verb="arrivals.watch",
)
MORNING = Owing(
    owed.MORNING, _("Morning temperature of observed persons"), "arrivals.check", _mornings, _slot(Slot.MORNING),
    icon="temperature", escalate_verb="arrivals.watch", lapses=_LAPSES,
)  # fmt: skip
EVENING = Owing(
    owed.EVENING, _("Evening temperature of observed persons"), "arrivals.check", _evenings, _slot(Slot.EVENING),
    icon="temperature", escalate_verb="arrivals.watch", lapses=_LAPSES,
)  # fmt: skip
RELEASE = Owing(
    owed.RELEASE, _("Release whose observation ends"), "arrivals.check", _releases, _list("due"), icon="checks",
    escalate_verb="arrivals.watch",
)  # fmt: skip
REMEASURE = Owing(
    owed.REMEASURE, _("Measure the fever of an observed person again"), "arrivals.check", owed.remeasurements, _fever,
    icon="temperature", remind_minutes=10, escalate_verb="arrivals.watch", urgent=True,
)  # fmt: skip
CONCLUDE = Owing(
    owed.CONCLUDE, _("Clear the fever of an observed person, or send them to a fever clinic"), "arrivals.check", owed.conclusions,
    _fever, icon="urgent", remind_minutes=30, escalate_verb="arrivals.watch", urgent=True,
)  # fmt: skip
ACCEPT = Owing(
    owed.ACCEPT, _("Take over what was handed to you, or say why not"), "arrivals.check", owed.acceptances, _waiting,
    icon="send", escalate_verb="arrivals.watch",
)  # fmt: skip
