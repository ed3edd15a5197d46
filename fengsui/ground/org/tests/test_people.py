"""Capacities, appointments, seats: dated, never before today, never beyond what one holds; names masked."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, at, at_once
from fengsui.ground.journal.models import Entry
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Appointment, Capacity, Office, Shift
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.fixture
def admin(appointed):
    return appointed("league", "administrator")


def test_an_administrator_appoints_in_the_own_bureau_and_below(admin, uyunna, units):
    for code, office in (("league", "officer"), ("county", "administrator")):
        assert org.appoint(uyunna, units[code], office, by=admin).office == office


@pytest.mark.parametrize("office", ["leader", "analyst", "commander", "security_administrator", "system_administrator"])
def test_an_administrator_gives_no_more_than_they_hold(admin, uyunna, units, office):
    with pytest.raises(Refused, match="lack"):
        org.appoint(uyunna, units["league"], office, by=admin)


def test_a_superior_gives_what_is_only_done_at_the_unit_itself(bureau, uyunna, centre):
    assert org.appoint(uyunna, centre, "leader", by=bureau)


def test_what_may_be_given_is_said_with_its_reason(admin, units):
    given = {office: org.lacking(admin, office, units["league"]) for office in Office}
    assert [office for office, verb in given.items() if verb is None] == ["officer", "administrator"]
    assert org.lacking(SYSTEM, "leader", units["league"]) is None


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"office": "king"}, "Choose an office"),
        ({"since": BEFORE}, "today at the earliest"),
        ({"since": AFTER, "until": AFTER}, "end after"),
    ],
)
def test_an_appointment_that_cannot_be(admin, uyunna, units, given, word):
    with pytest.raises(Refused, match=word):
        org.appoint(uyunna, units["county"], **{"office": "officer", "by": admin} | given)


def test_nobody_is_appointed_twice_or_where_nothing_is_left(leader, officer, prison, units, admin, uyunna):
    with pytest.raises(Refused, match="already"):
        org.appoint(officer, prison, "officer", by=leader)
    org.close(units["office"], day=AFTER, by=SYSTEM)
    units["office"].refresh_from_db()
    with pytest.raises(Refused, match="closed from"):
        org.appoint(uyunna, units["office"], "officer", since=AFTER, by=admin)


def test_an_appointment_ends_and_the_end_is_undone(leader, officer):
    row = officer.appointments.get()
    assert org.end_appointment(row, by=leader).valid_to == DAY
    assert not Appointment.objects.on().filter(pk=row.pk).exists()
    with pytest.raises(Refused, match="ended already"):
        org.end_appointment(row, by=leader)
    assert org.resume_appointment(row, by=leader).valid_to is None
    with pytest.raises(Refused, match="cannot be resumed"):
        org.resume_appointment(row, by=leader)


def test_no_end_in_the_past_and_no_resuming_beside_another(leader, officer, prison):
    row = officer.appointments.get()
    with pytest.raises(Refused, match="today at the earliest"):
        org.end_appointment(row, on=BEFORE, by=leader)
    org.end_appointment(row, by=leader)
    org.appoint(officer, prison, "officer", by=leader)
    with pytest.raises(Refused, match="already"):
        org.resume_appointment(row, by=leader)


def test_whoever_cannot_give_cannot_take(leader, security):
    with pytest.raises(Refused, match="lack"):
        org.end_appointment(leader.appointments.get(), by=security)


def test_capacities_come_and_go_from_a_day(leader, uyunna, prison):
    row = org.add_capacity(uyunna, prison, "volunteer", by=leader)
    assert Capacity.objects.on().filter(pk=row.pk).exists()
    with pytest.raises(Refused, match="already"):
        org.add_capacity(uyunna, prison, "volunteer", by=leader)
    assert org.end_capacity(row, on=AFTER, by=leader).valid_to == AFTER
    assert org.end_capacity(row, by=leader).valid_to == DAY
    for act in (
        lambda: org.end_capacity(row, by=leader),
        lambda: org.add_capacity(uyunna, prison, "x", since=BEFORE, by=leader),
    ):
        with pytest.raises(Refused, match="today at the earliest"):
            act()


def test_a_name_is_shown_for_a_reason_and_noted(leader, officer, prison):
    opened = org.unmask(officer, prison, reason="核对", by=leader)
    assert opened.name == "民警甲"
    entry = Entry.objects.get(kind="org.unmasked")
    assert (entry.actor, entry.data["reason"]) == (leader.pk, "核对")


@pytest.mark.parametrize(("reason", "code", "word"), [(" ", "prison", "Say why"), ("核对", "prison-2", "You cannot")])
def test_no_name_without_a_reason_or_a_right(leader, officer, units, reason, code, word):
    with pytest.raises(Refused, match=word):
        org.unmask(officer, units[code], reason=reason, by=leader)


def test_no_name_of_somebody_elsewhere(leader, uyunna, prison):
    with pytest.raises(Refused, match="not at this unit"):
        org.unmask(uyunna, prison, reason="核对", by=leader)


def test_the_security_administrator_appoints_without_seeing_whom(security, officer, prison):
    assert org.appoint(officer, prison, "security_administrator", by=security)
    with pytest.raises(Refused, match="You cannot"):
        org.unmask(officer, prison, reason="核对", by=security)


def test_a_shift_is_ended_or_taken_out(bao, units, leader, appointed):
    system = appointed("department", "system_administrator")
    held = Shift.objects.get(person=bao)
    org.end_shift(held, by=system)
    assert Shift.objects.get(pk=held.pk).period.upper == at("18:30")
    with pytest.raises(Refused, match="is over"):
        org.end_shift(held, by=system)
    later = org.hold_seat(bao, units["department"], "deputy", since=at("20:00"), until=at("23:00"), by=system)
    org.end_shift(later, by=system)
    assert not Shift.objects.filter(seat__kind="deputy").exists()


@pytest.mark.parametrize(
    ("name", "capacity", "word"),
    [(" ", 1, "80"), ("长" * 81, 1, "80"), ("大门", 0, "500"), ("北门", 1, "of this name")],
)
def test_a_station_needs_a_name_of_its_own(units, name, capacity, word):
    org.found_station(units["prison"], "北门", by=SYSTEM)
    with pytest.raises(Refused, match=word):
        org.found_station(units["prison"], name, capacity=capacity, by=SYSTEM)


@pytest.mark.parametrize(("name", "word"), [(" ", "80"), ("长" * 81, "80"), ("北门", "of this name")])
def test_a_station_is_renamed_to_a_name_of_its_own(units, name, word):
    org.found_station(units["prison"], "北门", by=SYSTEM)
    gate = org.found_station(units["prison"], "大门", by=SYSTEM)
    with pytest.raises(Refused, match=word):
        org.rename_station(gate, name, by=SYSTEM)
    assert org.rename_station(gate, " 南门 ", by=SYSTEM).name == "南门"


def test_a_station_is_renamed_once_and_back(units):
    gate = org.found_station(units["prison"], "大门", by=SYSTEM)
    for name in ("南门", "南门", "大门"):
        org.rename_station(gate, name, by=SYSTEM)
    said = [entry.data for entry in Entry.objects.filter(kind="org.station_renamed").order_by("pk")]
    assert said == [{"before": "大门", "station": "南门"}, {"before": "南门", "station": "大门"}]


def test_only_who_arranges_a_unit_renames_its_stations(units, officer):
    gate = org.found_station(units["prison"], "大门", by=SYSTEM)
    with pytest.raises(Refused) as refused:
        org.rename_station(gate, "南门", by=officer)
    assert refused.value.code == "org.no_right"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_get_one_name(units):
    both = [org.found_station(units["prison"], name, by=SYSTEM) for name in ("大门", "北门")]
    done = at_once(*[lambda one=one: org.rename_station(one, "南门", by=SYSTEM) for one in both])
    assert sorted(type(one).__name__ for one in done) == ["Refused", "Station"]


def test_a_seat_must_be_one(bao, units):
    with pytest.raises(Refused, match="Choose a seat"):
        org.hold_seat(bao, units["prison"], "throne", since=at("20:00"), until=at("23:00"), by=SYSTEM)


def test_a_correction_is_checked(leader, officer):
    with pytest.raises(Refused, match="needs a name"):
        org.correct(officer, name=" ", phone="", number="", by=leader)
