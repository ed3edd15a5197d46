from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Min
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fengsui.command.directives import papers
from fengsui.command.directives.actions.common import lock, owe, replan, step, tell
from fengsui.command.directives.actions.drafting import check_hours
from fengsui.command.directives.models import Delivery, Stage
from fengsui.command.directives.queries.cascade import deliver
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.command.directives.models import Directive
    from fengsui.ground.org.scope import Actor


@action
def issue(directive: Directive, *, by: Actor) -> Directive:
    """Number and issue an approved directive (印发): from now on every addressed unit has it, and owes what it asks.

    The one that it corrects is replaced in the same act.
    """
    scope.require(by, "directives.issue", directive.unit)
    found, now = lock(directive, Stage.APPROVED), clock.now()
    check_hours(found.acknowledge_by, found.do_by)
    if found.replaces:
        _replace(found.replaces, found, by)
    found.document = papers.issue(found, by=by)
    step(found, Stage.ISSUED, by, at=now)
    deliver(found, now)
    rows = Delivery.objects.filter(directive=found)
    if not rows.exists():
        raise Refused("directives.nobody", _("Nobody is there any more whom it would reach."))
    journal.write(
        "directives.issued", by=by.pk, unit=found.unit_id, about=found.about, directive=found.title,
        number=papers.number(found), units=rows.count(),
    )  # fmt: skip
    owe(found, now)
    _tell_issued(found, list(rows.filter(at__isnull=False).values_list("unit", flat=True)))
    return found


def _tell_issued(directive: Directive, units: list[int]) -> None:
    due = date_format(clock.local(directive.acknowledge_by), "Y-m-d H:i")
    tell("directives.issued", directive, units, str(directive.pk), due=due)


def _replace(old: Directive, new: Directive, by: Actor) -> None:
    found = lock(old, Stage.ISSUED)
    step(found, Stage.REPLACED, by, _("Replaced by “%(title)s”.") % {"title": new.title})
    journal.write(
        "directives.replaced",
        by=by.pk,
        unit=found.unit_id,
        about=found.about,
        directive=found.title,
        by_which=new.title,
    )
    _stop(found, "directives.replaced", by_which=new.title)


@action
def withdraw(directive: Directive, *, reason: str, by: Actor) -> Directive:
    """Withdraw a directive that is under way: what is open is void, what was done stays on record, all who had it are told."""
    scope.require(by, "directives.approve", directive.unit)
    if not reason.strip():
        raise Refused("directives.reason", _("Say why: everybody who has it reads it."), field="reason")
    found = lock(directive, Stage.ISSUED)
    list(Delivery.objects.select_for_update(no_key=True).filter(directive=found).order_by("pk").values_list("pk"))
    step(found, Stage.WITHDRAWN, by, reason)
    papers.void(found, reason=reason.strip(), by=by)
    journal.write(
        "directives.withdrawn", by=by.pk, unit=found.unit_id, about=found.about, directive=found.title,
        reason=reason.strip(),
    )  # fmt: skip
    _stop(found, "directives.withdrawn", reason=reason.strip())
    return found


def _stop(directive: Directive, kind: str, **said: str) -> None:
    """Nothing is owed any more; tell everybody who had it."""
    had = Delivery.objects.filter(directive=directive, at__isnull=False)
    since = had.aggregate(since=Min("at"))["since"]
    replan(since or clock.now())
    tell(kind, directive, list(had.values_list("unit", flat=True)), str(directive.pk), **said)
