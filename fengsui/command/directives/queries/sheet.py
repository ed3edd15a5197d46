"""A delivery with everything that its page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from fengsui.command.directives.models import Delivery, Local, Mark, Receipt, Stage
from fengsui.command.directives.queries import past
from fengsui.command.directives.queries.cascade import below
from fengsui.command.directives.queries.standing import Hours
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import NotThen
from fengsui.ground.org.models import COMMAND_LINES, Succession, Tie
from fengsui.ground.org.queries import names

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from fengsui.command.directives.models import Step
    from fengsui.ground.org.models import Person, Unit


@dataclass(frozen=True)
class Sheet:
    """A unit's delivery for one reader.

    own: the newest local measure; above: those of the levels above that were passed on; below: how many addressed units
    answer to it; persons: where each acknowledges, who did (None: not yet); forebears: closed units it took over from.
    """

    delivery: Delivery
    last: Step
    receipts: list[tuple[Receipt, str]]
    own: Local | None
    above: list[tuple[Unit, Local]]
    below: int
    persons: list[tuple[str, Receipt | None]]
    mine: Receipt | None
    forebears: list[Unit]
    acknowledge_by: datetime
    do_by: datetime | None
    moment: datetime

    def mark(self, mark: str) -> Receipt | None:
        return next((row for row, _name in self.receipts if row.mark == mark and row.person_id is None), None)

    @property
    def is_running(self) -> bool:
        return self.last.stage == Stage.ISSUED

    @property
    def done(self) -> Receipt | None:
        return self.mark(Mark.DONE)

    @property
    def passed(self) -> Receipt | None:
        return self.mark(Mark.PASSED_ON)

    @property
    def is_acknowledged(self) -> bool:
        """By the unit; where each person does, by the reader."""
        return self.mine is not None

    @property
    def owes(self) -> str:
        if not self.is_running or self.delivery.at is None:
            return ""
        if not self.is_acknowledged:
            return "acknowledge"
        if self.delivery.directive.stepwise and self.below and not self.passed:
            return "pass_on"
        return "do" if self.do_by and not self.done else ""

    @property
    def due(self) -> datetime | None:
        return {"acknowledge": self.acknowledge_by, "pass_on": self.acknowledge_by, "do": self.do_by}.get(self.owes)

    @property
    def is_late(self) -> bool:
        return self.due is not None and self.moment > self.due


def sheet(delivery: Delivery, reader: Person, known: datetime | None = None) -> Sheet:
    """Read a delivery, now or as known at a moment: a constant number of queries. Raises NotThen: the unit had it not yet."""
    directive, unit, moment = delivery.directive, delivery.unit, known or clock.now()
    if delivery.at is None or delivery.at > moment:
        raise NotThen(_("The unit did not have it yet at that moment. Choose a later one."))
    rows = list(delivery.receipts.filter(at__lte=moment).order_by("pk"))
    there = Q(left_at__isnull=True) | Q(left_at__gt=moment)
    waited = list(delivery.addressees.filter(there).order_by("pk").values_list("person", flat=True))
    people = names([*(row.by_id for row in rows), *waited])
    acknowledged = {row.person_id: row for row in rows if row.mark == Mark.ACKNOWLEDGED}
    hours, at = Hours.of(directive, known), delivery.at
    return Sheet(
        delivery=delivery, last=past.steps(directive, known)[-1],
        receipts=[(row, people.get(row.by_id, "") if row.by_id else "") for row in rows],
        own=delivery.locals.filter(at__lte=moment).order_by("-pk").first(), above=_above(delivery, moment),
        below=len(below(delivery)), persons=[(people.get(pk, ""), acknowledged.get(pk)) for pk in waited],
        mine=acknowledged.get(_alone(directive.per_person, reader)), forebears=_forebears(delivery, moment),
        acknowledge_by=hours.acknowledge_by(at, unit.kind, unit.pk), do_by=hours.do_by(at, unit.kind, unit.pk),
        moment=moment,
    )  # fmt: skip


def _alone(per_person: bool, reader: Person) -> UUID | None:
    return reader.pk if per_person else None


def _above(delivery: Delivery, moment: datetime) -> list[tuple[Unit, Local]]:
    """The local measures above, from the top, along every line: only what was passed on by then."""
    ties = (
        Tie.objects.on(clock.local(moment).date())
        .filter(unit=delivery.unit_id, line__in=COMMAND_LINES)
        .values_list("path", flat=True)
    )
    ids = {int(step) for path in ties for step in path.split(".")[1:-1]}
    passed = Receipt.objects.filter(delivery=OuterRef("delivery"), mark=Mark.PASSED_ON, at__lte=moment)
    rows = Local.objects.filter(
        Exists(passed), at__lte=moment, delivery__directive=delivery.directive_id, delivery__unit__in=ids
    )
    newest = rows.order_by("delivery", "-pk").distinct("delivery").select_related("delivery__unit")
    return [(row.delivery.unit, row) for row in sorted(newest, key=lambda row: row.delivery.level)]


def _forebears(delivery: Delivery, moment: datetime) -> list[Unit]:
    """The closed units of the same directive from which this one took over without their being done."""
    before = Succession.objects.filter(after=delivery.unit_id).values("before")
    done = Receipt.objects.filter(delivery=OuterRef("pk"), mark=Mark.DONE, at__lte=moment)
    rows = Delivery.objects.filter(directive=delivery.directive_id, unit__in=before).exclude(Exists(done))
    return [row.unit for row in rows.select_related("unit") if row.unit.is_closed(clock.local(moment).date())]
