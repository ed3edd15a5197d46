from datetime import timedelta

import pytest

from fengsui.cast import DAY
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Appointment, Capacity, Succession, Unit
from fengsui.ground.org.plans import Part
from fengsui.ground.org.queries import tree
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
EAST, WEST = Part("east", "东旗司法局", takes=("office",)), Part("west", "西旗司法局", "West", "西旗")


def codes(day, root):
    return {node.code for node in tree("territory", day, root)}


def test_parts_stand_where_the_old_one_stood(units):
    org.split(units["county"], [EAST, WEST], since=AFTER, by=SYSTEM)
    assert codes(AFTER, units["league"]) >= {"east", "west", "office"}
    assert "county" not in codes(AFTER, units["league"])
    assert codes(AFTER, Unit.objects.get(code="east")) == {"east", "office"}
    assert codes(DAY, units["county"]) == {"county", "office"}


def test_the_old_one_may_go_on(units):
    org.split(units["county"], [Part("east", "东旗司法局", takes=("office",))], since=DAY, keep=True, by=SYSTEM)
    assert codes(DAY, units["county"]) == {"county"}
    assert Unit.objects.get(code="county").valid_to is None


def test_the_lineage_names_every_part_and_people_are_kept(units, appointed):
    person = appointed("county", "leader")
    org.split(units["county"], [EAST, WEST], since=DAY, by=SYSTEM)
    assert [row.after.code for row in Succession.objects.order_by("pk")] == ["east", "west"]
    assert [row.unit.code for row in Capacity.objects.on().filter(person=person)] == ["east"]
    assert not Appointment.objects.on().filter(person=person).exists()


def test_who_stays_keeps_the_people(units, appointed):
    person = appointed("county", "leader")
    org.split(units["county"], [EAST], since=DAY, keep=True, by=SYSTEM)
    assert [row.unit.code for row in Capacity.objects.on().filter(person=person)] == ["county"]


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ([EAST], "at least two"),
        ([EAST, Part("east", "又一个")], "code is taken"),
        ([EAST, Part("league", "已有代码")], "code is taken"),
        ([EAST, Part("", "无代码")], "needs a code"),
        ([EAST, Part("w", " ")], "needs a code"),
        ([EAST, Part("代码", "中文代码")], "letters, digits"),
        ([EAST, Part("west", "西旗", takes=("office",))], "one of the new units"),
        ([EAST, Part("west", "西旗", takes=("prison",))], "does not stand below"),
        ([Part("east", "东旗"), WEST], "Say where these go: Test office"),
    ],
)
def test_what_cannot_be_split_so(units, parts, word):
    with pytest.raises(Refused, match=word):
        org.split(units["county"], parts, since=DAY, by=SYSTEM)
    assert not Unit.objects.filter(code="east").exists()
