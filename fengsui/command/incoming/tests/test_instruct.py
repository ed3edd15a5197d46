"""A leader instructs: in words, with whom, by when."""

import pytest

from fengsui.cast import at
from fengsui.command.incoming import actions, queries
from fengsui.command.incoming.models import Paper, Step
from fengsui.command.incoming.tests.conftest import owed, stage
from fengsui.ground.messages.models import Message
from fengsui.house import Refused


def test_the_units_that_it_was_given_to_see_it(instructed, officer, keeper, superior, units):
    paper = instructed(helpers=["centre"], due_at=at("21:00"))
    step = queries.now(paper)
    assert (step.to, step.due_at, queries.helpers(queries.steps(paper))) == (
        units["prison"],
        at("21:00"),
        [units["centre"]],
    )
    assert Paper.objects.visible_to(officer).get() == paper == Paper.objects.visible_to(keeper).get()
    assert not Paper.objects.visible_to(superior)
    assert {row.recipient for row in Message.objects.filter(kind="incoming.given")} == {officer, keeper}


def test_what_was_owed_is_met_and_the_hour_is_owed(instructed):
    instructed(due_at=at("21:00"))
    assert not owed("incoming.propose")
    assert not owed("incoming.instruct")
    assert owed("incoming.conclude").get().due_at == at("21:00")


def test_after_a_proposal(proposed, bao, units):
    paper = proposed()
    actions.instruct(paper, "同意。", by=bao)
    assert (stage(paper), queries.now(paper).to) == ("instructed", units["department"])
    assert not owed("incoming.instruct")


def test_more_than_once_and_a_second_click(instructed, bao, units):
    paper = instructed(due_at=at("21:00"))
    actions.instruct(paper, "抓好落实。", by=bao)
    actions.instruct(paper, "再核一次。", helpers=[units["office"]], by=bao)
    step = queries.now(paper)
    assert (step.to, step.due_at, Step.objects.count()) == (units["prison"], at("21:00"), 3)


def test_while_it_is_carried_out_it_stays_so(instructed, task, bao):
    paper = instructed()
    task(paper)
    actions.instruct(paper, "今晚办结。", by=bao)
    assert stage(paper) == "undertaken"


def test_by_whom_with_which_words_to_whom(register, units, bao, li, bureau):
    paper = register()
    with pytest.raises(Refused, match="You cannot"):
        actions.instruct(paper, "x", by=li)
    with pytest.raises(Refused, match="enough"):
        actions.instruct(paper, " ", by=bao)
    with pytest.raises(Refused, match="still to come"):
        actions.instruct(paper, "x", due_at=at("18:30"), by=bao)


@pytest.mark.parametrize(("to", "helpers", "field"), [("department", [], "to"), ("centre", ["prison"], "helpers")])
def test_only_to_units_below(register, units, bureau, to, helpers, field):
    paper = register("league", by=bureau)
    with pytest.raises(Refused) as refused:
        actions.instruct(paper, "x", to=units[to], helpers=[units[code] for code in helpers], by=bureau)
    assert (refused.value.code, refused.value.field) == ("incoming.reach", field)
