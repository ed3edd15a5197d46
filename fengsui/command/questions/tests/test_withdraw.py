import pytest

from fengsui.cast import at
from fengsui.command.questions import actions
from fengsui.command.questions.models import Answer, Asked
from fengsui.command.questions.queries.board import board
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused


def test_nobody_owes_any_more_and_what_came_in_is_not_counted(ask, send, officer, bao):
    row = ask()
    send(row, "prison", officer, 3)
    actions.withdraw(row, reason="已从登记系统取得。", by=bao)
    assert not Obligation.objects.open().filter(kind="questions.answer").exists()
    assert Answer.objects.as_known().get().number == 3
    assert board(row, bao).is_withdrawn
    assert Message.objects.filter(kind="questions.withdrawn", recipient=officer).count() == 1


def test_it_takes_a_reason_and_the_right(ask, bao, officer):
    row = ask()
    with pytest.raises(Refused, match="Say why"):
        actions.withdraw(row, reason=" ", by=bao)
    with pytest.raises(Refused, match="You cannot"):
        actions.withdraw(row, reason="x", by=officer)


def test_an_answer_that_comes_after_it_hears_why(ask, send, officer, bao):
    row = ask()
    actions.withdraw(row, reason="另行部署。", by=bao)
    with pytest.raises(Refused, match="withdrawn at 18:30: 另行部署") as refused:
        send(row, "prison", officer, 3)
    assert refused.value.code == "questions.withdrawn"
    assert not Answer.objects.exists()


def test_what_was_typed_is_shown_to_copy(ask, officer, bao, account, client):
    row = ask(kind="text")
    actions.withdraw(row, reason="另行部署。", by=bao)
    client.force_login(account(officer))
    page = client.post(f"/questions/{row.pk}/at/prison/", {"text": "已核查两遍，无。"}, HTTP_ACCEPT_LANGUAGE="en")
    assert page.status_code == 409
    assert "已核查两遍，无。" in page.text
    assert "另行部署。" in page.text


def test_a_round_is_withdrawn_once(ask, bao):
    row = ask()
    actions.withdraw(row, reason="x", by=bao)
    with pytest.raises(Refused, match="closed or withdrawn"):
        actions.withdraw(row, reason="x", by=bao)
    with pytest.raises(Refused, match="ask it again"):
        actions.extend(row, due=at("21:00"), by=bao)
    with pytest.raises(Refused, match="ask it again"):
        actions.keep(row, hour=at("21:00").time(), by=bao)


def test_a_closed_round_counts_and_takes_no_more(ask, send, officer, keeper, bao):
    row = ask()
    send(row, "prison", officer, 3)
    actions.close(row, by=bao)
    with pytest.raises(Refused, match="closed"):
        send(row, "centre", keeper, 1)
    with pytest.raises(Refused, match="its answers stand"):
        actions.take_back(Asked.objects.get(round=row, unit__code="prison"), by=officer)
    assert board(row, bao).whole.total == 3


def test_the_hour_is_moved_and_a_closed_round_opens_again(ask, send, keeper, bao):
    row = ask()
    actions.close(row, by=bao)
    actions.extend(row, due=at("21:00"), by=bao)
    assert set(Obligation.objects.open().filter(kind="questions.answer").values_list("due_at", flat=True)) == {
        at("21:00")
    }
    assert send(row, "centre", keeper, 1).number == 1
    with pytest.raises(Refused, match="over already"):
        actions.extend(row, due=at("18:00"), by=bao)
