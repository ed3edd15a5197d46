"""Asking for permits: for one or for a shift of forty at once. Who is not known yet becomes a regular until it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from fengsui.frontline.gates.actions.regulars import enter
from fengsui.frontline.gates.actions.telling import tell_approvers
from fengsui.frontline.gates.models import Gate, Permit, PermitStep, PermitStepKind, Regular
from fengsui.frontline.gates.queries import permits as queries
from fengsui.frontline.gates.queries.people import named
from fengsui.frontline.gates.queries.regulars import latest
from fengsui.frontline.gates.roll import Entry
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations.actions import planning
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault import actions as vault
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from fengsui.ground.org.scope import Actor

MOST = 200  # persons asked for at once
LONGEST = timedelta(days=60)


class Guest(NamedTuple):
    """Somebody as a paper names them; building, plate: what tells two of one name apart."""

    name: str
    building: str = ""
    plate: str = ""


@action
def ask(
    unit: Unit, people: Sequence[Guest], *, since: datetime, until: datetime, reason: str, by: Actor, gate: Gate | None = None,
    key: UUID | None = None, synthetic: bool = False,
) -> list[Permit]:  # fmt: skip
    """Ask that some people may pass the gates of a unit (or one gate) from–until. key: the form's id; sent twice, asked once."""
    scope.require(by, "gates.ask", unit)
    check_open(unit)
    asking = key or vault.uuid7()
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)  # two who ask for one unknown name enter it once
    if sent := list(Permit.objects.filter(asking=asking, unit=unit).order_by("pk")):
        deeds.told()
        return sent
    words = _check(unit, people, since, until, reason, gate)
    regulars = _regulars(unit, people, clock.local(until).date() + timedelta(days=1), synthetic=synthetic)
    ids = sorted(vault.uuids7(len(regulars)), reverse=True)  # the newest stands first: so they stand as on the paper
    made = Permit.objects.bulk_create(
        Permit(pk=pk, unit=unit, gate=gate, regular=one, asking=asking, reason=words, since=since, until=until, synthetic=synthetic)
        for pk, one in zip(ids, regulars, strict=True)
    )  # fmt: skip
    moment, person = clock.now(), by if isinstance(by, Person) else None
    PermitStep.objects.bulk_create(
        PermitStep(permit=one, kind=PermitStepKind.ASKED, at=moment, by=person) for one in made
    )
    journal.write_many("gates.permit_asked", [(unit.pk, one.about, {"asking": str(asking)}) for one in made], by=by.pk)
    planning.mirror(queries.KIND, [queries.subject(asking)], queries.owed([asking]), by=by)
    tell_approvers(unit, asking, len(made), by)
    return made


def _check(
    unit: Unit, people: Sequence[Guest], since: datetime, until: datetime, reason: str, gate: Gate | None
) -> str:
    if not people or not all(one.name.strip() for one in people):
        raise Refused("gates.nobody", _("Say who is to pass: one name a line."), field="people")
    if len(people) > MOST:
        raise Refused("gates.many", _("At most %(n)d persons at once.") % {"n": MOST}, field="people")
    if until <= max(since, clock.now()):
        raise Refused("gates.permit_times", _("A permit ends after it begins, and after now."), field="until")
    if until - since > LONGEST:
        raise Refused("gates.permit_long", _("A permit holds for at most %(n)d days.") % {"n": LONGEST.days}, field="until")  # fmt: skip
    if gate and gate.unit_id != unit.pk:
        raise Refused("gates.other_unit", _("This gate belongs to another unit."), field="gate")
    words = reason.replace("\x00", "").strip()[:200]
    if not words:
        raise Refused("gates.reason", _("Say for what."), field="reason")
    return words


def _regulars(unit: Unit, people: Sequence[Guest], until: date, *, synthetic: bool) -> list[Regular]:
    """Who is meant, in the order of the paper. Refused if a name is borne by several, or stands there twice."""
    known, found, fresh = named(unit), [], []
    for guest in people:
        same = [
            one for one in known.get(guest.name.strip(), []) if not guest.building or one.building == guest.building
        ]
        if len(same) > 1:
            sentence = _("Several here are called %(name)s; write the building beside the name.")
            raise Refused("gates.which", sentence % {"name": guest.name}, field="people")
        if not same:
            fresh.append(guest)
        found.append(same[0] if same else None)
    entered = iter(_enter(unit, fresh, until, synthetic=synthetic))
    regulars = [one or next(entered) for one in found]
    if len({one.pk for one in regulars}) < len(regulars) or len(set(fresh)) < len(fresh):
        raise Refused("gates.twice", _("Somebody stands there twice."), field="people")
    _prolong(unit, regulars, until)
    return regulars


def _enter(unit: Unit, guests: Sequence[Guest], until: date, *, synthetic: bool) -> list[Regular]:
    """Enter who is not known as a regular until the day after the permit ends."""
    entries = [Entry(guest.name.strip(), guest.building[:40], plate=guest.plate) for guest in guests]
    ids = enter(unit, entries, latest(unit) + 1, until=until, synthetic=synthetic)
    made = Regular.objects.in_bulk(ids)
    return [made[pk] for pk in ids]


def _prolong(unit: Unit, regulars: Sequence[Regular], until: date) -> None:
    """A regular who would have left before the permit ends stays known as long."""
    rows = Regular.objects.filter(pk__in=[one.pk for one in regulars], until__lt=until)
    rows.update(until=until, version=latest(unit) + 1)
