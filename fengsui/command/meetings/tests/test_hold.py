"""Opening, who is there, the agenda by hand."""

from datetime import timedelta

import pytest

from fengsui.cast import at
from fengsui.command.meetings import actions, queries
from fengsui.command.meetings.models import Attendance, Line, State
from fengsui.command.meetings.queries.places import places
from fengsui.command.meetings.tests.conftest import NINE
from fengsui.ground.obligations.actions import replan
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused


def test_opened_once_what_is_owed_is_met(morning, bao):
    replan("meetings.meeting")
    for _n in range(2):
        actions.open_meeting(morning, by=bao)
    assert (morning.__class__.objects.get().state, Obligation.objects.get(kind="meetings.meeting").met_by) == (
        State.OPEN,
        bao,
    )


def test_not_too_early(morning, bao, drill):
    drill(NINE - timedelta(hours=3))
    with pytest.raises(Refused, match="two hours before"):
        actions.open_meeting(morning, by=bao)


def test_the_morning_s_table(change, tick, morning, bao, wang, li, seat):
    seat(li, kind="duty_chief")
    tick("09:31")
    table = {place.who: place.person for place in places(morning)}
    assert table == {"seat:commander:before": bao.pk, "seat:commander": wang.pk, "seat:duty_chief": li.pk}


def test_a_table_without_a_roster(morning):
    from fengsui.ground.org.models import Shift

    Shift.objects.all().delete()
    assert places(morning) == []


def test_ticked_present_then_somebody_else(morning, bao, head):
    who = "seat:commander"
    for _n in range(2):
        actions.attend(morning, who, "present", by=bao)
    assert Attendance.objects.count() == 1
    actions.attend(morning, who, "stead", reason="ill", stead=head, by=bao)
    (place,) = [one for one in places(morning) if one.who == who]
    assert (place.word, place.row.stead, place.is_there) == ("represented", head, True)
    assert Attendance.objects.as_known().count() == 1


def test_what_must_be_said(morning, bao, officer):
    who = "seat:commander"
    for state, more, said in (
        ("asleep", {}, "one of the answers"), ("excused", {}, "Say why"), ("stead", {"reason": "ill"}, "who came instead"),
        ("stead", {"reason": "ill", "stead": officer}, "who came instead"), ("present", {"reason": "x"}, "one of the answers"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=said):
            actions.attend(morning, who, state, by=bao, **more)
    with pytest.raises(Refused, match="Nobody of this kind"):
        actions.attend(morning, "seat:x", "present", by=bao)
    actions.attend(morning, who, "absent", by=bao)


def test_the_evening_s_facilities_with_their_leaders(evening, superior, leader, units):
    table = {place.who: place.person for place in places(evening)}
    assert table == {f"unit:{units['prison'].pk}": leader.pk, f"unit:{units['prison-2'].pk}": None}
    actions.attend(evening, f"unit:{units['prison'].pk}", "excused", reason="line", by=superior)


def keys(meeting):
    return [point.key for point in queries.agenda(meeting) if not point.hidden]


def test_the_agenda_drafts_itself(morning):
    assert keys(morning) == ["going", "handover", "night", "findings", "due", "duty"]


def test_a_line_of_one_s_own(morning, bao):
    for _n in range(2):
        actions.add_line(morning, " 物资  到货 ", by=bao)
    assert (Line.objects.get().text, keys(morning)[-1]) == ("物资 到货", Line.objects.get().key)
    actions.show(morning, Line.objects.get().key, hidden=True, by=bao)
    with pytest.raises(Refused, match="talked about"):
        actions.add_line(morning, "", by=bao)


def test_at_most_fifty(morning, bao):
    for n in range(44):
        actions.add_line(morning, str(n), by=bao)
    with pytest.raises(Refused, match="At most 50"):
        actions.add_line(morning, "x", by=bao)


def test_hidden_shown_moved(morning, bao):
    for hidden in (True, True, False):
        actions.show(morning, "night", hidden=hidden, by=bao)
    actions.shift(morning, "night", up=True, by=bao)
    actions.shift(morning, "going", up=True, by=bao)  # the first stays
    actions.shift(morning, "due", up=False, by=bao)
    assert keys(morning) == ["going", "night", "handover", "findings", "duty", "due"]
    actions.show(morning, "night", hidden=True, by=bao)
    actions.shift(morning, "night", up=False, by=bao)  # what is left out has no place
    with pytest.raises(Refused, match="not on the agenda"):
        actions.shift(morning, "x", up=True, by=bao)


def test_what_is_on_it(morning, bao, li, units, officer, drill):
    from fengsui.command.assessment import actions as assessment
    from fengsui.command.tasks import actions as tasks

    drill(at("18:50"))
    tasks.give(units["department"], "核查双岗", to=units["prison"], due_at=at("20:00"), by=li)
    tasks.give(units["department"], "月报", to=units["prison"], due_at=at("18:00", NINE.date()), by=li)
    assessment.look(at("18:50").date())
    replan()
    drill(NINE)
    said = {point.key: point.part for point in queries.agenda(morning)}
    assert [row.word for row in said["handover"].rows if row.key.startswith("tasks.")] == ["late", "not begun"]
    assert any(row.key.startswith("owed:") for row in said["handover"].rows)
    assert any("No signed report" in row.text for row in said["findings"].rows)
    assert any(row.text == "月报" for row in said["due"].rows)
    assert any(row.key.startswith("nobody:") for row in said["duty"].rows)
