"""Passes are made for permits or as residents' standing ones, and revoked before their time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.gates.models import Pass, Permit, PermitStepKind
from fengsui.frontline.gates.queries import passes as queries
from fengsui.frontline.gates.queries import permits as asked
from fengsui.frontline.gates.queries.passes import pass_key
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault import actions as vault
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from fengsui.frontline.gates.models import Regular
    from fengsui.ground.org.scope import Actor

__all__ = ["check_until", "issue", "issue_standing", "names_shown", "pass_key", "revoke"]
LONGEST = timedelta(days=180)
AT_ONCE = 500


@action
def issue(permits: Iterable[Permit], *, by: Actor) -> list[Pass]:
    """Make a pass for each approved permit whose time is not over; who has one keeps it. Return them all."""
    locked = Permit.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in permits]).order_by("pk")
    rows = asked.with_steps(locked.select_related("unit", "regular"))
    scope.require_all(by, "gates.ask", {one.unit_id: one.unit for one in rows}.values())
    good = [one for one in rows if one.state == PermitStepKind.APPROVED and one.until > clock.now()]
    if not good:
        scope.require(by, "gates.view")
        raise Refused("gates.not_approved", _("A pass is made for a permit that is approved and not over."))
    there = queries.of_permits([one.pk for one in good])
    _make([(one.regular, one, one.until) for one in good if one.pk not in there], by)
    journal.write_many("gates.pass_issued", [(one.unit_id, one.about, {}) for one in good], by=by.pk)
    return list(queries.of_permits([one.pk for one in good]).values())


@action
def issue_standing(
    unit: Unit, *, until: datetime, by: Actor, building: str = "", told: Callable[[int, int], None] | None = None
) -> int:
    """Make a standing pass for every regular of a unit (of a building) who has none. told(done, total): how far it is."""
    scope.require(by, "gates.run", unit)
    check_open(unit)
    check_until(until)
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)  # of two at once, the second finds nobody without
    rows = list(queries.without(unit, building).order_by("building", "room", "pk"))
    for n in range(0, len(rows), AT_ONCE):
        _make([(one, None, until) for one in rows[n : n + AT_ONCE]], by)
        if told:
            told(min(n + AT_ONCE, len(rows)), len(rows))
    journal.write("gates.passes_issued", by=by.pk, unit=unit.pk, about=f"gates.passes:{unit.pk}", n=len(rows))
    return len(rows)


def check_until(until: datetime) -> None:
    if not clock.now() < until <= clock.now() + LONGEST:
        sentence = _("A standing pass holds until a day to come, for at most %(n)d days.")
        raise Refused("gates.pass_times", sentence % {"n": LONGEST.days}, field="until")


def _make(wanted: Sequence[tuple[Regular, Permit | None, datetime]], by: Actor) -> None:
    moment, person = clock.now(), by if isinstance(by, Person) else None
    Pass.objects.bulk_create(
        Pass(pk=pk, regular=regular, permit=permit, issued_at=moment, issued_by=person, until=until)
        for pk, (regular, permit, until) in zip(vault.uuids7(len(wanted)), wanted, strict=True)
    )


@action
def revoke(passes: Iterable[Pass], *, by: Actor) -> int:
    """Take passes out of use: terminals refuse them at once, phones from their next sync on. Return how many were still good."""
    rows = list(
        Pass.objects.select_for_update(of=("self",))
        .filter(pk__in=[one.pk for one in passes])
        .select_related("regular__unit")
        .order_by("pk")
    )
    for standing in (False, True):
        units = {one.regular.unit_id: one.regular.unit for one in rows if (one.permit_id is None) is standing}
        scope.require_all(by, "gates.run" if standing else "gates.ask", units.values())
    good = [one for one in rows if one.revoked_at is None]
    if not good:
        scope.require(by, "gates.view")
        raise Refused("gates.pass_revoked", _("It was revoked already."))
    person = by if isinstance(by, Person) else None
    Pass.objects.filter(pk__in=[one.pk for one in good]).update(revoked_at=clock.now(), revoked_by=person)
    journal.write_many("gates.pass_revoked", [(one.regular.unit_id, one.about, {}) for one in good], by=by.pk)
    return len(good)


@action
def names_shown(unit: Unit, what: str, people: int, *, by: Actor) -> None:
    """Somebody reads names in plain: on cards, on a permit, on the list for an evacuation. what: about whom."""
    scope.require(by, "gates.unmask", unit)
    journal.write("gates.names_shown", by=by.pk, unit=unit.pk, about=what, n=people)
