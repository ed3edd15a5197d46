import pytest

from fengsui.cast import DAY, at
from fengsui.command.questions import actions
from fengsui.command.questions.actions import Wanted
from fengsui.command.questions.models import Asked, Question, Round
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations import queries as obligations
from fengsui.ground.obligations.actions import replan
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused


def test_the_commander_asks_and_each_unit_owes_an_answer(ask, officer):
    row = ask()
    owed = Obligation.objects.filter(kind="questions.answer")
    assert {one.unit.code for one in owed} == {"prison", "prison-2", "centre"}
    assert {one.due_at for one in owed} == {at("19:30")}
    mine = [one for one in obligations.mine(officer)[0] if one.kind == "questions.answer"]
    assert obligations.titles(mine) == {mine[0].pk: row.question.text}
    assert obligations.link(mine[0]) == f"/questions/{row.pk}/at/prison/"


def test_it_is_journalled_without_a_name(ask, bao):
    row = ask()
    entry = Entry.objects.get(kind="questions.asked")
    assert (entry.actor, entry.data["units"], entry.about) == (bao.pk, 3, row.about)


def test_whoever_can_answer_is_told_once(ask, officer, leader, keeper):
    ask()
    assert set(Message.objects.values_list("recipient", flat=True)) == {officer.pk, leader.pk, keeper.pk}


@pytest.mark.parametrize("who", ["officer", "leader", "uyunna", "zhao", "auditor"])
def test_not_everybody_asks(ask, request, who):
    with pytest.raises(Refused, match="You cannot"):
        ask("prison", by=request.getfixturevalue(who))
    assert not Question.objects.exists()


def test_nobody_asks_beyond_their_reach(ask, bureau):
    assert ask("centre", by=bureau, unit="league").asked.count() == 1
    with pytest.raises(Refused, match="cannot be asked from here"):
        ask("prison", by=bureau, unit="league")


@pytest.mark.parametrize("code", ["ward-1", "department", "institute"])
def test_sections_oneself_and_whom_one_does_not_command_are_not_asked(ask, code):
    with pytest.raises(Refused, match="cannot be asked"):
        ask(code)


def test_a_closed_unit_is_not_asked(ask, units):
    org.close(units["prison-2"], day=DAY, by=SYSTEM)
    units["prison-2"].refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        ask("prison-2")


def test_whom_to_ask_must_be_chosen(units, bao):
    with pytest.raises(Refused, match="whom"):
        actions.ask(units["department"], Wanted("x"), [], due=at("19:30"), by=bao)


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"text": " "}, "Type the question"),
        ({"kind": "choice", "choices": ["是"]}, "two different"),
        ({"kind": "choice", "choices": ["是", "是"]}, "two different"),
        ({"kind": "rows"}, "between one and"),
        (
            {"kind": "rows", "columns": [{"name": "x", "kind": "choice", "personal": False, "choices": []}]},
            "two choices",
        ),
        ({"low": 5.0, "high": 1.0}, "least value"),
        ({"due": "18:00"}, "over already"),
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(ask, wanted, sentence):
    with pytest.raises(Refused, match=sentence):
        ask(**wanted)


def test_an_hour_is_within_a_week(units, bao):
    with pytest.raises(Refused, match="seven days"):
        actions.ask(units["department"], Wanted("x"), [units["prison"]], due=at("19:30").replace(month=3), by=bao)


def test_choices_of_a_number_are_dropped(ask):
    assert ask(choices=["a"]).question.choices == []
    assert ask(kind="choice", choices=["有", "无"]).question.choices == ["有", "无"]


def test_it_is_asked_again_of_the_units_that_still_exist(ask, units, bao):
    row = ask()
    org.close(units["prison-2"], day=DAY, by=SYSTEM)
    made = actions.again(row, due=at("21:00"), by=bao)
    assert made.question == row.question
    assert {one.unit.code for one in Asked.objects.filter(round=made)} == {"prison", "centre"}
    assert Round.objects.count() == 2


def test_sent_twice_it_is_asked_once(units, bao):
    key, due = uuid7(), at("19:30")
    made = [
        actions.ask(units["department"], Wanted("x"), [units["prison"]], due=due, by=bao, key=key) for _n in range(2)
    ]
    assert made[0] == made[1]
    assert Round.objects.count() == 1


def test_a_unit_closed_meanwhile_owes_nothing(ask, units):
    row = ask()
    org.close(units["prison-2"], day=DAY, by=SYSTEM)
    replan()
    owed = Obligation.objects.open().filter(kind="questions.answer")
    assert {one.unit.code for one in owed} == {"prison", "centre"}
    assert row.asked.count() == 3


def test_an_office_counts_for_its_bureau(ask, units):
    row = ask("office", "county", "prison", "prisons")
    counts = {one.unit.code: one.counts_for and one.counts_for.code for one in row.asked.all()}
    assert counts == {"office": "county", "county": "county", "prison": "prison", "prisons": None}
