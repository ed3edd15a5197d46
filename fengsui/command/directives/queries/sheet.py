"""A delivery with everything that its page shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from fengsui.command.directives.models import Delivery, Local, Mark, Receipt, Stage
from fengsui.command.directives.queries.cascade import below
from fengsui.command.directives.queries.standing import Hours
from fengsui.ground.clock import queries as clock
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
        return self.due is not None and clock.now() > self.due


def sheet(delivery: Delivery, reader: Person) -> Sheet:
    """Read a delivery: a constant number of queries."""
    directive, unit = delivery.directive, delivery.unit
    rows = list(delivery.receipts.order_by("pk"))
    waited = list(delivery.addressees.filter(left_at__isnull=True).order_by("pk").values_list("person", flat=True))
    people = names([*(row.by_id for row in rows), *waited])
    acknowledged = {row.person_id: row for row in rows if row.mark == Mark.ACKNOWLEDGED}
    hours, at = Hours.of(directive), delivery.at or clock.now()
    return Sheet(
        delivery=delivery, last=directive.steps.order_by("-pk")[:1].get(),
        receipts=[(row, people.get(row.by_id, "") if row.by_id else "") for row in rows],
        own=delivery.locals.order_by("-pk").first(), above=_above(delivery), below=len(below(delivery)),
        persons=[(people.get(pk, ""), acknowledged.get(pk)) for pk in waited],
        mine=acknowledged.get(_alone(directive.per_person, reader)), forebears=_forebears(delivery),
        acknowledge_by=hours.acknowledge_by(at, unit.kind, unit.pk), do_by=hours.do_by(at, unit.kind, unit.pk),
    )  # fmt: skip


def _alone(per_person: bool, reader: Person) -> UUID | None:
    return reader.pk if per_person else None


def _above(delivery: Delivery) -> list[tuple[Unit, Local]]:
    """The local measures above, from the top, along every line: only what was passed on."""
    ties = Tie.objects.on().filter(unit=delivery.unit_id, line__in=COMMAND_LINES).values_list("path", flat=True)
    ids = {int(step) for path in ties for step in path.split(".")[1:-1]}
    passed = Receipt.objects.filter(delivery=OuterRef("delivery"), mark=Mark.PASSED_ON)
    rows = Local.objects.filter(Exists(passed), delivery__directive=delivery.directive_id, delivery__unit__in=ids)
    newest = rows.order_by("delivery", "-pk").distinct("delivery").select_related("delivery__unit")
    return [(row.delivery.unit, row) for row in sorted(newest, key=lambda row: row.delivery.level)]


def _forebears(delivery: Delivery) -> list[Unit]:
    """The closed units of the same directive from which this one took over without their being done."""
    before = Succession.objects.filter(after=delivery.unit_id).values("before")
    done = Receipt.objects.filter(delivery=OuterRef("pk"), mark=Mark.DONE)
    rows = Delivery.objects.filter(directive=delivery.directive_id, unit__in=before).exclude(Exists(done))
    return [row.unit for row in rows.select_related("unit") if row.unit.is_closed(clock.today())]
