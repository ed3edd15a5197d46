"""The two keys: both commanders sign what is handed over; then command passes, and not before."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.meetings.actions import roster, telling
from fengsui.command.meetings.actions.common import person as person_of
from fengsui.command.meetings.actions.common import stamp
from fengsui.command.meetings.models import Handover, Key, Reason, Side
from fengsui.command.meetings.queries.handing import content, mark
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Seat
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.scope import Actor

OPENS = timedelta(hours=2)  # before the hour: what is handed over must still be true then
NOTE = 1000


@action
def sign(handover: Handover, side: str, *, by: Actor, seen: str = "", note: str = "", stead: str = "") -> Key:
    """Turn one's key. seen: the mark of what was read; refused as `meetings.changed` if that is something else now.

    Somebody who may put people in a commander's place can sign for the outgoing one with a reason (`stead`). The first key
    seals what is handed over, with its note; the second lets command pass.
    """
    found = lock(handover)
    person = _signer(found, side, by, stead)
    turned = {key.side: key for key in Key.objects.turned().filter(handover=found)}
    if side in turned:
        return _again(turned[side], person)
    _due(found)
    if any(key.person_id == person.pk for key in turned.values()):
        raise Refused("meetings.both_keys", _("One person cannot sign for both sides: that takes a second one."))
    now = content(found.unit)
    if seen and seen != mark(now):
        raise Refused("meetings.changed", _("Something changed since you read it; read it again."))
    if not turned:
        found.content, found.note = now, note.replace("\x00", "").strip()[:NOTE]
        found.mark = mark(now, found.note)
        found.save(update_fields=["content", "note", "mark"])
    made = Key.objects.create(
        handover=found, side=side, person=person, at=clock.now(), mark=mark(now, found.note), stead=stead
    )  # fmt: skip
    journal.write("meetings.signed", by=by.pk, unit=found.unit_id, about=found.about, side=side, mark=made.mark)
    obligations.meet("meetings.key", found.owed(side), found.period, by=by)
    if turned:
        _pass(found, by)
    else:
        telling.signed(found, found.owner(Side.IN if side == Side.OUT else Side.OUT))
    return made


def lock(handover: Handover) -> Handover:
    """The handover held, its seat first, as the tick does: of two keys at once the second sees the first."""
    list(Seat.objects.select_for_update().filter(pk=handover.seat_id).values_list("pk"))
    rows = Handover.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "seat", "outgoing", "incoming").get(pk=handover.pk)


def _signer(found: Handover, side: str, by: Actor, stead: str) -> Person:
    """Whoever stands on the roster signs by that alone; for an absent outgoing one, who commands above."""
    if side not in Side.values:
        raise Refused("meetings.side", _("Choose which side you sign for."))
    person = person_of(by)
    if person and found.owner(side).pk == person.pk:
        deeds.asked()
        return person
    if side == Side.IN or person is None:
        raise Refused(
            "meetings.not_yours",
            _("Only the incoming commander signs here. If they cannot come, a leader puts somebody in their place."),
        )
    scope.require(by, "meetings.substitute", found.unit)
    if stead not in Reason.values or not stead:
        raise Refused(
            "meetings.reason", _("Say why you sign for the outgoing commander: choose a reason."), field="stead"
        )
    return person


def _again(key: Key, person: Person) -> Key:
    if key.person_id != person.pk:
        raise Refused("meetings.signed", _("Somebody signed for this side at %(at)s already.") % {"at": stamp(key.at)})
    deeds.told()  # a second click
    return key


def _due(found: Handover) -> None:
    """Not over, and near enough."""
    now = clock.now()
    if found.done_at:
        raise Refused("meetings.handed", _("Command was handed over at %(at)s already.") % {"at": stamp(found.done_at)})
    if found.void_at or found.has_lapsed(now):
        raise Refused(
            "meetings.void",
            _("The roster has changed, or the time is over: there is nothing to hand over here any more."),
        )
    if now < found.at - OPENS:
        raise Refused(
            "meetings.early", _("It can be signed from %(at)s on, when it is known what is left open.")
            % {"at": stamp(found.at - OPENS)},
        )  # fmt: skip


def _pass(found: Handover, by: Actor) -> None:
    """Both have signed: command passes at its hour, or now if that is past."""
    found.done_at = roster.hand(found, max(clock.now(), found.at))
    if found.done_at == found.at:
        found.held_from = found.held_until = None  # it was signed just in time
    found.save(update_fields=["done_at", "held_from", "held_until"])
    journal.write(
        "meetings.handed", by=by.pk, unit=found.unit_id, about=found.about, at=found.done_at,
        outgoing=str(found.outgoing_id), incoming=str(found.incoming_id), mark=found.mark,
    )  # fmt: skip


@action
def unsign(handover: Handover, side: str, *, by: Actor) -> Key:
    """Take one's signature back, as long as the other one has not signed and there is time; what was sealed is open again."""
    found = lock(handover)
    key = Key.objects.turned().filter(handover=found, side=side).first()
    if key is None or key.person_id != by.pk:
        raise Refused("meetings.no_key", _("You have not signed here."))
    deeds.asked()
    _due(found)
    key.back_at = clock.now()
    key.save(update_fields=["back_at"])
    found.content, found.mark = None, ""
    found.save(update_fields=["content", "mark"])
    journal.write("meetings.unsigned", by=by.pk, unit=found.unit_id, about=found.about, side=side)
    obligations.reopen("meetings.key", found.owed(side), found.period)
    return key


@action
def substitute(handover: Handover, person: Person, *, reason: str, by: Actor) -> Handover:
    """Put somebody in the incoming commander's place, with the reason; they sign in their own name."""
    found = lock(handover)
    scope.require(by, "meetings.substitute", found.unit)
    if found.incoming_id == person.pk:
        deeds.told()  # a second click
        return found
    _due(found)
    if reason not in Reason.values or not reason:
        raise Refused(
            "meetings.reason", _("Say why the incoming commander does not come: choose a reason."), field="reason"
        )
    if Key.objects.turned().filter(handover=found, side=Side.IN).exists():
        raise Refused("meetings.signed_in", _("The incoming commander has signed; that must be taken back first."))
    if person.pk == found.outgoing_id or person not in scope.holders("meetings.see", found.unit):
        raise Refused(
            "meetings.substitute", _("Choose somebody else who holds an office or a seat at %(unit)s.")
            % {"unit": found.unit}, field="person",
        )  # fmt: skip
    before = found.incoming
    roster.replace(found, person)
    found.instead_of, found.incoming, found.reason = found.instead_of or before, person, reason
    found.save(update_fields=["instead_of", "incoming", "reason"])
    journal.write(
        "meetings.substituted", by=by.pk, unit=found.unit_id, about=found.about, person=str(person.pk),
        before=str(before.pk), reason=reason,
    )  # fmt: skip
    telling.substituted(found)
    obligations.replan("meetings.key", since=found.at)
    return found
