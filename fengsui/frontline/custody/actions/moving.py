from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.frontline.custody import ledger
from fengsui.frontline.custody.actions.persons import identify, kind_of
from fengsui.frontline.custody.actions.steps import (
    check_section,
    happened,
    lock,
    named,
    needed,
    refresh,
    replace,
    reported,
    resent,
)
from fengsui.frontline.custody.models import ARRIVALS, Held, Movement, MovementKind
from fengsui.frontline.custody.words import movement_label
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.presence import actions as presence
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@action
def move(
    facility: Unit,
    kind: str,
    *,
    number: str,
    section: Unit,
    by: Actor,
    name: str = "",
    at: datetime | None = None,
    to_section: Unit | None = None,
    counterpart: Unit | None = None,
    place: str = "",
    reason: str = "",
    id: UUID | None = None,  # noqa: A002 - the client's id, named as everywhere
    synthetic: bool = False,
    replaces: Movement | None = None,
    because: str = "",
) -> Movement:
    """Enter a movement of one person: an admission, a release, a transfer, a move, an escort or its return, a death.

    number: the person's, existing here or new (then with `name`); section: where it happens, for a move the section
    that is left for `to_section`. A transfer says where to or from (`counterpart` or `place`). Refused if the ledger
    has the person elsewhere. replaces, because: a correction. Sent twice under one id it is entered once.
    """
    scope.require(by, "custody.move", facility)
    if known := resent(Movement.objects.all(), id):
        return known
    lock(facility)
    moment = happened(at)
    _check(facility, kind, section, to_section, moment)
    if kind in {MovementKind.TRANSFER_IN, MovementKind.TRANSFER_OUT} and not (counterpart or place.strip()):
        raise Refused("custody.place", _("Say where the person comes from or goes to."), field="place")
    if replaces:
        _take_back(replaces, needed(because, _("Say why the movement is corrected."), "because"))
    arriving = kind == MovementKind.TRANSFER_IN
    person = identify(facility, section, number=number, name=name, synthetic=synthetic, arriving=arriving)
    made = Movement(
        pk=id or uuid7(), facility=facility, section=section, kind=kind, at=moment, known_at=clock.now(),
        to_section=to_section, counterpart=counterpart, place=place.strip()[:100], reason=reason.strip()[:200],
        entered_by=named(by), **{kind_of(type(person)): person},
    )  # fmt: skip
    made.save(force_insert=True)
    _settle(person, facility)
    _tell(made, by)
    if replaces:
        _settle(replaces.person, facility)
    refresh(facility, [*_days(made), *(_days(replaces) if replaces else [])])
    return made


@action
def withdraw(movement: Movement, *, because: str, by: Actor) -> Movement:
    """Take a movement back that was entered by mistake. Refused if later movements build on it."""
    scope.require(by, "custody.move", movement.facility)
    lock(movement.facility)
    reason = needed(because, _("Say why the movement is withdrawn."), "because")
    _take_back(movement, reason)
    _settle(movement.person, movement.facility)
    journal.write(
        "custody.movement_withdrawn", by=by.pk, unit=movement.facility_id, about=f"custody.movement:{movement.pk}",
        person=str(movement.person.pk), reason=reason,
    )  # fmt: skip
    refresh(movement.facility, _days(movement))
    return movement


def _take_back(movement: Movement, because: str) -> None:
    if not Movement.objects.as_known().filter(pk=movement.pk).exists():
        raise Refused("custody.replaced", _("This movement was corrected or withdrawn already; load the page again."))
    replace([movement], because)


def _check(facility: Unit, kind: str, section: Unit, to_section: Unit | None, at: datetime) -> None:
    if kind not in MovementKind.values:
        raise Refused("custody.kind", _("Choose what happened."), field="kind")
    check_section(facility, section, at)
    if (kind == MovementKind.SHIFT) is not (to_section is not None):
        sentence = _("Say to which section the person moves; only a move has one.")
        raise Refused("custody.to_section", sentence, field="to_section")
    if to_section:
        check_section(facility, to_section, at, "to_section")
    if to_section == section:
        raise Refused("custody.same_section", _("Choose another section to move to."), field="to_section")


def _settle(person: Held, facility: Unit) -> None:
    """Check that the person's ledger can be true, and tell presence and the person's row what follows from it."""
    mine = Movement.objects.as_known().filter(**{kind_of(type(person)): person}).order_by("at", "known_at", "pk")
    rows = list(mine)
    try:
        state = ledger.walk(row for row in rows if row.facility_id == facility.pk)
    except ledger.Impossible as broken:
        raise _refusal(facility, broken) from broken
    spells = [(spell.section_id, spell.since, spell.until) for spell in ledger.spells(rows)]
    presence.retell(person.pk, spells, source=f"custody.{kind_of(type(person))}:{person.pk}")
    last = rows[-1] if rows else None
    if last:
        person.facility_id = last.facility_id
        person.section_id = state.section_id or last.section_id
        person.save(update_fields=["facility", "section"])


def _refusal(facility: Unit, broken: ledger.Impossible) -> Refused:
    line, state = broken.line, broken.state
    facts = {
        "hour": f"{clock.local(line.at):%m-%d %H:%M}",
        "kind": movement_label(facility, line.kind),
        "where": ledger.WORDS[state.where],
    }
    if line.kind not in ARRIVALS and state.section_id not in {None, line.section_id}:
        sentence = _("At %(hour)s the ledger has this person in another section; “%(kind)s” is not possible here.")
        return Refused("custody.other_section", sentence % facts, field="section")
    sentence = _("At %(hour)s the ledger has this person %(where)s; “%(kind)s” is not possible then.")
    return Refused("custody.order", sentence % facts, field="kind")


def _tell(made: Movement, by: Actor) -> None:
    said = {
        "person": str(made.person.pk), "section": made.section.name, "reason": made.reason,
        "place": made.counterpart.name if made.counterpart else made.place,
    }  # fmt: skip
    if made.to_section:
        said["to_section"] = made.to_section.name
    ends = made.detainee_id and made.kind in {MovementKind.ADMISSION, MovementKind.RELEASE}
    kind = f"custody.detainee_{made.kind}" if ends else f"custody.{made.kind}"
    journal.write(kind, by=by.pk, unit=made.facility_id, about=f"custody.movement:{made.pk}", at=made.at, **said)


def _days(movement: Movement) -> list[date]:
    return reported(movement.facility, movement.at)
