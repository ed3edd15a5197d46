"""Found by Chinese, pinyin, initials, number; only in reach; never once destroyed."""

import pytest

from fengsui.cast import FOUNDED, at
from fengsui.ground.org import actions as org
from fengsui.ground.org import find, index, pinyin, search
from fengsui.ground.org.actions import PersonRow, UnitRow
from fengsui.ground.org.models import Account, Person
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.retention.actions import destroy
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault.models import Trace


@pytest.fixture
def places(units):
    rows = [
        UnitRow("bureau-152500", "league_bureau", "锡林郭勒盟司法局", name_en="Xilingol League Bureau of Justice",
                short="锡林郭勒盟", division="152500", superiors={"territory": "department"}),
        UnitRow("bureau-150425", "county_bureau", "克什克腾旗司法局", superiors={"territory": "league"}),
    ]  # fmt: skip
    org.arrange(rows, since=FOUNDED, by=SYSTEM)


@pytest.fixture
def people(units):
    rows = [
        PersonRow("王小明", units["prison"], phone="13900001234", number="1501-0077"),
        PersonRow("乌兰图雅", units["prison-2"]),
        PersonRow("单文", units["county"]),
    ]
    return org.register_many(rows, by=SYSTEM)


def titles(hits):
    return [hit.title for hit in hits]


@pytest.mark.parametrize(
    "text",
    [
        "锡林",
        "锡林郭勒盟司法局",
        "郭勒",
        "xlgl",
        "xilinguole",
        "XILIN",
        "xilin 司法局",
        "锡林sfj",
        "152500",
        "Xilingol",
        "ｘｌｇｌ",
    ],
)
def test_a_unit_is_found(places, bao, text):
    assert "Xilingol League Bureau of Justice" in titles(search.units(bao, text, 5))


@pytest.mark.parametrize("text", ["keshiketeng", "kskt", "克什克腾"])
def test_traps_of_reading_are_read_right(places, bao, text):
    assert titles(search.units(bao, text, 5)) == ["克什克腾旗司法局"]


@pytest.mark.parametrize("text", ["呼伦贝尔", "%", "_", " ", "'"])
def test_what_is_not_there_is_not_found(places, bao, text):
    assert search.units(bao, text, 5) == []


def test_the_best_comes_first(places, bao):
    assert titles(search.units(bao, "prison", 3))[0] == "Test prison"


def test_only_what_is_in_reach_is_found(places, people, officer, zhao):
    assert titles(search.units(officer, "测试", 9)) == ["Test prison"]
    assert search.units(zhao, "测试", 9) == []
    assert search.persons(officer, "王小明", 9) == []


@pytest.mark.parametrize(
    "text",
    [
        "王小明",
        "小明",
        "王小",
        "wangxiaoming",
        "wangx",
        "xiaoming",
        "xiaom",
        "wxm",
        "xm",
        "wangxm",
        "1234",
        "13900001234",
        "15010077",
        "小ming",
        "王xm",
    ],
)
def test_a_person_is_found_and_masked(people, leader, text):
    (hit,) = search.persons(leader, text, 5)
    assert (hit.title, hit.url, hit.note) == ("王**", f"/persons/{people[0].pk}/", "Test prison · Staff")


@pytest.mark.parametrize("text", ["王", "王大明", "w", "wangwu", "9999", "123", "小明王", "ul", "乌兰"])
def test_who_is_not_meant_is_not_found(people, leader, text):
    assert search.persons(leader, text, 5) == []


@pytest.mark.parametrize("text", ["wulan", "wlty", "兰图", "tuya", "shanwen"])
def test_other_persons_are_found_from_above(people, bao, text):
    assert len(search.persons(bao, text, 5)) == 1


def test_an_office_says_more_than_a_capacity(leader, officer):
    assert [hit.note for hit in search.persons(leader, "民警甲", 5)] == ["Test prison · Duty officer"]


def test_a_destroyed_person_is_not_found(people, leader, security):
    from fengsui.ground.org.retention import PERSONS

    destroy(PERSONS, [people[0].pk], reason="test", by=security)
    assert search.persons(leader, "王小明", 5) == []
    assert not Trace.objects.filter(pk=people[0].pk).exists()


def test_who_was_corrected_is_found_by_the_new_name_only(people, leader):
    org.correct(people[0], name="汪晓鸣", phone="", number="77", by=leader)
    assert search.persons(leader, "王小明", 5) == []
    assert len(search.persons(leader, "汪晓鸣", 5)) == 1
    assert search.persons(leader, "1234", 5) == []


def test_who_left_is_not_found(people, leader, drill):
    org.end_capacity(people[0].capacities.get(), by=SYSTEM)
    assert search.persons(leader, "王小明", 5) == []


def test_who_was_never_indexed_is_by_the_next_tick(people, leader, drill):
    from fengsui.ground.clock.actions import tick

    Trace.objects.all().delete()
    drill(at("18:31"))
    tick()
    assert len(search.persons(leader, "王小明", 5)) == 1


@pytest.mark.parametrize(
    ("name", "asked"), [("乐嘉", "yuejia"), ("曾可", "zengke"), ("张三", "zhangsan"), ("A某", "am")]
)
def test_names_are_read_as_names(name, asked):
    assert index.fits(asked, name)


def test_what_asks_too_little_asks_nothing():
    assert [index.asked(text) for text in ("王x", "王", "12", "王1")] == [[]] * 4


def test_a_renamed_unit_is_found_by_its_new_name(places, bao, units):
    org.rename(units["county"], "东乌珠穆沁旗司法局", since=at("18:30").date(), by=SYSTEM)
    assert titles(search.units(bao, "dwzmq", 5)) == ["东乌珠穆沁旗司法局"]


def test_runs_part_chinese_from_letters():
    assert find.runs("锡林sfj 3号") == ["锡林", "sfj", "3", "号"]


def test_a_phrase_is_read_by_phrase():
    assert pinyin.phrase("霍林郭勒市") == ("huo", "lin", "guo", "le", "shi")


def test_accounts_are_no_way_in(people, leader):
    Account.objects.create_user("wxm2", "fengsui2020", person=Person.objects.get(pk=people[0].pk))
    assert search.persons(leader, "wxm2", 5) == []


def test_closed_units_come_last(places, bao, units):
    row = UnitRow("office-2", "office", "测试司法所二", superiors={"territory": "county"})
    org.arrange([row], since=FOUNDED, by=SYSTEM)
    org.close(units["office"], day=at("18:30").date(), by=SYSTEM)
    notes = [hit.note for hit in search.units(bao, "测试司法所", 5)]
    assert notes == ["Justice office · office-2", "Justice office · office · closed"]


def test_pens_write_new_traces(people):
    vault.trace({people[0].pk: []})
    assert not Trace.objects.filter(pk=people[0].pk).exists()
