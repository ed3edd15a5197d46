"""The responsible unit begins, reports, finishes with a result."""

import pytest

from fengsui.cast import at
from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.models import Step
from fengsui.command.tasks.tests.conftest import stage
from fengsui.ground.journal.models import Entry
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused


def test_it_is_begun_once(give, officer):
    task = give()
    actions.begin(task, by=officer)
    actions.begin(task, by=officer)  # a second click
    assert (stage(task), Step.objects.count()) == ("begun", 2)


def test_what_somebody_else_began_is_begun(give, officer, leader):
    task = give()
    actions.begin(task, by=officer)
    with pytest.raises(Refused) as refused:
        actions.begin(task, by=leader)
    assert refused.value.code == "tasks.stage"


def test_it_is_reported_how_far_it_is(give, officer):
    task = give()
    actions.report(task, "一监区已查", percent=40, by=officer)
    actions.report(task, "二监区已查", by=officer)
    assert (stage(task), queries.now(task).percent, queries.now(task).note) == ("begun", 40, "二监区已查")


def test_a_report_has_words_and_a_share(give, officer):
    task = give()
    with pytest.raises(Refused, match="in a sentence"):
        actions.report(task, " ", by=officer)
    with pytest.raises(Refused, match="Between 0 and 100"):
        actions.report(task, "x", percent=101, by=officer)


def test_who_helps_reports_and_does_not_finish(give, units, keeper):
    task = give(helpers=[units["centre"]])
    actions.report(task, "已派二人", by=keeper)
    with pytest.raises(Refused, match="You cannot"):
        actions.finish(task, "x", by=keeper)


def test_nothing_is_finished_without_a_result(give, officer):
    with pytest.raises(Refused, match="without a result") as refused:
        actions.finish(give(), "", by=officer)
    assert refused.value.field == "note"


def test_finished_it_is_owed_no_more_and_waits_for_review(done, officer, li):
    found = {row.kind: row for row in Obligation.objects.filter(kind__startswith="tasks.")}
    assert found["tasks.task"].met_by == officer
    assert (found["tasks.review"].unit.code, found["tasks.review"].met_at) == ("department", None)
    assert queries.now(done).result == "双岗已到位。"
    assert Entry.objects.get(kind="tasks.done").data == {"late": False}


def test_a_second_click_finishes_once(done, officer):
    actions.finish(done, "双岗已到位。", by=officer)
    assert Step.objects.filter(deed="done").count() == 1


def test_finished_late_is_said(give, officer, drill):
    task = give()
    drill(at("20:01"))
    actions.finish(task, "x", by=officer)
    assert Entry.objects.get(kind="tasks.done").data == {"late": True}


def test_only_the_responsible_unit_does_it(give, li, bureau, zhao):
    task = give()
    for person in (li, bureau, zhao):
        with pytest.raises(Refused, match="You cannot"):
            actions.finish(task, "x", by=person)


def test_what_was_known_at_an_earlier_hour(done, drill):
    drill(at("19:00"))
    assert queries.now(done, at("18:00")) is None
    assert len(queries.steps(done, at("18:30"))) == 2
