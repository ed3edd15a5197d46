"""A unit answers to another superior from a day on; every day before stays as it was."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from fengsui.cast import DAY, FOUNDED, at
from fengsui.ground.org import actions as org
from fengsui.ground.org import plans, scope
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.models import Tie, Unit
from fengsui.ground.org.queries import tree
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.fixture
def other(units):
    org.arrange([UnitRow("league-2", "league_bureau", "测试第二市司法局", superiors={"territory": "department"})],
                since=FOUNDED, by=SYSTEM)  # fmt: skip
    return Unit.objects.get(code="league-2")


def above(code, day, line="territory"):
    tie = Tie.objects.on(day).filter(unit__code=code, line=line).select_related("superior").first()
    return tie.superior.code if tie and tie.superior else None


def shape(day, line="territory"):
    return [(node.code, node.depth, node.parent) for node in tree(line, day)]


def test_the_past_is_as_it_was_and_all_below_goes_along(units, other):
    known = shape(BEFORE)
    org.move(units["county"], "territory", other, since=DAY, by=SYSTEM)
    assert shape(BEFORE) == known
    assert (above("county", BEFORE), above("county", DAY)) == ("league", "league-2")
    assert (
        Unit.objects.within([tie.path for tie in Tie.objects.on(DAY).filter(unit=other)], DAY)
        .filter(code="office")
        .exists()
    )


def test_reach_follows_from_the_day_on(units, other, bureau, drill):
    org.move(units["county"], "territory", other, since=AFTER, by=SYSTEM)
    assert "office" in {unit.code for unit in scope.units(bureau, "org.view")}
    drill(at("00:00", AFTER))
    bureau._holdings = None
    assert "office" not in {unit.code for unit in scope.units(bureau, "org.view")}
    assert "office" in {unit.code for unit in scope.units(bureau, "org.view", day=DAY)}


def test_a_day_read_later_is_the_day_as_it_was_known_at_its_end(units, other, drill):
    at_the_end = shape(DAY)
    drill(at("09:00", AFTER))
    org.move(units["county"], "territory", other, since=AFTER, by=SYSTEM)
    org.rename(units["office"], "另一个名字", since=AFTER, by=SYSTEM)
    org.close(units["institute"], day=AFTER, by=SYSTEM)
    assert shape(DAY) == at_the_end


def test_twice_in_a_day_the_last_holds(units, other):
    org.move(units["county"], "territory", other, since=DAY, by=SYSTEM)
    org.move(units["county"], "territory", units["league"], since=DAY, by=SYSTEM)
    assert (above("county", BEFORE), above("county", DAY)) == ("league", "league")


@pytest.mark.parametrize(
    ("unit", "line", "superior", "since", "word"),
    [
        ("county", "territory", "league-2", BEFORE, "today at the earliest"),
        ("county", "territory", "league-2", DAY + timedelta(days=400), "a year ahead"),
        ("county", "prison", "league-2", DAY, "does not stand in this line"),
        ("prison", "prison", "league-2", DAY, "does not stand in this line"),
        ("county", "territory", "league", DAY, "already"),
        ("league", "territory", "county", DAY, "stands below"),
        ("league", "territory", "league", DAY, "stands below"),
        ("prison", "territory", "office", DAY, "cannot stand below"),
        ("ward-1", "territory", "prison-2", DAY, "belongs to its facility"),
        ("department", "territory", "league-2", DAY, "answers to nobody"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_a_sentence(units, other, unit, line, superior, since, word):
    before = Tie.objects.count()
    with pytest.raises(Refused, match=word):
        org.move(Unit.objects.get(code=unit), line, Unit.objects.get(code=superior), since=since, by=SYSTEM)
    assert Tie.objects.count() == before


def test_nothing_moves_below_what_is_closed(units, other):
    org.close(other, day=AFTER, by=SYSTEM)
    with pytest.raises(Refused, match="closed from"):
        org.move(units["county"], "territory", other, since=DAY, by=SYSTEM)


def test_what_begins_later_cannot_move_before(units):
    org.arrange(
        [UnitRow("late", "county_bureau", "新设县司法局", superiors={"territory": "league"})], since=AFTER, by=SYSTEM
    )
    late = Unit.objects.get(code="late")
    with pytest.raises(Refused, match="begins on"):
        org.move(late, "territory", units["department"], since=DAY, by=SYSTEM)


def test_before_something_planned_nothing_else_begins(units, other):
    org.move(units["county"], "territory", other, since=AFTER, by=SYSTEM)
    for unit, superior in (("county", "department"), ("league", "department")):
        with pytest.raises(Refused, match=r"planned|already"):
            org.move(units[unit], "territory", units[superior], since=DAY, by=SYSTEM)
    with pytest.raises(Refused, match="planned"):
        org.move(units["office"], "territory", units["league"], since=DAY, by=SYSTEM)


def test_below_a_closing_that_is_planned_nothing_moves(units, other):
    org.close(units["office"], day=AFTER, by=SYSTEM)
    with pytest.raises(Refused, match="planned"):
        org.move(units["county"], "territory", other, since=DAY, by=SYSTEM)


def test_nobody_moves_without_the_right_over_both_superiors(units, other, appointed):
    admin = appointed("league", "administrator")
    with pytest.raises(Refused, match="You cannot"):
        org.move(units["county"], "territory", other, since=DAY, by=admin)
    with pytest.raises(Refused, match="You cannot"):
        org.close(units["league"], day=DAY, by=admin)
    with pytest.raises(Refused, match="You cannot"):
        org.move(units["league"], "territory", units["county"], since=DAY, by=admin)


def test_an_administrator_moves_within_the_own_bureau(units, appointed):
    org.arrange(
        [UnitRow("county-2", "county_bureau", "测试二旗司法局", superiors={"territory": "league"})],
        since=FOUNDED,
        by=SYSTEM,
    )
    target = Unit.objects.get(code="county-2")
    change = org.move(units["office"], "territory", target, since=DAY, by=appointed("league", "administrator"))
    assert (change.unit.code, change.other) == ("office", target)


def test_two_administrators_moving_the_same_unit(units, other, appointed):
    token = plans.move(units["county"], "territory", other, DAY).token()
    org.move(
        units["county"], "territory", units["department"], since=DAY, by=appointed("department", "system_administrator")
    )
    with pytest.raises(Refused, match=r"Somebody else changed Test county meanwhile \(move, at 18:30\)"):
        org.move(units["county"], "territory", other, since=DAY, by=SYSTEM, seen=token)
    assert above("county", DAY) == "department"


def test_who_has_seen_the_last_state_goes_on(units, other):
    org.move(units["county"], "territory", units["department"], since=DAY, by=SYSTEM)
    county = Unit.objects.get(code="county")
    token = plans.move(county, "territory", Unit.objects.get(code="league-2"), DAY).token()
    org.move(county, "territory", other, since=DAY, by=SYSTEM, seen=token)
    assert above("county", DAY) == "league-2"


def test_the_database_is_the_last_guard(units, other):
    with pytest.raises(IntegrityError), transaction.atomic():
        Tie.objects.create(unit=units["county"], line="territory", superior=other, path="territory.1",
                           valid_from=BEFORE, valid_to=DAY)  # fmt: skip


def test_the_cost_does_not_grow_with_what_is_below(units, other, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("fengsui.house.replan", lambda: None)
    org.arrange([UnitRow(f"o-{n}", "office", f"又一司法所{n}", superiors={"territory": "county"}) for n in range(50)],
                since=FOUNDED, by=SYSTEM)  # fmt: skip
    with django_assert_max_num_queries(25):
        org.move(units["county"], "territory", other, since=DAY, by=SYSTEM)
    assert sum(node.depth == 4 for node in tree("territory", DAY)) > 50
