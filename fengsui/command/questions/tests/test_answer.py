import pytest

from fengsui.cast import at
from fengsui.command.questions import actions
from fengsui.command.questions.models import Answer, Asked
from fengsui.ground.journal.models import Entry
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

CHOICES = ["有", "无"]


def owed(code):
    return Obligation.objects.open().filter(kind="questions.answer", unit__code=code).exists()


def test_an_answer_meets_what_is_owed(ask, send, officer):
    row = ask()
    made = send(row, "prison", officer, 3)
    assert (made.number, made.by, owed("prison"), owed("centre")) == (3, officer, False, True)
    assert Entry.objects.get(kind="questions.answered").data == {"question": row.question.text, "late": False}


def test_zero_is_an_answer_and_nothing_is_not(ask, send, officer):
    row = ask()
    with pytest.raises(Refused, match="zero is an answer"):
        send(row, "prison", officer)
    assert send(row, "prison", officer, 0).number == 0


def test_sending_twice_is_harmless(ask, send, officer):
    row, key = ask(), uuid7()
    first = send(row, "prison", officer, 3, key=key)
    assert send(row, "prison", officer, 3, key=key, seen="") == first
    assert Answer.objects.count() == 1
    assert Entry.objects.filter(kind__startswith="questions.").exclude(kind="questions.asked").count() == 1


def test_the_second_officer_sees_that_somebody_answered(ask, send, officer, leader):
    row = ask()
    send(row, "prison", officer, 3)
    with pytest.raises(Refused) as refused:
        send(row, "prison", leader, 4, seen="")
    assert refused.value.code == "questions.conflict"
    assert Answer.objects.as_known().get().number == 3


def test_a_correction_replaces_and_the_past_stays_as_known(ask, send, officer, drill):
    row = ask()
    send(row, "prison", officer, 3)
    drill(at("18:50"))
    send(row, "prison", officer, 4)
    assert Answer.objects.as_known(at("18:40")).get().number == 3
    assert Answer.objects.as_known(at("18:50")).get().number == 4
    assert Entry.objects.filter(kind="questions.corrected").count() == 1


def test_after_the_hour_it_counts_and_is_late(ask, send, officer, drill):
    row = ask()
    drill(at("19:40"))
    send(row, "prison", officer, 3)
    assert Entry.objects.get(kind="questions.answered").data["late"] is True


@pytest.mark.parametrize("who", ["bao", "superior", "keeper", "uyunna"])
def test_nobody_answers_for_another_unit(ask, send, request, who):
    row = ask()
    with pytest.raises(Refused, match="You cannot"):
        send(row, "prison", request.getfixturevalue(who), 3)


def test_an_officer_of_a_justice_office_answers(ask, send, clerk):
    assert send(ask("office"), "office", clerk, 2).number == 2


@pytest.mark.parametrize(
    ("wanted", "said", "sentence"),
    [
        ({}, -1, "At least 0"),
        ({}, 1.5, "whole number"),
        ({"decimals": 1}, 1.55, "decimals"),
        ({"high": 10.0}, 11, "Between 0 and 10"),
        ({"high": 10.0, "check_text": "不超过编制数。"}, 11, "不超过编制数"),
        ({"kind": "choice", "choices": CHOICES}, "也许", "Choose one"),
        ({"kind": "text"}, " ", "Type an answer"),
        (
            {"kind": "rows", "columns": [{"name": "x", "kind": "text", "personal": False, "choices": []}]},
            None,
            "at least one row",
        ),
    ],
)
def test_what_is_no_answer_is_refused(ask, send, officer, wanted, said, sentence):
    with pytest.raises(Refused, match=sentence):
        send(ask(**wanted), "prison", officer, said)


def test_negative_numbers_are_allowed_where_the_question_says_so(ask, send, officer):
    assert send(ask(low=-5.0), "prison", officer, -3).number == -3


def test_choices_and_texts(ask, send, officer):
    assert send(ask(kind="choice", choices=CHOICES), "prison", officer, "有").choice == "有"
    assert send(ask(kind="text"), "prison", officer, " 无 ").text == "无"


def test_an_answer_taken_back_is_missing_and_owed_again(ask, send, officer):
    row = ask()
    send(row, "prison", officer, 3)
    actions.take_back(Asked.objects.get(round=row, unit__code="prison"), by=officer)
    assert not Answer.objects.as_known().exists()
    assert owed("prison")
    with pytest.raises(Refused, match="no answer"):
        actions.take_back(Asked.objects.get(round=row, unit__code="prison"), by=officer)


def test_a_standing_question_of_tomorrow_is_not_open_yet(ask, send, officer, bao):
    row = ask()
    actions.keep(row, hour=at("19:30").time(), by=bao)
    tomorrow = row.question.rounds.exclude(pk=row.pk).get()
    with pytest.raises(Refused, match="opens at 16:30"):
        send(tomorrow, "prison", officer, 3)
