"""Swaps and take-overs: one asks, the other agrees, the leader approves; only of what has not begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from fengsui.command.duty.actions.carrying import Comes, Leaves, carry
from fengsui.command.duty.actions.changing import expect_fit, lock, post_at, standing
from fengsui.command.duty.actions.telling import tell_swap
from fengsui.command.duty.models import ActKind, Stage, Swap
from fengsui.command.duty.models.changes import LIVE, NOTE
from fengsui.command.duty.queries.judging import Planned
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Shift
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.org.models import Seat, Station
    from fengsui.ground.org.scope import Actor


@action
def ask(shift: Shift, other: Person, *, by: Person, back: Shift | None = None, note: str = "") -> Swap:
    """Ask another of the pool to take one's shift, in return for one of theirs (back) or for none. Asked again, it is the same."""
    shift = standing(shift)
    deeds.asked()
    if shift.person_id != by.pk:
        raise Refused("duty.not_mine", _("Only one’s own shift can be given away."))
    unit = post_at(shift).unit
    lock(unit)
    back = standing(back) if back else None
    if back and (back.person_id != other.pk or post_at(back).unit != unit):
        raise Refused("duty.not_theirs", _("What you take in return must be theirs, at the same unit."), field="back")
    if len(note.strip()) > NOTE:
        raise Refused("duty.note", _("At most 200 characters."), field="note")
    there = Swap.objects.filter(person=by, since=shift.period.lower, stage__in=LIVE).first()
    if there and there.other_id == other.pk:
        deeds.told()
        return there
    if there:
        raise Refused("duty.asked", _("Somebody is asked for this shift already; withdraw that first."))
    made = Swap(
        unit=unit, person=by, seat=shift.seat, station=shift.station, since=shift.period.lower, until=shift.period.upper,
        other=other, note=note.replace("\x00", "").strip(), asked_at=clock.now(),
    )  # fmt: skip
    if back:
        made.back_seat, made.back_station = back.seat, back.station
        made.back_since, made.back_until = back.period.lower, back.period.upper
    _expect_possible(made, accepting=True)
    made.save()
    _say("duty.swap_asked", made, by)
    tell_swap("duty.swap_asked", made, [other])
    return made


def _expect_possible(swap: Swap, *, accepting: bool) -> tuple[Shift, Shift | None]:
    """Both shifts as they are, not begun; each can be where the other was."""
    if swap.is_begun(clock.now()):
        raise Refused(
            "duty.begun",
            _(
                "This shift has begun; it cannot be swapped any more. Note an absence, or let whoever is in charge put somebody else there."
            ),
        )
    if swap.person_id == swap.other_id:
        raise Refused("duty.same", _("Choose somebody else."), field="other")
    mine = _found(swap.person_id, swap.place, swap.since, swap.until)
    theirs = None
    if swap.back_place and swap.back_since and swap.back_until:
        theirs = _found(swap.other_id, swap.back_place, swap.back_since, swap.back_until)
    leaving = [row.pk for row in (mine, theirs) if row]
    expect_fit(swap.unit, Planned(swap.other_id, post_at(mine), swap.since, swap.until), leaving, accepting=accepting)
    if theirs:
        lower, upper = theirs.period.lower, theirs.period.upper
        expect_fit(swap.unit, Planned(swap.person_id, post_at(theirs), lower, upper), leaving, accepting=accepting)
    return mine, theirs


def _found(person: object, place: Seat | Station, since: datetime, until: datetime) -> Shift:
    rows = Shift.objects.filter(person=person, period=DateTimeTZRange(since, until))
    found = next(
        (
            row
            for row in rows.select_related("seat__unit", "station__unit", "person")
            if place in (row.seat, row.station)
        ),
        None,
    )
    if found is None:
        raise Refused("duty.gone", _("The roster was changed meanwhile; this shift is not there any more."))
    return found


def _say(kind: str, swap: Swap, by: Actor) -> None:
    journal.write(kind, by=by.pk, unit=swap.unit_id, about=swap.subject)


def _locked(swap: Swap) -> Swap:
    lock(swap.unit)
    return Swap.objects.select_for_update(of=("self",)).select_related(
        "unit", "person", "other", "seat__unit", "station__unit", "back_seat__unit", "back_station__unit"
    ).get(pk=swap.pk)  # fmt: skip


