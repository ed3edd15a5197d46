"""A gate is made at a unit, changed, closed, and stands again."""

from datetime import date, timedelta

import pytest

from fengsui.cast import DAY, at, at_once
from fengsui.frontline.gates.actions import gates as actions
from fengsui.frontline.gates.actions.gates import Looks
from fengsui.frontline.gates.models import Gate
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused

ESTATE = Looks("community", " 林西小区 ", ("1号楼", "", "2号楼", "1号楼 "))


def test_made_at_a_new_station(units, runner):
    gate = actions.found(units["county"], " 西门 ", ESTATE, by=runner)
    assert (gate.station.name, gate.station.unit, gate.since) == ("西门", units["county"], DAY)
    assert (gate.place, gate.buildings) == ("林西小区", ["1号楼", "2号楼"])
    assert Entry.objects.get(kind="gates.founded").data == {"gate": "西门", "form": "community"}


def test_made_at_a_post_of_the_roster_and_once(units, runner, gate):
    post = units["county"].stations.create(name="北门")
    first = actions.found(units["county"], "北门", ESTATE, by=runner, since=date(2020, 2, 1))
    assert first.station == post
    assert actions.found(units["county"], "北门", Looks(), by=runner) == first
    assert Gate.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one(units, runner):
    made = at_once(*[lambda: actions.found(units["county"], "西门", ESTATE, by=runner)] * 2)
    assert made[0] == made[1]
    assert units["county"].stations.count() == 1


@pytest.mark.parametrize(
    ("looks", "field"),
    [
        (Looks("door"), "kind"),
        (Looks(place="x" * 121), "place"),
        (Looks(buildings=("x" * 41,)), "buildings"),
        (Looks(buildings=tuple(str(n) for n in range(401))), "buildings"),
    ],
)
def test_refused(units, runner, looks, field):
    with pytest.raises(Refused) as refused:
        actions.found(units["county"], "西门", looks, by=runner)
    assert refused.value.field == field


def test_only_who_runs_the_gates_of_the_unit(units, bureau, officer):
    for person in (bureau, officer):
        with pytest.raises(Refused, match=r".") as refused:
            actions.found(units["county"], "西门", ESTATE, by=person)
        assert refused.value.code == "org.no_right"


def test_changed_and_a_second_click(gate, runner, units):
    looks = Looks("office", "大院", ("3",), units["institute"])
    assert actions.change(gate, looks, by=runner).partner == units["institute"]
    actions.change(gate, looks, by=runner)
    assert Entry.objects.filter(kind="gates.changed").count() == 1


def test_closed_from_tomorrow_and_its_phones_until_midnight(gate, runner, keeper_device, drill):
    keeper_device.until = at("20:00", DAY + timedelta(days=1))
    keeper_device.save()
    closed = actions.close(gate, by=runner)
    actions.close(gate, by=runner)
    keeper_device.refresh_from_db()
    assert closed.until == DAY + timedelta(days=1)
    assert keeper_device.until == clock.midnight(closed.until)
    assert list(Gate.objects.on()) == [gate]
    drill(at("08:00", closed.until))
    assert not Gate.objects.on().exists()


def test_opened_again(gate, runner):
    actions.close(gate, by=runner)
    with pytest.raises(Refused) as refused:
        actions.found(gate.unit, gate.station.name, ESTATE, by=runner)
    assert refused.value.code == "gates.was_closed"
    assert actions.reopen(gate, by=runner).until is None
    actions.reopen(gate, by=runner)
    assert Entry.objects.filter(kind="gates.gate_reopened").count() == 1
