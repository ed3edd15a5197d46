"""The giver's unit closes, gives back, opens again, withdraws."""

import pytest

from fengsui.cast import DAY, at
from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.models import Step
from fengsui.command.tasks.tests.conftest import stage
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused


def owed(kind="tasks.task"):
    return Obligation.objects.filter(kind=kind, met_at__isnull=True, void_at__isnull=True)


def test_a_result_is_closed(done, li):
    actions.accept(done, "核实无误", by=li)
    assert (stage(done), owed().count(), owed("tasks.review").count()) == ("closed", 0, 0)
    assert Obligation.objects.get(kind="tasks.review").met_by == li


def test_what_is_not_finished_is_not_closed(give, li):
    with pytest.raises(Refused, match="not begun"):
        actions.accept(give(), by=li)


def test_only_the_giver_reviews(done, officer, leader, superior, zhao):
    for person in (officer, leader, superior, zhao):
        with pytest.raises(Refused, match="You cannot"):
            actions.accept(done, by=person)


def test_while_its_check_fails_it_is_not_closed(silent, officer, li):
    from fengsui.command.reports import actions as reports

    actions.finish(silent, "已补报", by=officer)
    with pytest.raises(Refused) as refused:
        actions.accept(silent, by=li)
    assert (refused.value.code, stage(silent)) == ("tasks.check", "done")
    reports.sign(queries.now(silent).to, DAY, {}, revision=0, by=officer, note="—")
    actions.accept(silent, by=li)
    assert stage(silent) == "closed"


def test_what_cannot_be_judged_yet_is_not_closed(give, units, officer, li, monkeypatch):
    from fengsui.command.tasks.actions import reviewing
    from fengsui.command.tasks.queries import Answer

    task = give()
    actions.finish(task, "x", by=officer)
    monkeypatch.setattr(reviewing, "answers", lambda tasks: {one.pk: Answer.UNKNOWN for one in tasks})
    with pytest.raises(Refused, match="not known yet"):
        actions.accept(task, by=li)


def test_given_back_it_is_owed_again_with_a_reason(done, li, officer):
    with pytest.raises(Refused, match="what is missing"):
        actions.give_back(done, "", by=li)
    actions.give_back(done, "二监区没有写", by=li)
    assert (stage(done), owed().get().due_at, owed("tasks.review").count()) == ("returned", at("20:00"), 0)
    assert Message.objects.get(kind="tasks.returned").recipient == officer
    actions.finish(done, "两个监区均已到位", by=officer)
    assert Obligation.objects.filter(kind="tasks.task", met_at__isnull=False).count() == 2


def test_given_back_late_it_needs_a_new_hour(done, li, drill):
    drill(at("20:30"))
    with pytest.raises(Refused) as refused:
        actions.give_back(done, "x", by=li)
    assert refused.value.field == "due"
    actions.give_back(done, "x", due_at=at("22:00"), by=li)
    assert owed().get().due_at == at("22:00")


def test_a_closed_one_is_opened_again(done, li):
    actions.accept(done, by=li)
    with pytest.raises(Refused, match="opened again"):
        actions.reopen(done, "", by=li)
    actions.reopen(done, "夜间又缺岗", by=li)
    assert (stage(done), owed().count(), queries.now(done).turn) == ("begun", 1, 2)


def test_withdrawn_nobody_owes_it_and_whoever_had_it_is_told(give, li, officer):
    task = give()
    with pytest.raises(Refused, match="withdrawn"):
        actions.withdraw(task, " ", by=li)
    actions.withdraw(task, "另行部署", by=li)
    assert (stage(task), owed().count()) == ("withdrawn", 0)
    assert Message.objects.get(kind="tasks.withdrawn").recipient == officer
    actions.reopen(task, "仍需办理", by=li)
    assert owed().count() == 1


def test_withdrawn_while_it_waits_for_review(done, li):
    actions.withdraw(done, "不再需要", by=li)
    assert owed("tasks.review").count() == 0


def test_two_officers_at_once_the_second_is_told(done, li, bao):
    actions.give_back(done, "x", by=bao)
    with pytest.raises(Refused, match="given back"):
        actions.accept(done, by=li)
    assert Step.objects.as_known().get(task=done).by == bao
