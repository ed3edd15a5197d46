"""Whom gates know: entered by the thousand, named when they are there already, corrected, taken off, put back."""

import pytest

from fengsui.frontline.gates import roll
from fengsui.frontline.gates.actions import regulars as actions
from fengsui.frontline.gates.measures import IDENTITY
from fengsui.frontline.gates.models import Regular
from fengsui.frontline.gates.queries import regulars as queries
from fengsui.frontline.gates.roll import Entry
from fengsui.ground.journal.models import Entry as Journal
from fengsui.ground.measures import actions as measures
from fengsui.house import Refused

BAT = Entry("巴特尔", "1号楼", "101", "1234", "蒙D12345")
WANG = Entry("王某", "1号楼", "101")


@pytest.fixture
def county(units):
    return units["county"]


@pytest.fixture
def known(county, runner):
    actions.add(county, {1: BAT, 2: WANG}, by=runner)
    return {said["name"]: row for row in Regular.objects.all() for said in queries.opened([row], ("name",))}


def test_entered_and_masked(county, known):
    rooms, pages = queries.households(county, "1号楼", 1)
    assert [(room.room, [(one.name, one.tail, one.plate) for one in room.people]) for room in rooms] == [
        ("101", [("巴**", "****", "*****45"), ("王*", "", "")])
    ]
    assert pages == 1
    assert "巴特尔" not in str(Journal.objects.values_list("data", flat=True))


def test_twice_is_once_and_named(county, known, runner):
    again = {3: BAT, 4: Entry("新人", "2号楼", "1"), 5: Entry("新 人", "2号楼", "1"), 6: Entry("王某", "1号楼", "102")}
    added = actions.add(county, again, by=runner)
    assert (added.made, added.twice) == (2, [3, 5])
    assert actions.add(county, again, by=runner) == actions.Added(0, added.version, [3, 4, 5, 6])


def test_identity_numbers_only_where_the_measure_asks(county, runner, bao):
    entry = Entry("某", number="15042319800101001X")
    with pytest.raises(Refused) as refused:
        actions.add(county, {1: entry}, by=runner)
    assert refused.value.code == "gates.number"
    measures.put(IDENTITY, True, basis="x", by=bao)
    assert actions.add(county, {1: entry}, by=runner).made == 1
    assert queries.search(county, "某")[0].number == "****************1X"


def test_refused_without_a_name(county, runner):
    with pytest.raises(Refused) as refused:
        actions.add(county, {1: Entry("")}, by=runner)
    assert refused.value.field == "name"


def test_corrected(known, runner, county):
    row = actions.change(known["王某"], Entry("王某", "2号楼", "202", "9"), by=runner)
    assert (row.building, row.room) == ("2号楼", "202")
    actions.change(row, Entry("王某", "2号楼", "202", "9"), by=runner)
    assert Journal.objects.filter(kind="gates.regular_changed").count() == 1
    with pytest.raises(Refused) as refused:
        actions.change(row, Entry("巴特尔", "1号楼", "101"), by=runner)
    assert refused.value.code == "gates.regular_twice"


def test_a_number_that_is_no_longer_asked_for_stays_sealed(county, runner, bao):
    measures.put(IDENTITY, True, basis="x", by=bao)
    actions.add(county, {1: Entry("某", number="X1")}, by=runner)
    row = Regular.objects.get()
    actions.change(row, Entry("某", room="1", number="X1"), by=runner)
    measures.put(IDENTITY, False, basis="x", by=bao)
    actions.change(row, Entry("某", room="2"), by=runner)
    row.refresh_from_db()
    assert queries.shown([row], masked=False)[0].number == "X1"


def test_taken_off_and_put_back(known, runner, county):
    ids = [known["王某"].pk]
    assert (actions.leave(county, ids, by=runner), actions.leave(county, ids, by=runner)) == (1, 0)
    assert [one.name for one in queries.search(county, "1号楼101")] == ["巴**"]
    assert (actions.put_back(county, ids, by=runner), actions.put_back(county, ids, by=runner)) == (1, 0)
    assert len(queries.search(county, "1号楼")) == 2


