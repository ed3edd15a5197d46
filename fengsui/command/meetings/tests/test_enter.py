"""A meeting that was held before anybody wrote it here; the measure that carried a decision out."""

from datetime import date, time, timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.command.meetings import actions
from fengsui.command.meetings.models import Deed, Follow, Meeting, State
from fengsui.command.meetings.queries.put import put
from fengsui.command.meetings.tests.test_pages import browse  # noqa: F401 - a fixture
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures.queries import parameters
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

HELD = date(2020, 1, 26)


@pytest.fixture
def held(units, superior):
    return actions.enter(units["prisons"], "special", "疫情防控专题会议", day=HELD, lines=["再研究再部署"], by=superior)


def test_only_the_day_is_known(held):
    assert (held.state, held.hour_known, held.when) == (State.OPEN, False, "26 January 2020")
    assert held.steps.get().deed == Deed.ENTERED


def test_with_an_hour(units, superior):
    made = actions.enter(units["prisons"], "other", "碰头", day=DAY, hour=time(8, 5), by=superior)
    assert made.when == "3 February 2020, 08:05"


def test_nothing_is_owed_for_what_was_held(held):
    assert not Obligation.objects.filter(
        kind="meetings.meeting", subject=held.about, met_at=None, void_at=None
    ).exists()


def test_decided_closed_and_in_the_record(held, superior):
    actions.decide(held, "全系统自26日14时开始实行全面封闭式管理。", by=superior)
    record = actions.close(held, by=superior)
    assert record.content["en"]["decisions"][0]["text"].startswith("全系统")
    assert Meeting.objects.get().state == State.CLOSED


def test_sent_twice_it_is_entered_once(units, superior):
    key = uuid7()
    first = actions.enter(units["prisons"], "special", "会", day=HELD, by=superior, key=key)
    assert actions.enter(units["prisons"], "special", "会", day=HELD, by=superior, key=key) == first


@pytest.mark.parametrize(
    ("kind", "day", "word"),
    [("morning", HELD, "by themselves"), ("special", DAY + timedelta(days=1), "has been held"), ("special", date(2018, 1, 1), "within a year")],
)  # fmt: skip
def test_what_is_not_entered(units, superior, kind, day, word):
    with pytest.raises(Refused, match=word):
        actions.enter(units["prisons"], kind, "会", day=day, by=superior)


def test_not_in_the_name_of_another(units, officer):
    with pytest.raises(Refused, match="You cannot"):
        actions.enter(units["prisons"], "special", "会", day=HELD, by=officer)


@pytest.fixture
def closed(units):
    return measures.put(
        parameters()["custody.closed"], True, at=at("14:00", HELD), system="prison", basis="会议要求", by=SYSTEM
    )


def test_the_measure_that_carried_it_out(held, superior, closed):
    decision = actions.decide(held, "封闭", by=superior)
    assert list(put(held)) == [closed]
    follow = actions.link_measure(decision, closed, by=superior)
    assert actions.link_measure(decision, closed, by=superior) == follow
    assert follow.subject == f"measures.measure:{closed.pk}"
    assert Follow.objects.count() == 1


def test_through_the_pages(held, superior, closed, browse):  # noqa: F811
    ask = browse(superior)
    assert "26 January 2020" in ask(f"/meetings/{held.pk}/").content.decode()
    decision = actions.decide(held, "封闭", by=superior)
    answer = ask(f"/meetings/{held.pk}/decisions/{decision.pk}/", {"do": "switch", "switch": f"m{closed.pk}"})
    assert "Linked" in answer.content.decode()
    answer = ask("/meetings/enter/", {"kind": "special", "title": "会", "day": "2020-01-27", "hour": ""})
    assert "Entered." in answer.content.decode()
    assert ask("/meetings/enter/", {"kind": "special", "title": "会", "day": "2020-02-05"}).status_code == 422
