import pytest

from fengsui.cast import DAY
from fengsui.ground.interfaces.testing import program

__all__ = ["program"]


@pytest.fixture
def counted(units, officer):
    from fengsui.frontline.custody import actions as custody
    from fengsui.frontline.custody.actions import Row

    rows = [Row(units["ward-1"], 300, 0, 300, 0), Row(units["ward-2"], 280, 0, 280, 0)]
    custody.count(units["prison"], DAY, "evening", rows, by=officer)


def numbers(answer, code="custody.prisoners"):
    return next(row for row in answer.json()["items"] if row["code"] == code)


def test_the_catalogue_says_every_indicator(program):
    items = program("indicators.read").get("/indicators").json()["items"]
    assert numbers_of(items, "custody.prisoners")["rollup"] == "sum"


def numbers_of(items, code):
    return next(one for one in items if one["code"] == code)


def test_a_unit_s_numbers_day_by_day(program, counted):
    told = program("indicators.read").get("/numbers/prison", first="2020-02-02", last="2020-02-03").json()
    rows = [one for one in told["items"] if one["code"] == "custody.prisoners"]
    assert [(one["day"], one["computed"]) for one in rows] == [("2020-02-02", None), ("2020-02-03", 580)]


def test_missing_is_null_never_zero(program, prison):
    told = program("indicators.read").get("/numbers/prison", first="2020-02-03", last="2020-02-03").json()
    assert told["items"]
    assert {one["computed"] for one in told["items"]} == {None}


@pytest.mark.parametrize("first", ["2019-01-01", "2020-02-04"])
def test_so_many_days_at_once_and_no_more(program, first):
    answer = program("indicators.read").get("/numbers/prison", first=first, last="2020-02-03")
    assert (answer.status_code, answer.json()["code"]) == (422, "indicators.days")


def test_a_roll_up_says_three_figures_and_who_is_missing(program, counted, bao, units):
    from fengsui.ground.org.scope import SYSTEM

    one = program("indicators.read", person=bao, unit=units["department"], by=SYSTEM)
    answer = one.get("/rollup/territory/department/2020-02-03")
    assert numbers(answer) == {"code": "custody.prisoners", "confirmed": None, "unconfirmed": 580, "n": 0, "m": 2}
    assert {"prison", "prison-2"} <= set(answer.json()["missing"])


@pytest.mark.parametrize(
    "path", ["/numbers/prison-2?first=2020-02-03&last=2020-02-03", "/rollup/prison/prisons/2020-02-03", "/rollup/prison/nowhere/2020-02-03"]
)  # fmt: skip
def test_what_is_not_within_reach_is_not_found_and_noted(program, path):
    from fengsui.ground.journal.models import Entry

    answer = program("indicators.read").get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert Entry.objects.filter(kind="org.denied").exists()


def test_a_line_in_which_the_unit_is_not(program):
    assert program("indicators.read").get("/rollup/rehabilitation/prison/2020-02-03").status_code == 404


def test_a_roll_up_as_it_was_known(program, counted):
    one = program("indicators.read")
    path = "/rollup/territory/prison/2020-02-03"
    assert numbers(one.get(path))["unconfirmed"] == 580
    assert numbers(one.get(path, as_known="2020-02-03T12:00"))["unconfirmed"] is None
    assert one.get(path, as_known="2031-01-01T00:00").json()["code"] == "org.not_then"
