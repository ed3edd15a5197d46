"""Alerts as pages show them: lists, and one with its passage, its history, its household and who came along."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from fengsui.frontline.gates.actions.owing import expected
from fengsui.frontline.gates.models import CLOSING, Alert, AlertKind, Passage, Regular, Step, StepKind
from fengsui.frontline.gates.queries.store import of_who, opened, window
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.doors import number_of
from fengsui.ground.vault import queries as vault

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.frontline.gates.queries.store import Opened
    from fengsui.ground.org.models import Person

ALL, OPEN, CLOSED = "all", "", "closed"
DAYS = 14
NEAR = timedelta(minutes=2)
SHOWN = 12


@dataclass(frozen=True)
class Shown:
    """An alert as a list shows it: its last step, when it is due, the person masked."""

    alert: Alert
    last: Step | None
    due_at: datetime | None
    who: Opened | None = None

    @property
    def is_open(self) -> bool:
        return self.alert.closed_at is None

    @property
    def is_overdue(self) -> bool:
        return self.due_at is not None and self.due_at < clock.now()

    @property
    def tone(self) -> str:
        if not self.is_open:
            return "good"
        return "bad" if self.is_overdue else "busy" if self.last else "due"


@dataclass(frozen=True)
class Around:
    """What helps to handle an alert: the person's other passages, who lives there too, who passed at the same moment."""

    history: list[tuple[Passage, Opened]]
    household: list[tuple[Regular, str]]
    companions: list[tuple[Passage, Opened]]


def wanted(person: Person, query: Mapping[str, str], known: datetime | None = None) -> QuerySet[Alert]:
    """What is asked for among what a person sees: open ones unless said otherwise."""
    rows = Alert.objects.visible_to(person).as_known(known).select_related("gate__station", "unit", "answers")
    state, kind, gate = query.get("state", OPEN), query.get("kind", ""), query.get("gate", "")
    if state != ALL:
        rows = rows.closed(known=known, closed=state == CLOSED)
    if kind in AlertKind.values:
        rows = rows.filter(kind=kind)
    return rows.filter(gate=number) if (number := number_of(gate, -1)) >= 0 else rows


def shown(rows: Iterable[Alert], *, named: bool = True, known: datetime | None = None) -> list[Shown]:
    """Alerts with their last steps, and (masked) who it was: a handful of queries, however many.

    As known at a moment they are open or closed as they were then, and nothing is due: what was owed then is asked elsewhere.
    """
    listed = list(rows)
    if not listed:
        return []
    steps: dict[UUID, list[Step]] = defaultdict(list)
    for one in _steps(known).filter(alert__in=listed):
        steps[one.alert_id].append(one)
    if known is not None:
        for alert in listed:
            alert.closed_at = alert.ended(steps[alert.pk])
    waiting = [one for one in listed if one.closed_at is None and known is None]
    due = {one.subject: one.due_at for one in expected(waiting)}
    said = _said(listed) if named else {}
    return [
        Shown(one, next(reversed(steps[one.pk]), None), due.get(one.about), said.get(one.passage)) for one in listed
    ]


def _steps(known: datetime | None) -> QuerySet[Step]:
    rows = Step.objects.order_by("at", "known_at", "pk")
    return rows if known is None else rows.filter(known_at__lte=known)


def _said(alerts: list[Alert]) -> dict[UUID, Opened]:
    return opened(Passage.objects.filter(pk__in={one.passage for one in alerts}))


def passage_of(alert: Alert) -> Passage | None:
    """The passage of an alert; None once its day was dropped."""
    return Passage.objects.filter(pk=alert.passage).first()


def with_steps(rows: QuerySet[Alert], known: datetime | None = None) -> QuerySet[Alert]:
    """Alerts with all that was done about them."""
    return rows.prefetch_related(Prefetch("steps", _steps(known).select_related("by")))


def station(alert: Alert) -> StepKind | None:
    """The last step that decides, if the alert is closed."""
    done = [one.kind for one in alert.steps.all() if one.kind in CLOSING]
    return StepKind(done[-1]) if alert.closed_at and done else None


def around(alert: Alert, row: Passage, known: datetime | None = None) -> Around:
    """What one wants to know of an alert at once, masked."""
    since, until = alert.at - timedelta(days=DAYS), alert.at + NEAR
    mine = of_who([row.who], since, until, known).exclude(pk=row.pk).order_by("-at")[:SHOWN] if row.who else []
    near = window([alert.gate_id], alert.at - NEAR, until, known).exclude(pk=row.pk).order_by("at")[:SHOWN]
    history, companions = list(mine), list(near)
    said = opened([*history, *companions])
    return Around(
        [(one, said[one.pk]) for one in history], _household(row), [(one, said[one.pk]) for one in companions]
    )


def _household(row: Passage) -> list[tuple[Regular, str]]:
    """Who is registered in the same room of the same building, by masked names."""
    one = Regular.objects.filter(pk=row.who).first() if row.who else None
    if one is None or not one.room:
        return []
    day = clock.local(row.at).date()
    rows = Regular.objects.filter(unit=one.unit_id, building=one.building, room=one.room, since__lte=day)
    others = list(rows.exclude(pk=one.pk).exclude(until__lt=day).order_by("pk")[:SHOWN])
    names = vault.open_all((each.pk, "name", each.name_sealed) for each in others)
    return [(each, vault.mask_name(name)) for each, name in zip(others, names, strict=True)]
