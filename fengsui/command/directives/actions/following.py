"""What happens by itself while a directive runs, and chasing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Min
from django.utils.formats import date_format

from fengsui.command.directives.actions.common import replan, tell
from fengsui.command.directives.models import Delivery, Directive
from fengsui.command.directives.queries.cascade import address, hand_over, let_go, release
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.ground.org.scope import SYSTEM

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.obligations.actions import Chased
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

WAITED = timedelta(days=60)  # for persons who left: what was due longer ago waits for nobody


def follow() -> int:
    """Let duties follow the organisation: closed units hand over, whoever left is not waited for. Return how many changed."""
    with transaction.atomic():
        now = clock.now()
        heirs, left, fresh = hand_over(now), let_go(now, now - WAITED), release(now)
        for directive in Directive.objects.filter(pk__in={*heirs, *fresh}).select_related("unit"):
            _inherited(directive, heirs.get(directive.pk, []), fresh.get(directive.pk, []), now)
        if changed := {*heirs, *left, *fresh}:
            replan(_since(changed))
        return len(changed)


def _inherited(directive: Directive, heirs: list[int], fresh: list[int], now: datetime) -> None:
    """Successors have it from now on, and so has whoever waited for somebody who is no longer above."""
    scope.require(SYSTEM, "directives.issue", directive.unit)
    address(directive, now)
    journal.write(
        "directives.handed_over", by=None, unit=directive.unit_id, about=directive.about, directive=directive.title,
        units=len(heirs) + len(fresh),
    )  # fmt: skip
    tell("directives.handed_over", directive, heirs, str(directive.pk))
    due = date_format(clock.local(directive.acknowledge_by), "Y-m-d H:i")
    tell("directives.issued", directive, fresh, str(directive.pk), due=due)


def _since(directives: set[UUID]) -> datetime:
    """Since when something of these directives may be open."""
    found: datetime = Delivery.objects.filter(directive__in=directives).aggregate(since=Min("at"))["since"]
    return found


@action
def chase(directive: Directive, unit: Unit, line: str, *, sender: Unit, by: Actor) -> Chased:
    """Remind whoever has something of this directive open at or below a unit; the rules are the obligations'."""
    scope.require(by, "obligations.chase", unit)
    return obligations.chase(unit, line, sender=sender, by=by, about=directive.about)