def test_a_paste_is_taken_back(known, runner, county):
    added = actions.add(county, {1: Entry("新人")}, by=runner)
    assert actions.take_back(county, added.version, by=runner) == 1
    assert queries.standing(county).count() == 2


def test_what_a_phone_lacks(known, runner, county):
    whole = queries.since(county, 0)
    assert [row["name"] for row in whole["rows"]] == ["巴特尔", "王某"]
    assert queries.since(county, whole["version"]) == {"version": whole["version"], "rows": [], "gone": []}
    actions.leave(county, [known["王某"].pk], by=runner)
    actions.add(county, {1: Entry("新人")}, by=runner)
    lacks = queries.since(county, whole["version"])
    assert ([row["name"] for row in lacks["rows"]], lacks["gone"]) == (["新人"], [str(known["王某"].pk)])
    assert queries.since(county, 0)["gone"] == []


def test_found_and_meant(known, county, units):
    for text in ("巴特", "1234", "蒙d12345", "1号楼 101"):
        assert queries.search(county, text)[0].name == "巴**"
    assert queries.search(county, " ") == queries.search(units["prison"], "巴特尔") == []
    assert queries.meant(county, [("1号楼", "巴特尔"), ("2号楼", "王某")]) == {("1号楼", "巴特尔"): known["巴特尔"].pk}


def test_buildings_in_the_order_of_people(known, runner, county, gate):
    actions.add(county, {1: Entry("甲", "10号楼", "1"), 2: Entry("乙", "2号楼"), 3: Entry("丙")}, by=runner)
    assert [(one.name, one.people, one.rooms) for one in queries.buildings(county)] == [
        ("", 1, 0), ("1号楼", 2, 1), ("2号楼", 1, 0), ("10号楼", 1, 1)
    ]  # fmt: skip
    assert queries.offered(county) == ["1", "1号楼", "2", "2号楼", "10号楼"]


def test_a_room_is_no_name(county):
    read = roll.read("甲\t1号楼\t101\n1号楼\t101\t甲".encode(), numbers=False)
    assert [(line, "order of the columns" in said) for line, said in read.wrong.items()] == [(1, True)]
    with pytest.raises(Refused) as refused:
        actions.check(county, Entry("101", "甲"))
    assert refused.value.field == "name"


def test_seen_in_full_for_a_reason(known, runner, officer):
    assert actions.unmask(known["王某"], reason="核对", by=runner).name == "王某"
    assert Journal.objects.get(kind="gates.unmasked").data == {"person": str(known["王某"].pk), "reason": "核对"}
    for person, reason, code in ((runner, " ", "gates.why"), (officer, "x", "org.no_right")):
        with pytest.raises(Refused) as refused:
            actions.unmask(known["王某"], reason=reason, by=person)
        assert refused.value.code == code


def test_a_paste_is_read():
    said = "姓名\t楼号\t房号\t手机尾号\n巴特尔\t1号楼\t101\t13800001234\n\t1号楼\t102\t\n" + "长" * 41 + "\t\t\t\n"
    read = roll.read(said.encode(), numbers=False)
    assert read.entries == {2: Entry("巴特尔", "1号楼", "101", "1234")}
    assert set(read.wrong) == {3, 4}
    assert roll.written([read.rows[3]]) == "\t1号楼\t102\t"


def test_a_paste_without_heads_with_and_without_numbers():
    said = "1号楼,101,巴特尔,1234,蒙d12345,15042319800101001x".encode()
    entry = Entry("巴特尔", "1号楼", "101", "1234", "蒙D12345")
    assert roll.read(said, numbers=False).entries == {1: entry}
    assert roll.read(said, numbers=True).entries[1].number == "15042319800101001X"


def test_too_many_at_once(monkeypatch):
    monkeypatch.setattr(roll, "MOST", 1)
    with pytest.raises(Refused) as refused:
        roll.read(b"1,1,a\n1,1,b", numbers=False)
    assert refused.value.field == "rows"
