"""Two ledgers about one transfer: what only one of them knows is found, at the facility that sent."""

from datetime import timedelta

import pytest
from django.utils import translation

from fengsui.cast import DAY, at
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.tests.conftest import BEFORE
from fengsui.ground.checks.queries import failures
from fengsui.ground.org.scope import SYSTEM

NEXT = DAY + timedelta(days=1)


@pytest.fixture
def found():
    def look(day=DAY, known=None):
        rows = [one for one in failures(day, known) if one.check in {"custody.transfers", "custody.arrivals"}]
        return [(one.check.removeprefix("custody."), one.text) for one in rows]

    return look


@pytest.fixture
def out(move, units):
    """`out("10:00")`: the person 1001 leaves the prison for the second one."""
    return lambda hour="10:00", **more: move("transfer_out", hour, counterpart=units["prison-2"], **more)


@pytest.fixture
def into(units, prison):
    """`into("14:00")`: the person 1001 arrives in the second prison, from the first."""

    def arrive(hour="14:00", day=DAY, **more):
        options = {"number": "1001", "name": "王某某", "counterpart": prison, "by": SYSTEM, "at": at(hour, day), **more}
        return custody.move(units["prison-2"], "transfer_in", section=units["ward-3"], **options)

    return arrive


LEFT = "Test prison to Test prison-2 on 2020-02-03: 1 left, 0 arrived."
CAME = "Test prison to Test prison-2 on 2020-02-03: 1 arrived, of whom only 0 had left."


def test_who_left_and_arrived_is_no_finding(out, into, found, drill):
    out()
    into()
    assert found() == []
    drill(at("12:00", NEXT))
    assert found(NEXT) == []


def test_who_is_on_the_road_is_none_either(out, found, drill):
    drill(at("15:59"))
    out()
    assert found() == []


def test_after_six_hours_it_is_a_warning_and_after_a_day_an_alarm(out, found, drill):
    out("10:00")
    assert found() == [("transfers", LEFT)]
    drill(at("09:59", NEXT))
    assert found(NEXT) == [("transfers", LEFT)]
    drill(at("10:00", NEXT))
    assert found(NEXT) == found(DAY) == [("arrivals", LEFT)]
    assert found(NEXT + timedelta(days=1)) == []


def test_it_stands_at_the_sender_with_both_names_and_its_ledger(out, prison):
    out()
    [one] = [one for one in failures(DAY) if one.check == "custody.transfers"]
    assert (one.unit_id, one.amount, one.url) == (prison.pk, 1, "/custody/prison/movements/")
    with translation.override("zh-hans"):
        assert "测试监狱" in one.text
        assert "测试第二监狱" in one.text


def test_who_arrived_without_having_left_is_a_warning_at_once(into, found, prison):
    into("18:20")
    assert found() == [("transfers", CAME)]
    [one] = [one for one in failures(DAY) if one.check == "custody.transfers"]
    assert (one.unit_id, one.amount, one.url) == (prison.pk, -1, "/custody/prison-2/movements/")


def test_different_numbers_match_by_how_many_they_are(out, into, found):
    out()
    into(number="77", name="李某")
    assert found() == []
    into(number="78", name="周某")
    assert [check for check, _text in found()] == ["transfers"]
    assert found()[0][1].endswith("2 arrived, of whom only 1 had left.")


def test_of_two_who_left_one_arrived(out, into, found):
    out()
    out("10:30", number="1002", name="李某")
    into()
    assert found() == [("transfers", LEFT.replace("1 left, 0", "2 left, 1"))]


def test_who_arrives_the_day_after_has_arrived(out, into, found, drill):
    out("18:00")
    drill(at("12:00", NEXT))
    into("09:00", NEXT, number="77", name="李某")
    assert found(DAY) == found(NEXT) == []


def test_other_numbers_two_days_later_are_others(out, into, found, drill):
    out("09:00")
    drill(at("09:00", DAY + timedelta(days=2)))
    into("08:00", DAY + timedelta(days=2), number="77", name="李某")
    assert [check for check, _text in found()] == ["arrivals"]
    assert [check for check, _text in found(DAY + timedelta(days=2))] == ["transfers"]


def test_the_same_person_matches_however_late(out, into, found, drill):
    out("09:00")
    drill(at("09:00", DAY + timedelta(days=2)))
    into("08:00", DAY + timedelta(days=2))
    assert found(DAY + timedelta(days=2)) == []


def test_one_side_may_name_the_other_in_words_only(out, into, found):
    out()
    into(counterpart=None, place="测试监狱")
    assert found() == []


def test_a_third_facility_is_no_match(out, into, found, units):
    out()
    into(counterpart=units["centre"])
    assert [check for check, _text in found()] == ["transfers", "transfers"]


def test_a_transfer_beyond_the_administration_has_one_ledger_only(move, found):
    move("transfer_out", place="外省")
    assert found() == []


def test_before_it_was_known_it_was_no_finding(out, found, drill):
    out("09:00")
    drill(at("19:00"))
    assert found(known=at("14:59")) == []
    assert found(known=at("18:35")) == [("transfers", LEFT)]


def test_the_page_of_a_facility_says_its_own(out, prison, units):
    from fengsui.frontline.custody.checks import failures as here

    out("09:00", at=at("09:00", BEFORE))
    assert [one.check for one in here(DAY, prison)].count("custody.arrivals") == 1
    assert [one.check for one in here(DAY, units["prison-2"])].count("custody.arrivals") == 0


def test_it_is_one_query(out, into, django_assert_num_queries):
    from fengsui.frontline.custody.queries.transfers import transfers

    out()
    into()
    with django_assert_num_queries(1):
        [pair] = transfers(DAY, DAY)
    assert (pair.both, pair.left, pair.came) == (1, [], [])
