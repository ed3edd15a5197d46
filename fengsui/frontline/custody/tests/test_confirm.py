import pytest

from fengsui.cast import DAY, at
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.actions import Row
from fengsui.frontline.custody.models import Confirmation
from fengsui.house import Refused


def test_the_leader_on_duty_confirms_what_is_complete(prison, count, leader):
    count(100, 80)
    row = custody.confirm(prison, DAY, "evening", by=leader)
    assert (row.entered_by, row.at) == (leader, at("18:30"))


def test_confirming_twice_changes_nothing(prison, count, leader):
    count(100, 80)
    first = custody.confirm(prison, DAY, "evening", by=leader)
    assert custody.confirm(prison, DAY, "evening", by=leader) == first
    assert Confirmation.objects.count() == 1


def test_it_is_refused_while_sections_are_missing(prison, count, leader):
    count(100)
    with pytest.raises(Refused, match="Not counted yet: Test ward-2"):
        custody.confirm(prison, DAY, "evening", by=leader)


def test_a_facility_without_sections_has_nothing_to_confirm(units, leader):
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    org.close(units["ward-3"], day=DAY, by=SYSTEM)
    with pytest.raises(Refused, match="Test prison-2"):
        custody.confirm(units["prison-2"], DAY, "evening", by=SYSTEM)


def test_who_counted_does_not_confirm(prison, wards, count, leader):
    count(100)
    custody.count(prison, DAY, "evening", [Row(wards[1], 80)], by=leader, at=at("18:10"))
    with pytest.raises(Refused, match="who counted does not confirm"):
        custody.confirm(prison, DAY, "evening", by=leader)


def test_only_the_leader_confirms(prison, count, officer, superior):
    count(100, 80)
    for person in (officer, superior):
        with pytest.raises(Refused, match="confirm the roll-call"):
            custody.confirm(prison, DAY, "evening", by=person)
