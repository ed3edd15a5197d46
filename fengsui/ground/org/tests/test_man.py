import pytest
from django.db import IntegrityError
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from fengsui.cast import at, at_once
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import manning
from fengsui.ground.org.actions.manning import Stint
from fengsui.ground.org.models import Seat, Shift, Station
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


@pytest.fixture
def seat(units):
    return Seat.objects.create(unit=units["prisons"], kind="commander")


@pytest.fixture
def gate(units):
    return Station.objects.create(unit=units["county"], name="大门", capacity=2)


def stint(person, place, since="20:00", until="22:00"):
    return Stint(person, place, at(since), at(until))


def test_people_are_put_at_their_places(bao, uyunna, seat, gate):
    manning.man([stint(uyunna, seat), stint(bao, gate, "06:35", "06:40")][:1])
    assert Shift.objects.get(seat=seat).person == uyunna


def test_too_many_at_a_station_says_where_and_from_when(uyunna, officer, keeper, gate):
    three = [
        stint(person, gate, hour)
        for person, hour in zip((uyunna, officer, keeper), ("20:00", "20:30", "21:00"), strict=True)
    ]
    with pytest.raises(
        Refused, match=r"大门 \(.+\) takes 2 persons at a time; on 3 February 2020, 21:00 there would be 3"
    ):
        manning.man(three)


def test_nobody_is_at_two_places_at_once(uyunna, seat, gate):
    with pytest.raises(Refused, match="This person is at") as refused:
        manning.man([stint(uyunna, gate), stint(uyunna, seat, "21:00", "23:00")])
    assert refused.value.facts["person"] == str(uyunna.pk)
    assert not Shift.objects.filter(person=uyunna).exists()


def test_who_is_somewhere_already_is_not_put_elsewhere(uyunna, seat, gate):
    manning.man([stint(uyunna, gate, "21:00", "23:00")])
    with pytest.raises(Refused, match="大门"):
        manning.man([stint(uyunna, seat)])


def test_a_seat_takes_one(uyunna, officer, seat):
    manning.man([stint(officer, seat)])
    with pytest.raises(Refused, match="Somebody else is at Commander"):
        manning.man([stint(uyunna, seat, "19:00", "20:01")])


def test_one_follows_another_at_the_same_moment(uyunna, officer, seat):
    assert len(manning.man([stint(officer, seat), stint(uyunna, seat, "22:00", "23:00")])) == 2


def test_a_station_takes_as_many_as_it_has_room_for(uyunna, officer, keeper, gate):
    manning.man([stint(officer, gate), stint(uyunna, gate)])
    with pytest.raises(Refused, match="takes 2"):
        manning.man([stint(keeper, gate, "21:30", "23:00")])
    manning.man([stint(keeper, gate, "22:00", "23:00")])


def test_a_shift_ends_after_it_begins(uyunna, seat):
    with pytest.raises(Refused, match="end after"):
        manning.man([stint(uyunna, seat, "20:00", "20:00")])
    (shift,) = manning.man([stint(uyunna, seat)])
    with pytest.raises(Refused, match="end after"):
        manning.retime(shift, at("20:00"), at("19:00"))


def test_nobody_is_put_nowhere(units):
    assert manning.man([]) == []


def test_who_is_freed_leaves_now_and_what_has_not_begun_goes(uyunna, officer, gate, drill):
    begun, later = manning.man([stint(uyunna, gate, "18:00", "22:00"), stint(officer, gate, "19:00", "22:00")])
    assert manning.free([begun, later]) == [begun, later]
    assert Shift.objects.get(pk=begun.pk).period.upper == at("18:30")
    assert not Shift.objects.filter(pk=later.pk).exists()


def test_what_is_over_stays_as_it_was(uyunna, gate):
    (over,) = manning.man([stint(uyunna, gate, "08:00", "12:00")])
    assert manning.free([over], at("10:00")) == []
    assert Shift.objects.get().period.upper == at("12:00")


def test_what_was_never_held_is_struck_out_begun_or_not(uyunna, seat, drill):
    manning.man([stint(uyunna, seat)])
    drill(at("21:00"))
    assert [row.person for row in manning.take_out(Shift.objects.filter(seat=seat))] == [uyunna]
    assert not Shift.objects.filter(seat=seat).exists()


def test_a_shift_is_moved_where_there_is_room(uyunna, officer, seat):
    first, _second = manning.man([stint(uyunna, seat), stint(officer, seat, "22:00", "23:00")])
    assert manning.retime(first, at("19:00"), at("21:00")).period.lower == at("19:00")
    with pytest.raises(Refused, match="Somebody else"):
        manning.retime(first, at("19:00"), at("22:30"))


def test_the_table_refuses_it_too(uyunna, seat, gate):
    period = DateTimeTZRange(at("20:00"), at("22:00"))
    Shift.objects.create(person=uyunna, seat=seat, period=period)
    with pytest.raises(IntegrityError, match="nobody_at_two_places"):
        Shift.objects.create(person=uyunna, station=gate, period=period)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_one_gets_the_seat(uyunna, officer, seat):
    def put(person):
        from django.db import transaction

        with transaction.atomic():
            return manning.man([stint(person, seat)])

    answers = at_once(lambda: put(uyunna), lambda: put(officer))
    assert sum(isinstance(each, Refused) for each in answers) == 1
    assert Shift.objects.filter(seat=seat).count() == 1


def test_nobody_gives_a_seat_with_rights_that_they_lack(bao, leader, officer, units, prison):
    assert manning.seat_lacking(officer, "leader_on_duty", prison) is not None
    assert manning.seat_lacking(SYSTEM, "commander", prison) is None
    assert manning.seat_lacking(bao, "commander", prison) is None
    assert manning.seat_lacking(bao, "commander", units["department"]) is None


def test_a_seat_is_held_through_the_page_by_the_same_rule(uyunna, units, gate):
    manning.man([stint(uyunna, gate)])
    with pytest.raises(Refused, match="already"):
        org.hold_seat(uyunna, units["prisons"], "commander", since=at("21:00"), until=at("23:00"), by=SYSTEM)
