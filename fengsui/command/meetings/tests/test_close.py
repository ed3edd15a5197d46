"""Closing writes the record, once; it is never changed, only added to. What follows on paper."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from fengsui.cast import at
from fengsui.command.directives.models import Directive
from fengsui.command.meetings import actions
from fengsui.command.meetings.models import Follow, Kind, Record
from fengsui.command.meetings.queries.record import persons
from fengsui.command.meetings.tests.conftest import NINE, TOMORROW
from fengsui.command.tasks import actions as tasks
from fengsui.command.tasks.models import Task
from fengsui.ground.documents.models import Document
from fengsui.house import Refused

LATER = at("18:00", TOMORROW)


@pytest.fixture
def held(morning, bao, units):
    """Open, with a decision of one unit that waits for the end."""
    actions.open_meeting(morning, by=bao)
    actions.attend(morning, "seat:commander", "present", by=bao)
    actions.decide(morning, "核查双岗。", units=[units["prison"]], due_at=LATER, now=False, by=bao)
    return morning


def test_the_record_says_everything_in_both_languages(held, bao):
    actions.add_line(held, "物资", by=bao)
    actions.show(held, "due", hidden=True, by=bao)
    record = actions.close(held, by=bao)
    said = record.content["zh-hans"]
    assert (said["title"], record.content["en"]["title"]) == ("早碰头", "morning meeting")
    assert [one["text"] for one in said["decisions"]] == ["核查双岗。"]
    assert said["decisions"][0]["tasks"] == [str(Task.objects.get().pk)]
    assert "due" not in [one["key"] for one in said["agenda"]]
    assert str(bao.pk) in persons(said)
    assert "包某" not in str(record.content)


def test_closed_once_and_nothing_more(held, bao):
    assert actions.close(held, by=bao) == actions.close(held, by=bao)
    with pytest.raises(Refused, match="closed"):
        actions.decide(held, "x", by=bao)
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic():
        Record.objects.update(mark="x")


def test_not_before_it_is_open(morning, bao):
    with pytest.raises(Refused, match="planned"):
        actions.close(morning, by=bao)


def test_an_hour_that_passed_meanwhile_is_named(held, bao, drill):
    drill(LATER + timedelta(minutes=1))
    with pytest.raises(Refused, match="decision 1"):
        actions.close(held, by=bao)


def test_added_later(held, bao, officer):
    record = actions.close(held, by=bao)
    for _n in range(2):
        actions.add(record, "更正：王某列席", by=bao)
    assert [one.by for one in record.additions.all()] == [bao]
    for person, text, said in ((officer, "x", "cannot"), (bao, "", "added")):
        with pytest.raises(Refused, match=said):
            actions.add(record, text, by=person)


def test_the_signatures_stand_in_it(change, tick, morning, measure, bao, wang):
    measure("morning")
    tick("09:20")
    actions.sign(change, "out", by=bao)
    actions.sign(change, "in", by=wang)
    tick("09:31")
    actions.open_meeting(morning, by=wang)
    said = actions.close(morning, by=wang).content["en"]
    assert [row["side"] for row in said["keys"]] == ["outgoing", "incoming"]


def test_the_roll_stands_in_the_evening_s(evening, superior, units):
    actions.attend(evening, f"unit:{units['prison'].pk}", "present", by=superior)
    said = actions.close(evening, by=superior).content["en"]
    assert said["roll"] == [
        {"unit": "Test prison", "report": "not reported", "state": "present"},
        {"unit": "Test prison-2", "report": "not reported", "state": "not recorded"},
    ]


def test_one_task_sheet_of_all(held, bao, units):
    with pytest.raises(Refused, match="gave no task"):
        actions.issue_sheet(held, by=bao)
    actions.decide(held, "补报", units=[units["centre"]], due_at=LATER, by=bao)
    actions.close(held, by=bao)
    tasks.withdraw(Task.objects.get(text="补报"), "x", by=bao)
    assert [line.task.text for line in actions.issue_sheet(held, by=bao).lines.all()] == ["核查双岗。"]


def test_minutes_from_the_record(held, bao, units):
    with pytest.raises(Refused, match="close the meeting"):
        actions.draft_minutes(held, by=bao)
    actions.decide(held, "强化值守", by=bao)
    actions.decide(held, "只有时限", due_at=LATER, by=bao)
    actions.close(held, by=bao)
    assert actions.draft_minutes(held, by=bao) == actions.draft_minutes(held, by=bao)
    text = Document.objects.get(kind="minutes").content["text"]
    assert "1.核查双岗（测试监狱，2月4日18:00前）。\n2.强化值守。\n3.只有时限（2月4日18:00前）。" in text


def test_minutes_of_an_evening_name_the_facilities(evening, superior, units, leader, officer):
    who = f"unit:{units['prison'].pk}"
    actions.attend(evening, who, "stead", reason="ill", stead=officer, by=superior)
    actions.attend(evening, f"unit:{units['prison-2'].pk}", "absent", by=superior)
    actions.close(evening, by=superior)
    actions.draft_minutes(evening, by=superior)
    content = Document.objects.get(kind="minutes").content
    assert (content["present"], content["absent"]) == ("测试监狱（民警甲）", "测试第二监狱")
    assert "没有议定事项" in content["text"]


def test_a_directive_follows_once(held, bao, units):
    made = actions.decide(held, "监狱全面封闭", by=bao)
    assert actions.draft_directive(made, by=bao) == actions.draft_directive(made, by=bao)
    directive = Directive.objects.get()
    assert (directive.comes_from, directive.url) == (made.about, f"/meetings/{held.pk}/#decision-2")
    assert set(directive.lines) == {"territory", "prison", "rehabilitation"}


def test_to_those_who_are_to_do_it(held, bao, units):
    made = actions.decide(held, "x", units=[units["prison"]], due_at=LATER, by=bao)
    actions.draft_directive(made, by=bao)
    assert [row.unit for row in Directive.objects.get().chosen.all()] == [units["prison"]]
    gone = actions.take_back(actions.decide(held, "y", by=bao), by=bao)
    with pytest.raises(Refused, match="taken back"):
        actions.draft_directive(gone, by=bao)


def test_a_switch_carried_it_out(held, bao, units):
    from types import SimpleNamespace

    made = actions.decide(held, "x", by=bao)
    switch = SimpleNamespace(about="response.switch:1", pk=1, document=None, prepared=SimpleNamespace(name="一级"))
    assert actions.link_switch(made, switch, by=bao) == actions.link_switch(made, switch, by=bao)
    assert (Follow.objects.get().url, Follow.objects.get().title) == ("/response/switches/1/", "一级")


def test_a_meeting_called_has_its_title(units, bao, drill):
    made = actions.call(units["department"], Kind.SPECIAL, "封闭管理", starts_at=at("19:00"), by=bao)
    actions.open_meeting(made, by=bao)
    assert actions.close(made, by=bao).content["zh-hans"]["title"] == "封闭管理"


__all__ = ["NINE"]
