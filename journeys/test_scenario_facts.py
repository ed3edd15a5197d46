"""The facts file: the account's own words, held where a room can hold them, and nothing more."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from fengsui.ground.measures import queries as measures
from fengsui.ground.org.models import SeatKind
from journeys import scenario

FACTS = scenario.table("facts.toml")["facts"]
LATER = {
    "supplies", "corrections", "volunteers", "outreach", "forensics", "chronicle", "care",
}  # fmt: skip


@pytest.mark.skipif(not scenario.ACCOUNT.exists(), reason="the account's text is not kept with the project")
@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["id"])
def test_every_quotation_is_exact(fact):
    assert fact["quote"] in scenario.ACCOUNT.read_text(encoding="utf-8")


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["id"])
def test_a_fact_is_held_or_waits(fact):
    codes = {unit["code"] for unit in scenario.units()}
    assert set(fact.get("units", ())) <= codes
    assert set(fact.get("seats", ())) <= set(SeatKind.values)
    assert fact.keys() & {"measures", "room", "not_yet"}
    assert fact.get("not_yet", "care") in LATER


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["id"])
def test_a_date_is_only_one_that_the_sentence_states(fact):
    said = {int(number) for number in re.findall(r"\d+", fact["quote"])}
    at = fact.get("at")
    if isinstance(at, dt.datetime):
        assert {at.day, at.hour} <= said
    elif isinstance(at, dt.date):
        assert {at.month, at.day} <= said
    elif at:
        assert {int(number) for number in at.split("-")} <= said
    else:
        assert not re.search(r"\d+月\d+日", fact["quote"])


def test_what_is_put_in_force_exists():
    wanted = [each for fact in FACTS for each in fact.get("measures", ())] + scenario.table("facts.toml")["settings"]
    for each in wanted:
        parameter = measures.parameters()[each["parameter"]]
        assert parameter.stored(each["value"]) == each["value"]


def test_only_prisons_are_closed():
    closed = [m for fact in FACTS for m in fact.get("measures", ()) if m["parameter"] == "custody.closed"]
    assert closed == [{"parameter": "custody.closed", "value": True, "system": "prison"}]


def test_what_the_account_does_not_say_is_marked():
    assert all("演练设定（合成）" in each["basis"] for each in scenario.table("facts.toml")["settings"])


def rooms():
    from fengsui import house

    return {name.rpartition(".")[2] for name in house.rooms()}


def test_a_fact_is_held_by_a_room_that_there_is():
    assert {fact["room"] for fact in FACTS if "room" in fact} <= rooms()
    assert not {fact["not_yet"] for fact in FACTS if "not_yet" in fact} & rooms()


@pytest.mark.skipif(not scenario.ACCOUNT.exists(), reason="the account's text is not kept with the project")
def test_what_the_rows_say_stands_in_the_account():
    papers, response, account = (
        scenario.part("papers"),
        scenario.part("response"),
        scenario.ACCOUNT.read_text("utf-8"),
    )
    assert papers.DRAFTED in account
    assert response.GROUP in account
    assert response.EMERGENCY.removesuffix("疫情") + "疫情" in account
    for text in (response.LEVEL, response.FOUNDED):
        said = text.removeprefix(scenario.part("force").SOURCE).removesuffix(response.PUBLIC)
        assert said in account


@pytest.mark.skipif(not scenario.ACCOUNT.exists(), reason="the account's text is not kept with the project")
def test_stations_and_the_special_meeting_are_in_the_accounts_words():
    duty, meetings, account = scenario.part("duty"), scenario.part("meetings"), scenario.ACCOUNT.read_text("utf-8")
    assert all(name in account for name in duty.STATIONS)
    assert f"召开专题会议,{meetings.AGENDA}" in account
    assert meetings.DEMANDED in account


def test_what_is_made_up_says_so():
    papers, work = scenario.part("papers"), scenario.part("work")
    nights, duty = scenario.part("nights"), scenario.part("duty")
    assert all("演练" in text for text in (nights.HAPPENED, nights.LAST, *(call[3] for call in nights.CALLS)))
    assert "演练" in duty.LIVE_GATE
    assert duty.VETERAN.startswith("演练")
    opening = scenario.table("meta.toml")["opening"]
    assert all("演练" in text for row in (papers.SPEECH, papers.PAPER) for text in row[:2])
    assert all("（演练）" in job.text for job in work.jobs(opening))
    assert all(papers.MADE_UP in text for text in (work.TEXT, work.LOCAL))
    assert papers.MADE_UP not in papers.UNSTATED
