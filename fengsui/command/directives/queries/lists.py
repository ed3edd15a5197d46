"""Directives in a list: how far each came among the units that a person sees, and what the own unit still owes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from fengsui.command.directives import papers
from fengsui.command.directives.models import Deadline, Delivery, Directive, Mark, Stage, Step
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person

_COUNTED = """
    select d.directive_id, count(*), count(*) filter (where d.at <= %(known)s), count(*) filter (where r.acknowledged and not coalesce(w.waits, false)),
        count(*) filter (where r.done)
    from directives_delivery d
    left join (
        select r.delivery_id, bool_or(r.mark = 'acknowledged') as acknowledged, bool_or(r.mark = 'done') as done
        from directives_receipt r join directives_delivery d on d.id = r.delivery_id
        where d.directive_id = any(%(rows)s) and r.mark in ('acknowledged', 'done') and r.at <= %(known)s group by r.delivery_id
    ) r on r.delivery_id = d.id
    left join (
        select a.delivery_id, true as waits from directives_addressee a
        join directives_delivery d on d.id = a.delivery_id
        where d.directive_id = any(%(rows)s) and (a.left_at is null or a.left_at > %(known)s)
            and not exists (select from directives_receipt r where r.delivery_id = d.id and r.person_id = a.person_id
                and r.mark = 'acknowledged' and r.at <= %(known)s)
        group by a.delivery_id
    ) w on w.delivery_id = d.id
    where d.directive_id = any(%(rows)s) and d.unit_id = any(%(units)s)
        and (d.heir_of_id is null or d.at is null or d.at <= %(known)s)
    group by d.directive_id
"""


@dataclass(frozen=True)
class Listed:
    """A directive in a list, counted among the units in sight; mine: what the own unit did, None if it got none."""

    directive: Directive
    units: int
    delivered: int
    acknowledged: int
    done: int
    mine: set[str] | None
    moment: datetime

    @property
    def stage(self) -> Stage:
        return Stage(self.directive.stage)  # type: ignore[attr-defined]

    @property
    def number(self) -> str:
        return papers.number(self.directive)

    @property
    def acknowledge_by(self) -> datetime:
        found: datetime = self.directive.acknowledge_then  # type: ignore[attr-defined]
        return found

    @property
    def do_by(self) -> datetime | None:
        found: datetime | None = self.directive.do_then  # type: ignore[attr-defined]
        return found

    @property
    def due(self) -> datetime:
        """The next hour: of the acknowledging, and of the doing once all acknowledged."""
        return self.do_by if self.do_by and self.acknowledged >= self.units else self.acknowledge_by

    @property
    def is_complete(self) -> bool:
        return self.acknowledged >= self.units and (self.do_by is None or self.done >= self.units)

    @property
    def is_late(self) -> bool:
        return self.stage == Stage.ISSUED and not self.is_complete and self.moment > self.due

    @property
    def owes(self) -> str:
        """What the own unit has still to do: acknowledge, do, or nothing."""
        if self.mine is None or self.stage != Stage.ISSUED:
            return ""
        if Mark.ACKNOWLEDGED not in self.mine:
            return "acknowledge"
        return "do" if self.do_by and Mark.DONE not in self.mine else ""


def listed(person: Person, *, drafts: bool = False, known: datetime | None = None) -> QuerySet[Directive]:
    """The directives that a person may see: those that went out, by now or by a moment with the hours of then; or the drafts."""
    moment = known or clock.now()
    later = Deadline.objects.filter(directive=OuterRef("pk"), at__gt=moment).order_by("pk")
    rows = (
        Directive.objects.visible_to(person)
        .with_stage(moment)
        .annotate(
            acknowledge_then=Coalesce(Subquery(later.values("acknowledge_was")[:1]), "acknowledge_by"),
            do_then=Case(When(Exists(later), then=Subquery(later.values("do_was")[:1])), default=F("do_by")),
        )
        .select_related("unit", "document__series")
        .defer("document__source")
    )
    out = Q(pk__in=Step.objects.filter(stage=Stage.ISSUED, at__lte=moment).values("directive"))
    return rows.filter(~out if drafts else out)


def counted(rows: Sequence[Directive], person: Person, known: datetime | None = None) -> list[Listed]:
    """Count some directives of `listed`, by now or as known at the moment: three queries, whatever their number."""
    moment = known or clock.now()
    seen = list(scope.seen(person, "directives.view").values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"rows": [row.pk for row in rows], "units": seen, "known": moment})
        numbers: dict[UUID, tuple[int, int, int, int]] = {row[0]: row[1:] for row in cursor.fetchall()}
    mine = _mine(rows, person, moment)
    return [Listed(row, *numbers.get(row.pk, (0, 0, 0, 0)), mine=mine.get(row.pk), moment=moment) for row in rows]


def _mine(rows: Sequence[Directive], person: Person, moment: datetime) -> dict[UUID, set[str]]:
    """What the person's own units did with each by then: of several, what all of them did."""
    found: dict[UUID, set[str]] = {}
    for one in own(person).filter(directive__in=rows, at__lte=moment).prefetch_related("receipts"):
        done = {row.mark for row in one.receipts.all() if row.person_id in {None, person.pk} and row.at <= moment}
        found[one.directive_id] = found[one.directive_id] & done if one.directive_id in found else done
    return found


def own(person: Person) -> QuerySet[Delivery]:
    """The deliveries that a person can acknowledge."""
    units = scope.units(person, "directives.acknowledge").values("pk")
    return Delivery.objects.filter(unit__in=units, at__isnull=False).select_related("unit").order_by("pk")
