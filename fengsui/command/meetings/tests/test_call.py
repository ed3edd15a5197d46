"""Calling, moving, cancelling a meeting; its room."""

from datetime import timedelta

import pytest

from fengsui.cast import at
from fengsui.command.meetings import actions
from fengsui.command.meetings.models import Attendance, Kind, Meeting, Room, State, Step
from fengsui.command.meetings.queries.agenda import places
from fengsui.command.meetings.queries.listing import mine, room
from fengsui.command.meetings.tests.conftest import TOMORROW
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused


@pytest.fixture
def call(units, bao):
    def calling(title="封闭管理专题会议", *, by=bao, unit="department", kind="special", hour="20:00", **more):
        return actions.call(units[unit], kind, title, starts_at=at(hour), by=by, **more)

    return calling


def test_called_with_agenda_and_guests(call, units, leader, superior):
    made = call(units=[units["prison"], units["prison"]], lines=["通报疫情", " ", "讨论封闭"])
    assert [point.text for point in places(made)] == ["通报疫情", "讨论封闭"]
    assert Attendance.objects.get().who == f"unit:{units['prison'].pk}"
    assert Message.objects.filter(recipient=leader, kind="meetings.called").exists()
    assert [row.meeting for row in mine(leader)] == [made]
    assert Obligation.objects.get(kind="meetings.meeting").unit == units["department"]


def test_sent_twice_it_is_called_once(call):
    key = uuid7()
    assert call(key=key) == call(key=key)
    assert Step.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "morning"}, "what kind"), ({"title": " "}, "about"), ({"title": "x" * 121}, "at most 120"), ({"hour": "17:00"}, "from now on"),
        ({"link": "http://x.cn"}, "https"), ({"link": "https://"}, "https"), ({"lines": ["x"] * 51}, "50 points"),
    ],
)  # fmt: skip
def test_what_cannot_be(call, wrong, said):
    with pytest.raises(Refused, match=said):
        call(**wrong)


def test_who_may_not(call, officer, uyunna):
    for person in (officer, uyunna):
        with pytest.raises(Refused, match="cannot"):
            call(by=person)


def test_moved_with_a_reason(call, units, bao, leader):
    made = call(units=[units["prison"]])
    for _n in range(2):
        actions.move(made, at("21:00"), reason="设备调试", by=bao)
    made.refresh_from_db()
    assert (made.starts_at, Step.objects.filter(deed="moved").count()) == (at("21:00"), 1)
    assert Message.objects.filter(recipient=leader, kind="meetings.moved").count() == 1
    with pytest.raises(Refused, match="Say why"):
        actions.move(made, at("22:00"), reason="", by=bao)


def test_a_daily_one_stays_in_its_day(morning, bao):
    with pytest.raises(Refused, match="within its day"):
        actions.move(morning, at("10:00", TOMORROW + timedelta(days=1)), reason="x", by=bao)


def test_cancelled_once_and_then_nothing_more(call, bao):
    made = call()
    for _n in range(2):
        actions.cancel(made, reason="并入晚报告", by=bao)
    assert Meeting.objects.get().state == State.CANCELLED
    assert Obligation.objects.get(kind="meetings.meeting").void_at
    with pytest.raises(Refused, match="cancelled” since"):
        actions.open_meeting(made, by=bao)


def test_the_evening_s_facilities_hear_of_it(evening, units, superior, leader, drill):
    other = Meeting.objects.create(
        unit=units["prisons"], kind=Kind.EVENING, day=TOMORROW, starts_at=at("19:00", TOMORROW)
    )
    actions.cancel(other, reason="x", by=superior)
    assert Message.objects.filter(recipient=leader, kind="meetings.cancelled").exists()


def test_a_room_for_all_and_one_for_a_kind(call, units, bao):
    def arrange(kind, link):
        return actions.arrange_room(units["department"], kind=kind, place="五楼", link=link, by=bao)

    made = call()
    assert room(made) == ("", "")
    assert arrange("", "https://a.cn/1") == arrange("", "https://a.cn/1")
    arrange("special", "https://a.cn/2")
    assert room(made) == ("五楼", "https://a.cn/2")
    arrange("special", "https://a.cn/3")
    assert (Room.objects.count(), room(made)[1]) == (3, "https://a.cn/3")
    with pytest.raises(Refused, match="kinds"):
        arrange("nightly", "")
