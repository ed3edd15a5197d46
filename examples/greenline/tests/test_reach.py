"""A register in one folder reaches report, Today, assessment, menu, timeline and purge without a line elsewhere."""

from datetime import timedelta

import pytest

from examples.greenline import actions
from examples.greenline.models import Call
from examples.greenline.retention import CALLERS
from fengsui.cast import DAY, EVENING, at
from fengsui.command.reports.queries import sheet
from fengsui.ground.checks.queries import failures
from fengsui.ground.indicators.actions import refresh
from fengsui.ground.indicators.rollups import rollup
from fengsui.ground.obligations import queries as obligations
from fengsui.ground.obligations.actions import replan
from fengsui.ground.retention.queries import due
from fengsui.house import Refused


@pytest.fixture
def called(prison, officer, drill):
    drill(at("17:00"))
    return actions.call(prison, "王某", by=officer)


def test_it_reaches_the_evening_report(called, prison):
    line = next(line for line in sheet(prison, DAY).lines if line.indicator.code == "greenline.calls")
    assert line.computed == 1


def test_it_reaches_the_rollup(called, units):
    refresh(DAY)
    figure = rollup(DAY, "territory", units["department"]).figure(0, "greenline.calls")
    assert (figure.unconfirmed, figure.m) == (1, 3)


def test_it_reaches_today_and_vanishes_when_done(prison, officer):
    replan()
    assert "greenline.test" in {row.kind for row in obligations.mine(officer)[0]}
    actions.test_line(prison, works=True, by=officer)
    assert "greenline.test" not in {row.kind for row in obligations.mine(officer)[0]}


def test_it_reaches_the_assessment(prison, officer):
    actions.test_line(prison, works=False, by=officer)
    assert "greenline.works" in {failure.check for failure in failures(DAY)}


def test_it_reaches_the_purge(called, drill):
    assert due(CALLERS, over=False) == set()
    drill(EVENING + timedelta(days=15))
    assert due(CALLERS, over=False) == {called.pk}


def test_it_reaches_the_menu_and_its_page(officer, account, client, units):
    client.force_login(account(officer))
    assert "/greenline/" in client.get("/").text
    page = client.post("/greenline/prison/", {"do": "call", "caller": "<script>alert(1)</script>"}, follow=True)
    assert page.status_code == 200
    assert Call.objects.count() == 1
    client.post("/greenline/prison/", {"do": "broken"})
    assert client.post("/greenline/prison/", {"do": "call", "caller": ""}, follow=True).status_code == 200
    assert Call.objects.count() == 1


def test_the_outsider_finds_nothing(zhao, account, client, units):
    client.force_login(account(zhao))
    assert client.get("/greenline/").status_code == 404
    assert client.get("/greenline/prison/").status_code == 404


def test_nobody_else_keeps_the_line(prison, bao):
    with pytest.raises(Refused):
        actions.call(prison, "王某", by=bao)


def test_a_call_has_a_caller(prison, officer):
    with pytest.raises(Refused, match="name"):
        actions.call(prison, " ", by=officer)


def test_it_says_how_its_number_comes_about_and_what_is_behind_it(called, prison):
    from fengsui.ground.indicators import queries as indicators

    one = indicators.indicators()["greenline.calls"]
    [row] = one.evidence(prison.pk, indicators.asked(DAY, [prison.pk]), one.code)
    assert (row.at, "王某" in row.text, bool(one.how)) == (at("17:00"), False, True)