def _answer(swap: Swap, stage: Stage, by: Person, who: object, from_: tuple[Stage, ...]) -> tuple[Swap, bool]:
    """The swap with its new stage, and whether it is new: the second click changes nothing. Only who is asked answers."""
    swap = _locked(swap)
    deeds.asked()
    if by.pk != who:
        raise Refused("duty.not_asked", _("Only the one who is asked can answer this."))
    if swap.stage == stage:
        deeds.told()
        return swap, False
    _expect(swap, from_)
    swap.stage, swap.answered_at = stage, clock.now()
    return swap, True


def _expect(swap: Swap, stages: tuple[Stage, ...]) -> None:
    if swap.stage not in stages:
        raise Refused(
            "duty.stage",
            _("This is “%(stage)s” already; nothing more can be done with it.") % {"stage": Stage(swap.stage).label},
        )


@action
def agree(swap: Swap, *, by: Person) -> Swap:
    """The one who is asked agrees; then the leader approves."""
    swap, is_new = _answer(swap, Stage.AGREED, by, swap.other_id, (Stage.ASKED,))
    if is_new:
        _expect_possible(swap, accepting=True)
        swap.save(update_fields=["stage", "answered_at"])
        _say("duty.swap_agreed", swap, by)
        tell_swap("duty.swap_agreed", swap, scope.holders("duty.approve", swap.unit))
    return swap


@action
def decline(swap: Swap, *, by: Person) -> Swap:
    """The one who is asked does not want to."""
    swap, is_new = _answer(swap, Stage.DECLINED, by, swap.other_id, LIVE)
    if is_new:
        swap.save(update_fields=["stage", "answered_at"])
        _say("duty.swap_declined", swap, by)
        tell_swap("duty.swap_declined", swap, [swap.person])
    return swap


@action
def withdraw(swap: Swap, *, by: Person) -> Swap:
    """Who asked takes it back, while it is not approved."""
    swap, is_new = _answer(swap, Stage.WITHDRAWN, by, swap.person_id, LIVE)
    if is_new:
        swap.save(update_fields=["stage"])
        _say("duty.swap_withdrawn", swap, by)
        tell_swap("duty.swap_withdrawn", swap, [swap.other])
    return swap


@action
def approve(swap: Swap, *, by: Actor) -> Swap:
    """The leader approves, and the roster changes. Nobody approves their own."""
    swap, is_new = _decide(swap, Stage.DONE, by)
    if not is_new:
        return swap
    mine, theirs = _expect_possible(swap, accepting=True)
    leaves = [Leaves(row, row.period.lower, row.period.upper) for row in (mine, theirs) if row]
    comes = [Comes(swap.other, swap.place, swap.since, swap.until)]
    if theirs and swap.back_place:
        comes.append(Comes(swap.person, swap.back_place, theirs.period.lower, theirs.period.upper))
    swap.act = carry(swap.unit, ActKind.SWAPPED if theirs else ActKind.TAKEN, leaves, comes, by=by)
    swap.save(update_fields=["stage", "decided_at", "decided_by", "act"])
    _say("duty.swap_approved", swap, by)
    return swap


@action
def refuse(swap: Swap, *, by: Actor) -> Swap:
    """The leader does not approve; the roster stays."""
    swap, is_new = _decide(swap, Stage.REFUSED, by)
    if is_new:
        swap.save(update_fields=["stage", "decided_at", "decided_by"])
        _say("duty.swap_refused", swap, by)
        tell_swap("duty.swap_refused", swap, [swap.person, swap.other])
    return swap


def _decide(swap: Swap, stage: Stage, by: Actor) -> tuple[Swap, bool]:
    scope.require(by, "duty.approve", swap.unit)
    swap = _locked(swap)
    if by.pk in {swap.person_id, swap.other_id}:
        raise Refused("duty.own", _("Nobody approves a swap of their own; another leader does, or the one above."))
    if swap.stage == stage:
        deeds.told()
        return swap, False
    _expect(swap, (Stage.AGREED,))
    swap.stage, swap.decided_at, swap.decided_by = stage, clock.now(), by if isinstance(by, Person) else None
    return swap, True
