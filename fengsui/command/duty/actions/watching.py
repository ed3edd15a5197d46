"""On duty now: sign in, sign off with what is open, and the next one takes it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from django.utils.translation import gettext as _

from fengsui.command.duty.actions.changing import standing
from fengsui.command.duty.models import Watch
from fengsui.command.duty.models.watch import SAID
from fengsui.command.duty.queries import handing
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org.models import Person, Shift
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit

EARLY = timedelta(hours=1)  # one is there before it begins


@action
def sign_in(shift: Shift, *, by: Person) -> Watch:
    """Say that one is there: from an hour before until the shift ends. Again, it is the same."""
    shift = standing(shift)
    deeds.asked()
    if shift.person_id != by.pk:
        raise Refused("duty.not_mine", _("Only who is on the roster signs in."))
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    there = Watch.objects.filter(person=by, since=shift.period.lower).first()
    if there:
        deeds.told()
        return there
    now = clock.now()
    if now < shift.period.lower - EARLY:
        raise Refused("duty.early", _("One signs in from an hour before the shift on."))
    unit = _unit(shift)
    made = Watch.objects.create(
        person=by, unit=unit, seat=shift.seat, station=shift.station, since=shift.period.lower, until=shift.period.upper,
        signed_in_at=now,
    )  # fmt: skip
    late = round((now - shift.period.lower).total_seconds() / 60)
    journal.write("duty.signed_in", by=by.pk, unit=unit.pk, about=made.subject, late=max(late, 0))
    return made


def _unit(shift: Shift) -> Unit:
    place = shift.seat or shift.station
    assert place
    return place.unit


@action
def sign_off(watch: Watch, note: str = "", *, by: Person) -> Watch:
    """Hand on what is open, as it is now, and what one says. Again, it stays as it was handed on."""
    watch = _locked(watch)
    deeds.asked()
    if watch.person_id != by.pk:
        raise Refused("duty.not_mine", _("Only who signed in signs off."))
    if watch.signed_off_at is not None:
        deeds.told()
        return watch
    said = note.replace("\x00", "").strip()
    if len(said) > SAID:
        raise Refused("duty.note", _("At most 1,000 characters."), field="note")
    watch.items, watch.note, watch.signed_off_at = handing.kept(handing.open_for(watch.unit)), said, clock.now()
    watch.save(update_fields=["items", "note", "signed_off_at"])
    journal.write("duty.signed_off", by=by.pk, unit=watch.unit_id, about=watch.subject, items=len(watch.items))
    return watch


@action
def take(watch: Watch, *, by: Person) -> Watch:
    """The next one read it and takes it: who is on duty at the same unit now or within the hour."""
    watch = _locked(watch)
    deeds.asked()
    if watch.taken_by_id == by.pk:
        deeds.told()
        return watch
    if watch.taken_at is not None:
        raise Refused("duty.taken", _("Somebody else has taken this over already."))
    if watch.signed_off_at is None:
        raise Refused("duty.not_off", _("It is not signed off yet."))
    if watch.person_id == by.pk or not _follows(watch, by):
        raise Refused("duty.not_next", _("Whoever is on duty there next takes it over."))
    watch.taken_by, watch.taken_at = by, clock.now()
    watch.save(update_fields=["taken_by", "taken_at"])
    journal.write("duty.taken_over", by=by.pk, unit=watch.unit_id, about=watch.subject)
    return watch


def _locked(watch: Watch) -> Watch:
    return Watch.objects.select_for_update(of=("self",)).select_related("unit").get(pk=watch.pk)


def _follows(watch: Watch, person: Person) -> bool:
    now = clock.now()
    rows = Shift.objects.filter(Q(seat__unit=watch.unit_id) | Q(station__unit=watch.unit_id), person=person)
    return rows.filter(period__overlap=DateTimeTZRange(now, now + EARLY)).exists()
