"""Appointments, seats and stations out of a file."""

import pytest

from fengsui.cast import FOUNDED
from fengsui.ground.exchange import actions as exchange
from fengsui.ground.exchange.tests.conftest import ID_A, ID_B
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Appointment, Seat, Shift
from fengsui.ground.org.scope import SYSTEM

WHO = ["姓名", "身份证号", "手机号", "单位编码"]
PERSONS = [[*WHO], ["王某", ID_A, "13800000001", "prison"], ["李某", "", "", "prison"]]
SEAT = ["单位编码", "岗位", "姓名", "身份证号", "在岗开始", "在岗结束"]


def said(line):
    return " ".join(problem.sentence for problem in line.problems)


@pytest.fixture
def matched(units, bring, rows):
    def give(sheet, *listed, by=SYSTEM, unit="department", **more):
        give.batch = bring(by, units[unit], **more, **{sheet: list(listed)})
        return rows(give.batch, sheet)

    return give


def appointed(*who, office="单位负责人", since="", until=""):
    return [*WHO, "职务", "起始日期", "截止日期"], [*who, office, since, until]


@pytest.mark.parametrize(
    "who", [("王某", ID_A, "", "prison"), ("王某", "", "13800000001", "prison"), ("李某", "", "", "prison")]
)
def test_a_person_of_the_same_file_is_appointed(matched, who):
    assert matched("appointments", *appointed(*who), persons=PERSONS)[2].outcome == "new"
    exchange.take(matched.batch, by=SYSTEM)
    assert Appointment.objects.filter(unit__code="prison", office="leader").exists()


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        (("张某", "", "", "prison"), "neither here nor in the sheet"),
        (("张某", ID_A, "", "prison"), "neither here nor in the sheet"),
        (("王某", ID_A, "", "nowhere"), "nowhere is not there"),
    ],
)
def test_who_is_not_known_is_not_appointed(matched, who, sentence):
    assert sentence in said(matched("appointments", *appointed(*who))[2])


def test_a_rejected_person_is_not_appointed(matched):
    persons = [WHO, ["王某", "123", "", "prison"]]
    assert "was rejected" in said(matched("appointments", *appointed("王某", "", "", "prison"), persons=persons)[2])


@pytest.fixture
def wang(units):
    return org.register_many([org.PersonRow("王某", units["prison"], number=ID_A, phone="13800000001")], by=SYSTEM)[0]


@pytest.mark.parametrize(
    "who", [("王某", ID_A, "", "prison"), ("王某", "", "13800000001", "prison"), ("王某", "", "", "prison")]
)
def test_who_is_here_is_appointed(wang, matched, who):
    assert matched("appointments", *appointed(*who))[2].how == str(wang.pk)


def test_a_number_of_another_name_is_a_slip(wang, matched):
    assert "another name" in said(matched("appointments", *appointed("李某", ID_A, "", "prison"))[2])


def test_namesakes_need_a_number(wang, units, matched):
    org.register_many([org.PersonRow("王某", units["prison"], number=ID_B)], by=SYSTEM)
    assert "Several persons" in said(matched("appointments", *appointed("王某", "", "", "prison"))[2])


def test_the_same_appointment_is_the_same_and_may_end(wang, units, matched):
    org.appoint(wang, units["prison"], "officer", by=SYSTEM, since=FOUNDED)
    who = ("王某", ID_A, "", "prison")
    assert matched("appointments", *appointed(*who, office="值班民警"))[2].outcome == "same"
    line = matched("appointments", *appointed(*who, office="officer", until="2020-06-01"))[2]
    assert line.changes == {"until": ["", "2020-06-01"]}
    assert "holds since" in said(matched("appointments", *appointed(*who, office="officer", since="2019-01-01"))[2])


def test_it_ends_after_it_begins(wang, matched):
    line = matched("appointments", *appointed("王某", ID_A, "", "prison", since="2020-02-01", until="2020-02-01"))[2]
    assert "after the first" in said(line)


def test_nobody_gives_a_right_that_they_lack(wang, leader, matched):
    line = matched("appointments", *appointed("王某", ID_A, "", "prison", office="指挥长"), by=leader, unit="prison")[2]
    assert "rights that you lack" in said(line)
    assert matched("appointments", *appointed("王某", ID_A, "", "prison", office="officer"), by=leader, unit="prison")[
        2
    ].is_good


def test_nobody_is_appointed_elsewhere(wang, leader, matched):
    line = matched("appointments", *appointed("王某", ID_A, "", "league"), by=leader, unit="prison")[2]
    assert "not among those where you may" in said(line)


def test_twice_the_same_is_rejected(wang, matched):
    heads, row = appointed("王某", ID_A, "", "prison")
    assert "says the same" in said(matched("appointments", heads, row, row)[3])


def test_a_seat_without_a_holder_is_set_up_once(units, matched):
    assert matched("seats", SEAT, ["prison", "带班领导", "", "", "", ""])[2].outcome == "new"
    exchange.take(matched.batch, by=SYSTEM)
    assert matched("seats", SEAT, ["prison", "带班领导", "", "", "", ""])[2].outcome == "same"
    assert Seat.objects.get().kind == "leader_on_duty"


def held(name="王某", number=ID_A, since="2020-02-03 08:00", until="2020-02-04 08:00"):
    return ["prison", "带班领导", name, number, since, until]


def test_a_holder_comes_with_the_seat_and_is_the_same_afterwards(wang, matched):
    assert matched("seats", SEAT, held())[2].outcome == "new"
    exchange.take(matched.batch, by=SYSTEM)
    assert Shift.objects.get().person_id == wang.pk
    assert matched("seats", SEAT, held())[2].outcome == "same"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (held(until=""), "this is missing"),
        (held(until="2020-02-03 07:00"), "until after it begins"),
        (held("张某", ""), "neither here"),
        (["nowhere", "带班领导", "", "", "", ""], "nowhere is not there"),
    ],
)
def test_what_a_seat_needs(wang, matched, row, sentence):
    assert sentence in said(matched("seats", SEAT, row)[2])


def test_one_holder_at_a_time(wang, units, matched):
    org.register_many([org.PersonRow("李某", units["prison"], number=ID_B)], by=SYSTEM)
    found = matched("seats", SEAT, held(), held("李某", ID_B, since="2020-02-03 20:00", until="2020-02-04 20:00"))
    assert "Somebody else holds this seat" in said(found[3])


@pytest.mark.parametrize(
    ("listed", "sentence"), [([["x", "门", "1"]], "x is not there"), ([["prison", "门", ""]] * 2, "says the same")]
)
def test_a_station_stands_once_at_a_unit(units, matched, listed, sentence):
    assert sentence in " ".join(
        said(line) for line in matched("stations", ["单位编码", "名称", "人数"], *listed).values()
    )
