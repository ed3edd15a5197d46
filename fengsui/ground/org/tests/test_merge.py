"""Merged, split, closed, renamed: what was, stays; what is owed, held and appointed follows."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, FOUNDED, at
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.models import Appointment, Capacity, Succession, Tie, Unit
from fengsui.ground.org.queries import tree
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.fixture
def second(units):
    org.arrange([UnitRow("county-2", "county_bureau", "测试二旗司法局", superiors={"territory": "league"})],
                since=FOUNDED, by=SYSTEM)  # fmt: skip
    return Unit.objects.get(code="county-2")


def codes(day, root):
    return {node.code for node in tree("territory", day, root)}


def test_what_is_below_goes_to_the_heir_and_the_past_stays(units, second):
    org.merge([units["county"]], second, since=DAY, by=SYSTEM)
    assert codes(DAY, second) == {"county-2", "office"}
    assert codes(BEFORE, second) == {"county-2"}
    assert codes(BEFORE, units["county"]) == {"county", "office"}
    assert Unit.objects.get(code="county").valid_to == DAY


def test_the_lineage_is_written_down(units, second):
    change = org.merge([units["county"]], second, since=DAY, by=SYSTEM)
    row = Succession.objects.get()
    assert (row.before.code, row.after, row.change) == ("county", second, change)


def test_appointments_end_and_people_go_over(units, second, appointed):
    person = appointed("county", "leader")
    org.merge([units["county"]], second, since=AFTER, by=SYSTEM)
    assert Appointment.objects.get(person=person).valid_to == AFTER
    assert [(row.unit.code, row.valid_from) for row in Capacity.objects.on(AFTER).filter(person=person)] == [
        ("county-2", AFTER)
    ]


def test_chosen_appointments_are_given_anew(units, second, appointed):
    person = appointed("county", "leader")
    chosen = [person.appointments.get().pk]
    org.merge([units["county"]], second, since=DAY, by=SYSTEM, carry=chosen)
    assert [(row.unit.code, row.office) for row in Appointment.objects.on(DAY).filter(person=person)] == [
        ("county-2", "leader")
    ]


def test_who_cannot_appoint_carries_nobody_over(units, second, appointed):
    chosen = [appointed("county", "leader").appointments.get().pk]
    system = appointed("department", "system_administrator")
    with pytest.raises(Refused, match="rights that you lack"):
        org.merge([units["county"]], second, since=DAY, by=system, carry=chosen)
    assert not Succession.objects.exists()


@pytest.mark.parametrize(
    ("units_", "into", "word"),
    [
        (["county"], "county", "into itself"),
        ([], "county", "into itself"),
        (["office"], "county", "different kinds"),
        (["department"], "county", "answers to nobody"),
        (["league"], "county", "different kinds"),
    ],
)
def test_what_cannot_be_merged(units, units_, into, word):
    with pytest.raises(Refused, match=word):
        org.merge([units[code] for code in units_], units[into], since=DAY, by=SYSTEM)


def test_who_holds_a_seat_holds_the_merger_up(units, leader):
    with pytest.raises(Refused, match="Leader on duty"):
        org.merge([units["prison"]], units["prison-2"], since=DAY, by=SYSTEM)


def test_what_a_closed_unit_owed_is_void(units, drill):
    from fengsui.ground.obligations.actions import replan

    replan()
    owed = Obligation.objects.filter(
        unit=units["prison"], void_at__isnull=True, due_at__range=(at("00:00", AFTER), at("23:59", AFTER))
    )
    assert owed.exists()
    org.close(units["prison"], day=AFTER, by=SYSTEM)
    assert list(owed.values_list("kind", "period")) == []
    assert Obligation.objects.filter(unit=units["prison"], void_at__isnull=True).exists()  # today is still owed


def test_wards_are_closed_with_their_prison(units):
    org.close(units["prison"], day=DAY, by=SYSTEM)
    assert not Unit.objects.existing().filter(code__in=["prison", "ward-1", "ward-2"]).exists()
    assert not Tie.objects.on().filter(unit__code="ward-1").exists()


def test_a_closed_unit_keeps_its_past(units):
    org.close(units["office"], day=DAY, by=SYSTEM)
    assert units["office"].refresh_from_db() is None
    assert units["office"].is_closed(DAY)
    assert "office" in {unit.code for unit in Unit.objects.existing(FOUNDED)}


@pytest.mark.parametrize(
    ("code", "day", "word"),
    [("county", DAY, "stands below it"), ("office", FOUNDED, "today"), ("department", DAY, "nobody")],
)
def test_what_cannot_be_closed(units, code, day, word):
    with pytest.raises(Refused, match=word):
        org.close(units[code], day=day, by=SYSTEM)


def test_closed_twice_is_closed_once(units):
    org.close(units["office"], day=DAY, by=SYSTEM)
    with pytest.raises(Refused, match="is closed from"):
        org.close(units["office"], day=AFTER, by=SYSTEM)


def test_what_began_today_is_not_closed_today(units):
    org.arrange([UnitRow("new", "office", "新司法所", superiors={"territory": "county"})], since=DAY, by=SYSTEM)
    with pytest.raises(Refused, match="after the day it began"):
        org.close(Unit.objects.get(code="new"), day=DAY, by=SYSTEM)


def test_what_is_planned_below_holds_it_up(units, second):
    org.move(units["office"], "territory", second, since=AFTER, by=SYSTEM)
    for act in (lambda: org.close(second, day=DAY, by=SYSTEM), lambda: org.close(units["office"], day=DAY, by=SYSTEM)):
        with pytest.raises(Refused, match="planned"):
            act()


def test_a_second_new_name_keeps_the_first_ones(units, drill):
    org.rename(units["office"], "第二个名字", since=DAY, by=SYSTEM)
    org.rename(units["office"], "第三个名字", since=DAY + timedelta(days=1), by=SYSTEM)
    names = units["office"].namings.order_by("since").values_list("name", flat=True)
    assert list(names) == ["测试司法所", "第二个名字", "第三个名字"]
