"""The switch: all measures of a set put in force as one act with its decision, and taken back as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures import actions as measures
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.ground.response import decision, dryrun
from fengsui.ground.response.models import Reversal, Switch, Switched, SwitchSet
from fengsui.ground.response.queries.sets import settings
from fengsui.ground.response.queries.switching import Wanted, back_asked, kept_sentences, remains
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor
    from fengsui.ground.response.dryrun import DryRun
    from fengsui.ground.response.models import Emergency, Level


@action
def switch(
    emergency: Emergency, wanted: Wanted, *, unit: Unit, basis: str, seen: str, by: Actor, level: Level | None = None
) -> Switch:
    """Apply a set: its measures, its decision, its record, in one transaction.

    unit: in whose name. level: the government's level on which it rests, as recorded. seen: the token of the dry run that
    was looked at. Refused as `response.stale` if that would say something else now.
    """
    scope.require(by, "response.switch", unit)
    if not basis.strip():
        raise Refused("response.basis", _("Say on what basis: who decided it, by what paper."), field="basis")
    _dates(wanted)
    measures.alone()  # of two at once, the second sees what the first did, and is told
    _current(wanted.prepared, unit)
    run = dryrun.run(wanted.supposed, wanted.asked)
    _fresh(run, seen)
    made = Switch.objects.create(
        emergency=emergency, unit=unit, prepared=wanted.prepared, level=level, system=wanted.system,
        at=wanted.at or clock.now(), until=wanted.until, basis=basis.strip(), decided_at=clock.now(),
        by=by if isinstance(by, Person) else None, told=dryrun.in_languages(run.stored),
    )  # fmt: skip
    document = decision.issue(made, by)
    rows = settings(wanted.prepared, system=wanted.system, at=made.at, until=made.until)
    put = measures.put_many(rows, basis=decision.cited(made.basis, document), by=by)
    Switched.objects.bulk_create(Switched(switch=made, measure=row) for row in put)
    made.document = document
    made.save(update_fields=["document"])
    journal.write(
        "response.switched", by=by.pk, unit=unit.pk, about=made.about, at=made.at, name=wanted.prepared.name,
        number=document.number_label, measures=len(put), document=str(document.pk), emergency=emergency.pk,
    )  # fmt: skip
    return made


@action
def revert(made: Switch, *, reason: str, seen: str, by: Actor) -> Reversal:
    """Take a switch back as one act with a decision of its own: what still stands of it ends now.

    What it was until now stays so; what somebody else took back or set meanwhile is kept, and said.
    """
    scope.require(by, "response.switch", made.unit)
    if not reason.strip():
        raise Refused("response.reason", _("Say why it is taken back."), field="reason")
    measures.alone()
    if Reversal.objects.filter(switch=made).exists():
        raise Refused("response.reverted", _("This switch was taken back already."))
    left = remains(made)
    if not left.standing:
        raise Refused(
            "response.nothing_left", _("Nothing of it stands any more: it ended, or was taken back one by one.")
        )
    run = dryrun.run(left.supposed, back_asked(made, left))
    _fresh(run, seen)
    back = Reversal.objects.create(
        switch=made, at=clock.now(), by=by if isinstance(by, Person) else None, reason=reason.strip(),
        told=dryrun.in_languages(run.stored), kept=dryrun.in_languages(lambda: kept_sentences(left)),
    )  # fmt: skip
    back.document = decision.issue_back(back, left, by)
    measures.end_many(left.standing, by=by)
    back.save(update_fields=["document"])
    journal.write(
        "response.reverted", by=by.pk, unit=made.unit_id, about=made.about, name=made.prepared.name,
        number=back.document.number_label, measures=len(left.standing), kept=len(left.taken) + len(left.later),
        document=str(back.document.pk), emergency=made.emergency_id,
    )  # fmt: skip
    return back


def _dates(wanted: Wanted) -> None:
    now = clock.now()
    if wanted.at and clock.local(wanted.at).date() < clock.local(now).date():
        raise Refused(
            "response.past", _("A switch begins today at the earliest; what was, stays as it was."), field="at"
        )
    if wanted.until and wanted.until <= max(wanted.at or now, now):
        raise Refused("response.dates", _("A measure must end after it begins."), field="until")


def _current(prepared: SwitchSet, unit: Unit) -> None:
    """The set as it stands, and of the unit in whose name it is applied."""
    if prepared.unit_id != unit.pk:
        raise Refused("response.whose", _("This set belongs to another unit."), field="prepared")
    if not SwitchSet.objects.as_known().filter(pk=prepared.pk).exists():
        raise Refused(
            "response.edited", _("Somebody edited this set meanwhile. Look at what it does now."), field="prepared"
        )


def _fresh(run: DryRun, seen: str) -> None:
    if run.token != seen:
        raise Refused(
            "response.stale",
            _(
                "Something changed since you looked: measures, units, seats or what is signed. Look at what follows again."
            ),
        )
