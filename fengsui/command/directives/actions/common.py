"""What the actions share: states, locks, what is owed, whom to tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fengsui.command.directives.models import OVER, Directive, Stage, Step
from fengsui.command.directives.queries.owed import KINDS, owed
from fengsui.ground.clock import queries as clock
from fengsui.ground.messages import actions as messages
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.obligations.actions import AHEAD
from fengsui.ground.obligations.declare import Expected
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.ground.org.queries import names
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.org.scope import Actor


def person(by: Actor) -> Person | None:
    return by if isinstance(by, Person) else None


def step(directive: Directive, stage: Stage, by: Actor, reason: str = "", at: datetime | None = None) -> Step:
    return Step.objects.create(
        directive=directive, stage=stage, by=person(by), at=at or clock.now(), reason=reason.strip()
    )


def stage(directive_id: UUID) -> Stage:
    """What was last done with a directive."""
    return Stage(Step.objects.filter(directive=directive_id).order_by("-pk").values_list("stage", flat=True)[0])


def lock(directive: Directive, *stages: Stage) -> Directive:
    """The directive as it is now, held until the end of the transaction; refused in any other state than these."""
    rows = Directive.objects.select_for_update(of=("self",)).select_related("unit", "document__series")
    locked: Directive = rows.get(pk=directive.pk)
    last = Step.objects.filter(directive=locked).order_by("-pk")[:1].get()
    if last.stage not in stages:
        raise _too_late(last)
    return locked


def _too_late(last: Step) -> Refused:
    """Who was faster: of two who do a step at once one does it, and the other is told."""
    sentence = _("This directive is “%(now)s” by now (%(who)s, %(at)s); look at it again.")
    who = names([last.by_id]).get(last.by_id, "") if last.by_id else _("the system")
    at = date_format(clock.local(last.at), "Y-m-d H:i")
    return Refused("directives.stage", sentence % {"now": Stage(last.stage).label, "who": who, "at": at})


def check_running(directive_id: UUID) -> None:
    """Refuse what is sent to a directive that holds no more."""
    last = Step.objects.filter(directive=directive_id).order_by("-pk")[:1].get()
    if last.stage in OVER:
        sentence = (
            _("This directive was withdrawn: %(reason)s Nothing is owed here any more.")
            if last.stage == Stage.WITHDRAWN
            else _("A corrected directive replaced this one; acknowledge that one. %(reason)s")
        )
        raise Refused("directives.over", (sentence % {"reason": last.reason}).strip())


def owe(directive: Directive, now: datetime) -> None:
    """Let those who have it since this moment owe what it asks; what others owe is left alone."""
    for kind in KINDS:
        rows = owed(kind, now, now + AHEAD, directive.pk)
        items = (
            Expected(row.unit_id, directive.subject(row.unit_id, row.person_id), str(directive.pk), row.at, row.due)
            for row in rows
        )
        obligations.owe(kind, items)


def replan(since: datetime) -> None:
    """Let everybody owe what they owe now, as far back as something may still be open."""
    for kind in KINDS:
        obligations.replan(kind, since)


def tell(kind: str, directive: Directive, units: Iterable[int], key: str, **data: str) -> None:
    """A note to everybody who can acknowledge at some units, once a key."""
    found = scope.holders_of("directives.acknowledge", units)
    messages.send(
        kind, [one for each in found.values() for one in each], key=f"{kind}:{key}", unit=directive.unit,
        url=f"/directives/{directive.pk}/mine/", directive=directive.title, **data,
    )  # fmt: skip
