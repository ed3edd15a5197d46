"""Many records at once: the right is asked at every unit."""

import pytest

from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Appointment, Capacity, Seat, Station
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


@pytest.fixture
def wang(units):
    return org.register_many([org.PersonRow("王某", units["prison"])], by=SYSTEM)[0]


def test_strangers_are_not_corrected(wang, bureau):
    with pytest.raises(Refused, match="only be corrected by who registers"):
        org.correct_many([(wang.pk, {"phone": "13800000001"})], by=bureau)


def test_one_of_the_house_is_corrected(wang, leader):
    assert org.correct_many([(wang.pk, {"phone": "13800000001"}), (wang.pk, {"name": "王五"})], by=leader) == 1


def test_nobody_gives_many_what_they_lack(wang, leader, units):
    with pytest.raises(Refused, match="rights that you lack"):
        org.appoint_many([(wang.pk, units["prison"], "commander", None, None)], by=leader)
    assert not Appointment.objects.filter(person=wang).exists()


def test_a_leader_appoints_at_home_only(wang, leader, units):
    [made] = org.appoint_many([(wang.pk, units["prison"], "officer", None, None)], by=leader)
    assert made.office == "officer"
    with pytest.raises(Refused, match="You cannot"):
        org.appoint_many([(wang.pk, units["league"], "officer", None, None)], by=leader)


@pytest.mark.parametrize("verb", ["join", "place", "man"])
def test_without_the_right_nothing_is_written(wang, zhao, units, verb):
    station = Station(unit=units["prison"], name="门")
    acts = {
        "join": lambda: org.join_many([org.Joining(wang.pk, units["league"], "officer")], by=zhao),
        "place": lambda: org.set_up_many([Seat(unit=units["prison"], kind="commander"), station], by=zhao),
        "man": lambda: org.man_many([(station, 2)], by=zhao),
    }
    with pytest.raises(Refused, match="You cannot"):
        acts[verb]()
    assert not Capacity.objects.filter(person=wang, unit=units["league"]).exists()


def test_records_are_withdrawn_with_the_right_only(wang, zhao):
    with pytest.raises(Refused, match="You cannot"):
        org.withdraw_records({type(wang): [wang.pk]}, by=zhao)
    assert org.withdraw_records({type(wang): [wang.pk]}, by=SYSTEM) == 1
