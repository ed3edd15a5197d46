import uuid

import pytest
from django.db import IntegrityError

from fengsui.cast import at
from fengsui.ground.presence.actions import retell
from fengsui.ground.presence.queries import inside, whereabouts

WHO = uuid.UUID(int=1)


@pytest.fixture
def moved(units):
    """In ward 1 from nine to ten, in ward 2 since."""
    first, second = units["ward-1"].pk, units["ward-2"].pk
    retell(WHO, [(first, at("09:00"), at("10:00")), (second, at("10:00"), None)], source="test")


def test_who_is_where(moved, units):
    assert inside(units["ward-2"].pk).get().subject == WHO
    assert whereabouts(WHO).place == units["ward-2"]
    assert not inside(units["ward-1"].pk).exists()


def test_who_was_where(moved, units):
    assert inside(units["ward-1"].pk, at("09:30")).exists()
    assert whereabouts(WHO, at("08:59")) is None
    assert whereabouts(WHO, at("10:00")).place == units["ward-2"]


def test_what_a_register_corrects_is_told_anew(moved, units):
    retell(WHO, [(units["ward-1"].pk, at("09:00"), None)], source="test")
    assert whereabouts(WHO).place == units["ward-1"]
    retell(WHO, [], source="test")
    assert whereabouts(WHO) is None


def test_nobody_is_in_two_places_at_once(moved, units):
    with pytest.raises(IntegrityError):
        retell(WHO, [(units["ward-3"].pk, at("09:30"), None)], source="another register")
