"""Undone as one act; and not at all if something stands in the way."""

import pytest

from fengsui.cast import DAY, FOUNDED
from fengsui.ground.exchange import actions as exchange
from fengsui.ground.exchange.models import Stage, Step
from fengsui.ground.exchange.tests import province
from fengsui.ground.exchange.tests.conftest import ID_A
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Appointment, Capacity, Person, Seat, Shift, Station, Unit
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.vault.models import Key
from fengsui.house import Refused

TABLES = (Unit, Person, Capacity, Appointment, Seat, Shift, Station, Key)


def counts():
    return {table.__name__: table.objects.count() for table in TABLES}


@pytest.fixture
def taken(units, second_province):
    batch = exchange.bring(second_province, "x.xlsx", unit=units["department"], by=SYSTEM, day=FOUNDED)
    exchange.match(batch, by=SYSTEM)
    exchange.take(batch, by=SYSTEM)
    return batch


def test_everything_that_came_goes_and_persons_are_destroyed(units, second_province):
    before = counts()
    batch = exchange.bring(second_province, "x.xlsx", unit=units["department"], by=SYSTEM, day=FOUNDED)
    exchange.take(exchange.match(batch, by=SYSTEM), by=SYSTEM)
    assert counts() != before
    exchange.undo(batch, by=SYSTEM)
    assert counts() == before | {"Key": before["Key"] + 1}  # the batch's own, until its time is over


def test_what_the_house_made_by_itself_goes_with_a_unit(taken):
    from fengsui.ground.obligations.actions import replan

    replan()
    exchange.undo(taken, by=SYSTEM)
    assert not Unit.objects.filter(code__startswith="p2-").exists()


def test_a_signed_report_stands_in_the_way(taken):
    from fengsui.command.reports.models import Report

    Report.objects.create(unit=Unit.objects.get(code="p2-p1"), day=DAY)
    with pytest.raises(Refused, match=r"stand in the way: Evening reports \(1\)") as refused:
        exchange.undo(taken, by=SYSTEM)
    assert refused.value.code == "org.in_use"
    assert Unit.objects.filter(code="p2-p1").exists()


def test_a_unit_below_stands_in_the_way(taken):
    org.arrange([org.UnitRow("late", "ward", "x", superiors={"territory": "p2-p1"})], since=FOUNDED, by=SYSTEM)
    with pytest.raises(Refused, match="units below"):
        exchange.undo(taken, by=SYSTEM)


def test_who_acted_is_not_undone(taken):
    person = Appointment.objects.filter(unit__code="p2-p1", office="leader").get().person
    org.note_denied(person, "/x")
    with pytest.raises(Refused, match="has acted"):
        exchange.undo(taken, by=SYSTEM)


def test_a_log_in_stands_in_the_way(taken):
    org.open_account(Person.objects.order_by("-pk").first(), "somebody", "correct-horse-1", by=SYSTEM)
    with pytest.raises(Refused, match=r"log-ins \(1\)"):
        exchange.undo(taken, by=SYSTEM)


def test_it_is_undone_once(taken):
    exchange.undo(taken, by=SYSTEM)
    with pytest.raises(Refused, match="undone already"):
        exchange.undo(taken, by=SYSTEM)
    assert Step.objects.filter(batch=taken, stage=Stage.UNDONE).count() == 1


def test_what_was_not_taken_is_not_undone(units, second_province):
    batch = exchange.bring(second_province, "x.xlsx", unit=units["department"], by=SYSTEM)
    with pytest.raises(Refused, match="not taken"):
        exchange.undo(batch, by=SYSTEM)


HEADS = ["姓名", "身份证号", "手机号", "单位编码", "人员类别", "结束日期"]


@pytest.fixture
def corrected(units, bring):
    """A person who is here gets a phone, another unit, and leaves the first."""
    [person] = org.register_many([org.PersonRow("王某", units["prison"], number=ID_A, valid_from=FOUNDED)], by=SYSTEM)
    rows = [
        HEADS,
        ["王某", ID_A, "13800000001", "prison", "", "2020-06-01"],
        ["王某", ID_A, "13800000001", "centre", "", ""],
    ]
    batch = bring(SYSTEM, units["department"], persons=rows)
    exchange.take(batch, by=SYSTEM)
    return person, batch


def held(person):
    return sorted((one.unit.code, str(one.valid_to)) for one in Capacity.objects.filter(person=person))


def test_what_was_changed_is_as_before(corrected):
    person, batch = corrected
    assert held(person) == [("centre", "None"), ("prison", "2020-06-01")]
    exchange.undo(batch, by=SYSTEM)
    assert held(person) == [("prison", "None")]
    from fengsui.ground.org.queries import known_by

    assert known_by(org.PHONE_KIND, ["13800000001"]) == {}
    assert known_by(org.NUMBER_KIND, [ID_A]) == {ID_A: [person.pk]}


def test_what_was_changed_again_is_not_put_back(corrected):
    person, batch = corrected
    org.correct_many([(person.pk, {"phone": "13900000000"})], by=SYSTEM)
    with pytest.raises(Refused, match="changed again"):
        exchange.undo(batch, by=SYSTEM)


def test_a_day_that_was_set_again_is_not_put_back(corrected):
    person, batch = corrected
    org.date_capacities(
        [(Capacity.objects.select_related("unit").get(person=person, unit__code="prison"), None)], by=SYSTEM
    )
    with pytest.raises(Refused, match="changed again"):
        exchange.undo(batch, by=SYSTEM)


def test_a_station_that_was_set_again_is_not_put_back(units, bring):
    org.set_up_many([Station(unit=units["prison"], name="门")], by=SYSTEM)
    batch = bring(SYSTEM, units["department"], stations=[["单位编码", "名称", "人数"], ["prison", "门", "2"]])
    exchange.take(batch, by=SYSTEM)
    org.man_many([(Station.objects.select_related("unit").get(), 3)], by=SYSTEM)
    with pytest.raises(Refused, match="changed again"):
        exchange.undo(batch, by=SYSTEM)


def test_after_its_time_it_cannot_be_undone(taken):
    from fengsui.ground.vault import actions as vault

    vault.destroy([taken.pk])
    with pytest.raises(Refused, match="not kept any more"):
        exchange.undo(taken, by=SYSTEM)


def test_not_everybody_undoes(taken, zhao):
    with pytest.raises(Refused, match="You cannot"):
        exchange.undo(taken, by=zhao)


def test_the_fixture_is_a_small_organisation():
    assert len(province.units()) == 40
