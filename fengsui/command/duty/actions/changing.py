"""Single changes from now on: a gap filled, somebody else put there, an act taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from fengsui.command.duty.actions.carrying import Comes, Leaves, carry
from fengsui.command.duty.models import Absence, Act, ActKind, Member, Move, Post
from fengsui.command.duty.models.changes import NOTE
from fengsui.command.duty.queries.judging import Planned, judge
from fengsui.command.duty.queries.turns import Manned, manned
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Shift, Unit
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from fengsui.command.duty.queries.turns import Turn
    from fengsui.ground.org.scope import Actor


def lock(unit: Unit) -> None:
    """Who changes the roster of a unit waits for whoever does so already."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


@action
def fill(turn: Turn, person: Person, *, by: Actor, accepting: bool = False) -> Act:
    """Put a person of the pool where somebody is missing, for the rest of it. accepting: the doubts are known.

    If they are there already, nothing happens.
    """
    unit = turn.post.unit
    scope.require(by, "duty.change", unit)
    lock(unit)
    now, (row,) = clock.now(), manned([turn])
    if there := _there(row, person):
        deeds.told()
        return there
    gap = next((one for one in row.gaps() if one.until > now), None)
    if gap is None:
        raise Refused("duty.manned", _("Nobody is missing there any more; somebody was faster."))
    since = max(gap.since, now)
    expect_fit(unit, Planned(person.pk, turn.post, since, gap.until), accepting=accepting)
    return carry(unit, ActKind.FILLED, [], [Comes(person, turn.post.place, since, gap.until)], by=by)


def _there(row: Manned, person: Person) -> Act | None:
    """The act by which somebody is there already: a second click."""
    if all(shift.person_id != person.pk for shift in row.shifts):
        return None
    post = row.turn.post
    moves = Move.objects.filter(
        person=person, came=True, act__kind=ActKind.FILLED, act__undone=None, seat=post.seat, station=post.station
    )
    move = moves.filter(since__lt=row.turn.until, until__gt=row.turn.since).select_related("act").last()
    return move.act if move else None


def expect_fit(unit: Unit, planned: Planned, leaving: Collection[int] = (), *, accepting: bool) -> None:
    """Refuse who is not of the pool, who cannot be there, and, unless that is meant so, who should not."""
    if (
        not Member.objects.on(clock.local(planned.since).date())
        .filter(post=planned.post, person=planned.person)
        .exists()
    ):
        raise Refused("duty.pool", _("Only people of the post’s pool can be put there."), field="person")
    found = judge(unit, [planned], leaving)
    hard = [one for one in found if one.hard]
    said = _("; ").join(dict.fromkeys(one.sentence for one in hard or found))
    if hard:
        raise Refused("duty.unfit", _("This person cannot be there: %(why)s.") % {"why": said}, field="person")
    if found and not accepting:
        raise Refused(
            "duty.unsure", _("Look at this first: %(why)s. Say that it is meant so.") % {"why": said}, field="accepting"
        )


@action
def override(shift: Shift, person: Person, note: str, *, by: Actor) -> Act:
    """Put another person in the place of whoever is on a shift, for the rest of it, with the reason. The old one is free."""
    post = post_at(shift)
    scope.require(by, "duty.override", post.unit)
    lock(post.unit)
    said = note.replace("\x00", "").strip()
    if not said or len(said) > NOTE:
        raise Refused("duty.note", _("Say why, in at most 200 characters: both of them read it."), field="note")
    shift, now = standing(shift), clock.now()
    if shift.person_id == person.pk:
        raise Refused("duty.same", _("This person is there already."), field="person")
    since = max(shift.period.lower, now)
    expect_fit(post.unit, Planned(person.pk, post, since, shift.period.upper), [shift.pk], accepting=True)
    comes = Comes(person, post.place, since, shift.period.upper)
    return carry(post.unit, ActKind.OVERRIDDEN, [Leaves(shift, since, shift.period.upper)], [comes], by=by, note=said)


def standing(shift: Shift) -> Shift:
    """A shift as it is now; refused if it is over, or was changed since the page was drawn."""
    row = Shift.objects.select_related("seat__unit", "station__unit", "person").filter(pk=shift.pk).first()
    if row is None or row.person_id != shift.person_id:
        raise Refused("duty.gone", _("The roster was changed meanwhile; look at it again."))
    if row.period.upper <= clock.now():
        raise Refused("duty.over", _("This shift is over; what is past stays as it was."))
    return row


def post_at(shift: Shift) -> Post:
    """The post at which a shift is; refused if the place is none of this room's posts."""
    rows = Post.objects.filter(seat=shift.seat, station=shift.station).select_related("unit", "seat", "station")
    post = rows.order_by("-since", "-pk").first()
    if post is None:
        raise Refused("duty.no_post", _("This place is not among the posts of its unit; enter it there first."))
    return post


@action
def undo(act: Act, *, by: Actor) -> Act:
    """Take an act back, as far as it lies ahead. Refused if the roster was changed there since."""
    scope.require(by, "duty.change", act.unit)
    if act.kind == ActKind.PUBLISHED:
        scope.require(by, "duty.arrange", act.unit)
    lock(act.unit)
    act = Act.objects.select_for_update(of=("self",)).select_related("unit").get(pk=act.pk)
    if act.undone is not None:
        deeds.told()
        return act.undone
    if act.kind in {ActKind.UNDONE, ActKind.ENDED}:
        raise Refused("duty.final", _("This cannot be taken back; publish a roster, or fill the gap."))
    now = clock.now()
    moves = list(act.moves.filter(until__gt=now).select_related("seat__unit", "station__unit", "person"))  # type: ignore[attr-defined]
    leaves = [_still(move, now) for move in moves if move.came]
    comes = [Comes(move.person, move.place, move.since, move.until) for move in moves if not move.came]
    if not moves:
        raise Refused("duty.past", _("All of it is past; what is past stays as it was."))
    made = carry(act.unit, ActKind.UNDONE, leaves, comes, by=by)
    act.undone = made
    act.save(update_fields=["undone"])
    Absence.objects.filter(act=act, withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=made.by)
    return made


def _still(move: Move, now: datetime) -> Leaves:
    """The shift that a move made, if it is still as it was made."""
    rows = Shift.objects.filter(person=move.person, seat=move.seat, station=move.station)
    row = (
        rows.filter(period=DateTimeTZRange(move.since, move.until))
        .select_related("seat__unit", "station__unit", "person")
        .first()
    )
    if row is None:
        raise Refused("duty.changed", _("The roster was changed there since; it cannot be taken back any more."))
    return Leaves(row, max(move.since, now), move.until)
