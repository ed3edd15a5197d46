"""A unit is merged or closed while papers are open: whoever takes over follows them to their end."""

from datetime import timedelta

import pytest

from fengsui import house
from fengsui.cast import DAY, _person, at
from fengsui.command.incoming import actions, queries
from fengsui.command.incoming.models import Paper
from fengsui.command.incoming.tests.conftest import TITLE, owed, stage
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.ground.org import actions as org
from fengsui.ground.org.declare import Consequence
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

TOMORROW = DAY + timedelta(days=1)


@pytest.fixture
def heir(units):
    """The leader of the second prison."""
    return _person(units, "二监领导", "prison-2", "leader")


@pytest.fixture
def merged(units, drill):
    """merged(): the prison goes up in the second one; its day has begun, and the tick has been."""

    def merge():
        org.merge([units["prison"]], units["prison-2"], since=TOMORROW, by=SYSTEM)
        begins(drill)

    return merge


def begins(drill):
    from fengsui.command.incoming.settling import settle

    drill(at("08:00", TOMORROW))
    for _n in range(2):  # the second tick finds nothing
        settle(at("08:00", TOMORROW), at("08:00", TOMORROW))


def test_merged_the_heir_follows_it_to_its_end(register, merged, units, officer, heir):
    paper = register("prison", by=officer, due_at=at("23:00", TOMORROW))
    merged()
    step = queries.now(paper)
    assert (step.unit, step.paper.unit, step.deed, step.by) == (units["prison-2"], units["prison"], "passed", None)
    assert {row.unit for row in (*owed("incoming.propose"), *owed("incoming.conclude"))} == {units["prison-2"]}
    actions.instruct(paper, "由我狱办理。", by=heir)
    actions.undertake(paper, "核查", to=units["prison-2"], due_at=at("20:00", TOMORROW), by=heir)
    actions.conclude(paper, "已办结。", reason="x", by=heir)
    assert (stage(paper), queries.now(paper).unit) == ("concluded", units["prison-2"])


def test_it_is_told_once_and_stands_in_the_journal(register, merged, units, officer, heir):
    for _n in range(2):
        register("prison", by=officer)
    merged()
    note = Message.objects.get(kind="incoming.passed")
    assert (note.recipient, note.data["n"]) == (heir, 2)
    told = Entry.objects.filter(kind="incoming.passed")
    assert {(row.unit, row.data["to"]) for row in told} == {(units["prison"].pk, units["prison-2"].pk)}


def test_the_register_of_the_merged_unit_is_read_by_its_heir(register, merged, units, officer, heir, browse):
    paper = register("prison", by=officer)
    actions.instruct(paper, "x", by=SYSTEM)
    actions.conclude(paper, "x", by=SYSTEM)
    assert not Paper.objects.visible_to(heir)
    merged()
    assert Paper.objects.visible_to(heir).get() == paper
    assert queries.wanted(heir, {"state": "all", "side": "ours"}).get().paper == paper
    assert TITLE in browse(heir)(f"/incoming/{paper.pk}/").text
    with pytest.raises(Refused, match="closed"):
        actions.reopen(paper, "x", by=officer)


def test_closed_the_unit_above_has_it(register, units, drill, bureau):
    paper = register("county", by=SYSTEM)
    org.close(units["office"], day=TOMORROW, by=SYSTEM)
    org.close(units["county"], day=TOMORROW, by=SYSTEM)
    begins(drill)
    assert queries.now(paper).unit == units["league"]
    assert Paper.objects.visible_to(bureau).get() == paper


def test_where_nobody_takes_over_it_stays(register, units, drill):
    paper = register("institute", by=SYSTEM)
    org.close(units["institute"], day=TOMORROW, by=SYSTEM)
    begins(drill)
    assert (queries.now(paper).unit, queries.now(paper).deed) == (units["institute"], "registered")


def test_so_does_whoever_was_responsible_or_helped(instructed, merged, units, heir):
    mine, helped = instructed(), instructed("centre", helpers=["prison"])
    merged()
    step = queries.now(mine)
    assert (step.unit, step.to, step.stage) == (units["department"], units["prison-2"], "instructed")
    assert set(Paper.objects.visible_to(heir)) == {mine, helped}
    assert queries.now(helped).deed == "instructed"


def test_what_somebody_concluded_meanwhile_is_left_alone(register, units, officer, monkeypatch):
    from fengsui.command.incoming.actions import inheriting

    paper = register("prison", by=officer)
    actions.void(paper, "x", by=officer)
    monkeypatch.setattr(inheriting, "orphans", lambda: [paper])
    assert actions.inherit() == []


def test_a_change_that_holds_today_does_not_wait_for_the_tick(register, units):
    paper = register("prison-2", by=SYSTEM)
    org.merge([units["prison-2"]], units["prison"], since=DAY, by=SYSTEM)
    assert queries.now(paper).unit == units["prison"]


def test_its_page_says_who_took_over(register, merged, officer, heir, browse):
    paper = register("prison", by=officer)
    merged()
    page = browse(heir)(f"/incoming/{paper.pk}/").text
    assert "Taken over by" in page
    assert "Test prison → Test prison-2" in browse(heir)("/incoming/").text


def test_whoever_closes_a_unit_is_told_how_many(register, units, officer):
    register("prison", by=officer)
    found = next(one for one in house.declared("consequences", Consequence) if one.key == "incoming.open")
    assert found.count([units["prison"]], TOMORROW) == 1
