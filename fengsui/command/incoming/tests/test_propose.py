"""The office proposes what to do."""

import pytest

from fengsui.command.incoming import actions
from fengsui.command.incoming.models import Step
from fengsui.command.incoming.tests.conftest import owed, stage
from fengsui.ground.messages.models import Message
from fengsui.house import Refused


def test_then_it_waits_for_an_instruction(proposed, bao, units):
    paper = proposed()
    assert stage(paper) == "proposed"
    assert not owed("incoming.propose")
    assert owed("incoming.instruct").get().unit == units["department"]
    assert Message.objects.get(kind="incoming.proposed").recipient == bao


def test_a_leader_does_not_propose(register, bao):
    with pytest.raises(Refused, match="You cannot"):
        actions.propose(register(), "x", by=bao)


def test_it_needs_words_and_not_too_many(register, li):
    paper = register()
    for text in (" ", "x" * 1001):
        with pytest.raises(Refused) as refused:
            actions.propose(paper, text, by=li)
        assert refused.value.field == "note"


def test_a_second_click_and_a_second_proposal(proposed, li):
    paper = proposed()
    actions.propose(paper, "拟请监狱管理局阅办。", by=li)
    assert Step.objects.count() == 2
    with pytest.raises(Refused, match="李某"):
        actions.propose(paper, "另一意见", by=li)
