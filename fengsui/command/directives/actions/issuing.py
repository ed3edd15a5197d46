from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Min
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fengsui.command.directives import papers
from fengsui.command.directives.actions.common import lock, owe, person, replan, step, tell
from fengsui.command.directives.actions.drafting import check_hours
from fengsui.command.directives.models import Deadline, Delivery, Stage
from fengsui.command.directives.queries.cascade import deliver
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

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
    tell("directives.issued", directive, units, str(directive.pk), due=_hour(directive.acknowledge_by))


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


@action
def reschedule(
    directive: Directive, acknowledge_by: datetime, do_by: datetime | None, *, reason: str, by: Actor
) -> Directive:
    """Move the hours of a directive under way: what is open is due at the new ones, and all who have it are told why.

    Its text stays, and what was done too. Only hours that it has can be moved: to ask for more is a corrected version.
    """
    scope.require(by, "directives.approve", directive.unit)
    found = lock(directive, Stage.ISSUED)
    was = found.acknowledge_by, found.do_by
    if (acknowledge_by, do_by) == was:
        deeds.told()  # sent twice, or nothing moved
        return found
    _check_moved(found, acknowledge_by, do_by, reason)
    found.acknowledge_by, found.do_by = acknowledge_by, do_by
    found.save(update_fields=["acknowledge_by", "do_by"])
    row = Deadline.objects.create(
        directive=found, acknowledge_was=was[0], do_was=was[1], acknowledge_by=acknowledge_by, do_by=do_by,
        by=person(by), at=clock.now(), reason=reason.strip(),
    )  # fmt: skip
    journal.write(
        "directives.rescheduled", by=by.pk, unit=found.unit_id, about=found.about, directive=found.title,
        reason=reason.strip(), due=_moved_to(row),
    )  # fmt: skip
    _tell_moved(found, row)
    return found


def _check_moved(directive: Directive, acknowledge_by: datetime, do_by: datetime | None, reason: str) -> None:
    if not reason.strip():
        raise Refused("directives.reason", _("Say why: everybody who has it reads it."), field="reason")
    if (do_by is None) != (directive.do_by is None):
        sentence = _("Whether it is to be reported as done is part of its text: draft a corrected version.")
        raise Refused("directives.moved", sentence, field="do_by")
    for name, hour in (("acknowledge_by", acknowledge_by), ("do_by", do_by)):
        if hour and hour != getattr(directive, name) and hour <= clock.now():
            raise Refused("directives.past", _("This hour is over already; choose a later one."), field=name)
    if do_by and do_by < acknowledge_by:
        raise Refused("directives.order", _("It cannot be done before it is acknowledged."), field="do_by")


def _tell_moved(directive: Directive, row: Deadline) -> None:
    had = Delivery.objects.filter(directive=directive, at__isnull=False)
    replan(had.aggregate(since=Min("at"))["since"])
    units = list(had.values_list("unit", flat=True))
    tell("directives.rescheduled", directive, units, f"{directive.pk}:{row.pk}", due=_moved_to(row), reason=row.reason)


def _moved_to(row: Deadline) -> str:
    """The hour that was moved; of both the last one."""
    return _hour(row.do_by if row.do_by and row.do_by != row.do_was else row.acknowledge_by)


def _hour(moment: datetime) -> str:
    return date_format(clock.local(moment), "Y-m-d H:i")


def _stop(directive: Directive, kind: str, **said: str) -> None:
    """Nothing is owed any more; tell everybody who had it."""
    had = Delivery.objects.filter(directive=directive, at__isnull=False)
    since = had.aggregate(since=Min("at"))["since"]
    replan(since or clock.now())
    tell(kind, directive, list(had.values_list("unit", flat=True)), str(directive.pk), **said)
