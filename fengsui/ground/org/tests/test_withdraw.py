"""What is planned can be taken back until it begins; what was done today, until the day is over."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, FOUNDED, at
from fengsui.ground.clock import actions as clock
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.models import Appointment, Capacity, Change, Naming, Succession, Tie, Unit
from fengsui.ground.org.plans import Part
from fengsui.ground.org.queries import tree
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.fixture
def second(units):
    org.arrange([UnitRow("county-2", "county_bureau", "测试二旗司法局", superiors={"territory": "league"})],
                since=FOUNDED, by=SYSTEM)  # fmt: skip
    return Unit.objects.get(code="county-2")


def everything():
    ties = set(Tie.objects.values_list("unit", "line", "superior", "path", "valid_from", "valid_to"))
    people = [
        set(model.objects.values_list("person", "unit", "valid_from", "valid_to")) for model in (Appointment, Capacity)
    ]
    return ties, people, set(Unit.objects.values_list("code", "name", "valid_to")), Succession.objects.count()


@pytest.mark.parametrize("day", [DAY, AFTER])
@pytest.mark.parametrize("kind", ["move", "merge", "split", "close", "rename"])
def test_withdrawn_is_as_if_it_had_not_been(units, second, appointed, kind, day):
    appointed("county", "leader")
    before = everything()
    office, county = units["office"], units["county"]
    {
        "move": lambda: org.move(office, "territory", second, since=day, by=SYSTEM),
        "merge": lambda: org.merge([county], second, since=day, by=SYSTEM),
        "split": lambda: org.split(county, [Part("e", "东", takes=("office",)), Part("w", "西")], since=day, by=SYSTEM),
        "close": lambda: org.close(office, day=day, by=SYSTEM),
        "rename": lambda: org.rename(county, "新名字司法局", since=day, by=SYSTEM),
    }[kind]()
    assert (everything() != before) or kind == "rename"
    org.withdraw(Change.objects.get(), by=SYSTEM)
    assert everything() == before


def test_what_has_begun_is_past(units, second, drill):
    change = org.move(units["office"], "territory", second, since=AFTER, by=SYSTEM)
    drill(at("00:00", AFTER))
    with pytest.raises(Refused, match="has begun"):
        org.withdraw(change, by=SYSTEM)


def test_nothing_is_withdrawn_twice(units, second):
    change = org.move(units["office"], "territory", second, since=AFTER, by=SYSTEM)
    org.withdraw(change, by=SYSTEM)
    with pytest.raises(Refused, match="already"):
        org.withdraw(change, by=SYSTEM)


def test_the_later_one_first(units, second):
    first = org.move(units["office"], "territory", second, since=DAY, by=SYSTEM)
    org.move(units["office"], "territory", units["league"], since=AFTER, by=SYSTEM)
    with pytest.raises(Refused, match="later change"):
        org.withdraw(first, by=SYSTEM)


def test_parts_in_use_stay(units, appointed):
    change = org.split(units["county"], [Part("e", "东", takes=("office",)), Part("w", "西")], since=DAY, by=SYSTEM)
    appointed("e", "officer") if "e" in units else org.appoint(
        appointed("league", "officer"), Unit.objects.get(code="e"), "officer", by=SYSTEM
    )
    with pytest.raises(Refused, match="in use"):
        org.withdraw(change, by=SYSTEM)
    assert Unit.objects.get(code="county").valid_to == DAY


def test_it_takes_the_right(units, second, officer):
    change = org.move(units["office"], "territory", second, since=AFTER, by=SYSTEM)
    with pytest.raises(Refused, match="You cannot"):
        org.withdraw(change, by=officer)


def test_a_name_begins_on_its_day_and_earlier_days_keep_theirs(units, drill):
    org.rename(units["county"], "新旗司法局", since=AFTER, short="新旗", by=SYSTEM)
    clock.tick()
    assert Unit.objects.get(code="county").name == "测试旗司法局"
    drill(at("08:00", AFTER))
    clock.tick()
    assert Unit.objects.get(code="county").name == "新旗司法局"
    assert [[node.name for node in tree("territory", day) if node.code == "county"] for day in (DAY, AFTER)] == [
        ["Test county"],
        ["新旗司法局"],
    ]
    assert Naming.objects.filter(unit=units["county"]).count() == 2


@pytest.mark.parametrize(
    ("name", "word"), [(" ", "needs a name"), ("长" * 101, "too long"), ("测试旗司法局", "already")]
)
def test_a_name_that_is_none(units, name, word):
    with pytest.raises(Refused, match=word):
        org.rename(units["county"], name, since=DAY, name_en="Test county", by=SYSTEM)


def test_names_come_in_order(units):
    org.rename(units["county"], "后来的名字", since=AFTER, by=SYSTEM)
    with pytest.raises(Refused, match="planned"):
        org.rename(units["county"], "今天的名字", since=DAY, by=SYSTEM)
