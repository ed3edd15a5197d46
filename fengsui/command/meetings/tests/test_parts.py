"""What stands on the agenda by itself."""

from datetime import timedelta

import pytest

from fengsui.cast import EVENING, at
from fengsui.command.directives import actions as directives
from fengsui.command.incidents import actions as incidents
from fengsui.command.meetings.queries import agenda
from fengsui.command.meetings.queries.roll import Row
from fengsui.command.meetings.tests.conftest import NINE
from fengsui.command.reports.queries import Standing
from fengsui.ground.documents import actions as documents


def said(meeting):
    return {point.key: point.part for point in agenda(meeting) if point.part}


def test_an_incident_that_goes_on_tops_it_and_stands_in_the_night(morning, drill, units, officer):
    drill(NINE - timedelta(hours=6))
    incidents.note(units["prison"], incidents.Said("fever", "38.5 ℃", learned_at=NINE - timedelta(hours=6)), by=officer)
    drill(NINE)
    parts = said(morning)
    assert [row.text for row in parts["going"].rows] == ["Fever · 38.5 ℃"]
    assert "38.5 ℃" in parts["night"].rows[0].text


def test_who_is_on_duty_now(morning, drill, bao, li):
    drill(EVENING)
    assert [row.person for row in said(morning)["duty"].rows if row.key.startswith("seat:")] == [bao.pk, li.pk]


def test_before_the_meeting_it_reads_the_roster_of_its_hour(morning, drill, bao):
    drill(NINE - timedelta(minutes=5))
    assert bao.pk not in [row.person for row in said(morning)["duty"].rows]


def test_what_nobody_has_in_hand_says_so_on_top_and_in_the_night(morning, drill, units, officer):
    drill(NINE - timedelta(hours=6))
    incidents.report(
        units["prison"], incidents.Said("fever", "38.5 ℃", learned_at=NINE - timedelta(hours=6)), by=officer
    )
    drill(NINE)
    parts = said(morning)
    assert {row.word for row in (parts["going"].rows[0], parts["night"].rows[0])} == {"not taken in hand"}


def test_papers_of_the_evening(evening, units, superior, head, bao):
    documents.arrange_series(units["department"], "documents", title="发文", letters="测司发", by=bao)
    wanted = directives.Wanted("关于封闭的通知", "全面封闭。", at("20:00"), lines=("prison",))
    row = directives.draft(units["department"], wanted, by=bao)
    directives.issue(directives.approve(directives.check(row, by=bao), revision=1, by=bao), by=bao)
    assert [(row.text, row.word) for row in said(evening)["papers"].rows] == [("关于封闭的通知", "received")]


@pytest.mark.parametrize(
    ("stage", "hour", "expected"),
    [
        ("accepted", "19:00", ("confirmed", "good")), ("signed", "19:00", ("signed, not confirmed", "good")), ("", "19:00", ("not reported", "bad")),
        ("drafted", "18:00", ("not signed yet", "due")),
    ],
)  # fmt: skip
def test_how_a_report_stands(stage, hour, expected):
    row = Row(None, None, Standing(None, stage, None, at("18:45"), None, at(hour)), 0, 0, 0)
    assert (row.word, row.tone) == expected
