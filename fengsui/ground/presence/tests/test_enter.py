import uuid

import pytest

from fengsui.cast import at
from fengsui.ground.presence.actions import enter, leave
from fengsui.ground.presence.queries import inside, whereabouts
from fengsui.house import Refused

WHO = uuid.UUID(int=1)


def test_who_entered_is_inside(units):
    enter(WHO, units["ward-1"], at=at("09:00"), source="test")
    assert inside(units["ward-1"].pk).get().subject == WHO
    assert not inside(units["ward-1"].pk, at("08:59")).exists()


def test_entering_elsewhere_ends_the_stay(units):
    enter(WHO, units["ward-1"], at=at("09:00"), source="test")
    enter(WHO, units["ward-2"], at=at("10:00"), source="test")
    assert not inside(units["ward-1"].pk, at("10:00")).exists()
    assert whereabouts(WHO).place == units["ward-2"]


def test_who_left_is_nowhere(units):
    enter(WHO, units["ward-1"], at=at("09:00"), source="test")
    assert leave(WHO, at=at("10:00"))
    assert whereabouts(WHO) is None
    assert not leave(WHO, at=at("11:00"))


@pytest.mark.parametrize("hour", ["08:00", "09:00"])
def test_an_earlier_movement_is_not_slipped_in_before(units, hour):
    enter(WHO, units["ward-1"], at=at("09:00"), source="test")
    with pytest.raises(Refused, match="order"):
        enter(WHO, units["ward-2"], at=at(hour), source="test")


def test_a_stay_is_not_entered_before_a_closed_later_one(units):
    enter(WHO, units["ward-1"], at=at("09:00"), source="test")
    leave(WHO, at=at("10:00"))
    with pytest.raises(Refused, match="order"):
        enter(WHO, units["ward-2"], at=at("08:00"), source="test")
