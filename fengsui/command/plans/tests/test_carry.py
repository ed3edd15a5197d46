"""Giving the tasks of a version, and carrying a new one out while the old one runs: exactly what the dry run said."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengsui.cast import REMEMBERED, at
from fengsui.command.plans import actions
from fengsui.command.plans.content import Content, Entry, Part
from fengsui.command.plans.models import Carried, Given
from fengsui.command.plans.queries import effects, reading
from fengsui.command.plans.queries.effects import Deed
from fengsui.command.plans.tests.conftest import WORDS, given, leave
from fengsui.command.tasks import actions as tasks
from fengsui.ground.journal.models import Entry as Told
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def again(row, change=lambda entry: entry, drop=()):
    """What a version says, with some of its items changed and some dropped."""
    said = reading.content(row)
    parts = [
        replace(part, entries=tuple(change(entry) for entry in part.entries if entry.text not in drop))
        for part in said.parts
    ]
    return Content(tuple(part for part in parts if part.entries), said.preamble)


def only(words, /, **more):
    return lambda entry: replace(entry, **more) if entry.text == words else entry


def deeds(row):
    return {effect.entry.text: effect.deed for effect in effects.dry_run(row).effects}


def test_every_item_with_a_unit_and_an_hour_becomes_a_task(carried):
    made = given(carried.plan)
    assert {text: step.to.code for text, step in made.items()} == dict(
        zip(WORDS, ("prison", "prison-2", "prison"), strict=True)
    )
    task = made[WORDS[0]].task
    assert (task.source, task.about, task.url) == ("plan", carried.plan.about, f"/plans/{carried.plan_id}/")
    assert Told.objects.get(kind="plans.carried").data == {"version": 1, "given": 3, "changed": 0, "withdrawn": 0}


def test_without_a_unit_or_an_hour_it_is_only_read(issued, units):
    row = issued(Content((Part("x", "", (Entry("甲", unit=units["prison"]), Entry("乙", due_at=at("20:00")))),)))
    assert set(deeds(row).values()) == {Deed.READ}
    assert not effects.dry_run(row).does_something


def test_the_person_and_the_helpers_are_in_the_task(issued, carry, units, officer):
    entry = Entry("甲", unit=units["prison"], due_at=at("20:00"), person_id=officer.pk, helpers=(units["prison-2"],))
    row = issued(Content((Part("x", "", (entry,)),)))
    carry(row)
    step = given(row.plan)["甲"]
    assert (step.person, [one.unit.code for one in step.task.helpers.all()]) == (officer, ["prison-2"])


def test_what_is_unchanged_keeps_its_task(carried, next_version, carry):
    before = given(carried.plan)
    newer = next_version(carried, again(carried))
    assert set(deeds(newer).values()) == {Deed.KEEP}
    carry(newer)
    assert {text: step.pk for text, step in given(carried.plan).items()} == {
        text: step.pk for text, step in before.items()
    }


def test_another_hour_moves_the_task(carried, next_version, carry):
    newer = next_version(carried, again(carried, only(WORDS[0], due_at=at("23:00"))))
    assert deeds(newer)[WORDS[0]] == Deed.MOVE
    before = given(carried.plan)[WORDS[0]]
    carry(newer)
    step = given(carried.plan)[WORDS[0]]
    assert (step.task, step.due_at, step.deed) == (before.task, at("23:00"), "moved")
    assert "形势变化" in step.note


def test_another_unit_gets_the_task(carried, next_version, carry, units):
    newer = next_version(carried, again(carried, only(WORDS[0], unit=units["prison-2"])))
    assert deeds(newer)[WORDS[0]] == Deed.HAND
    carry(newer, reason="职责调整")
    step = given(carried.plan)[WORDS[0]]
    assert (step.to.code, step.deed, step.note) == ("prison-2", "handed", "职责调整")


def test_another_person_gets_the_task(carried, next_version, carry, officer):
    newer = next_version(carried, again(carried, only(WORDS[0], person_id=officer.pk)))
    assert deeds(newer)[WORDS[0]] == Deed.HAND
    carry(newer)
    assert given(carried.plan)[WORDS[0]].person == officer


def test_both_at_once(carried, next_version, carry, units):
    newer = next_version(carried, again(carried, only(WORDS[0], unit=units["prison-2"], due_at=at("23:00"))))
    assert deeds(newer)[WORDS[0]] == Deed.BOTH
    carry(newer)
    step = given(carried.plan)[WORDS[0]]
    assert (step.to.code, step.due_at) == ("prison-2", at("23:00"))


def test_other_words_replace_the_task(carried, next_version, carry):
    old = given(carried.plan)[WORDS[0]].task
    newer = next_version(carried, again(carried, only(WORDS[0], text="逐日排查并登记")))
    assert deeds(newer)["逐日排查并登记"] == Deed.REPLACE
    carry(newer)
    assert given(carried.plan)["逐日排查并登记"].stage == "given"
    assert old.steps.get(replaced_at=None).stage == "withdrawn"
    assert Given.objects.filter(plan=carried.plan).values("task").distinct().count() == 4


def test_what_was_dropped_is_withdrawn_if_one_says_so(carried, next_version, carry):
    newer = next_version(carried, again(carried, drop=WORDS[1:]))
    run = effects.dry_run(newer)
    assert [effect.entry.text for effect in run.of(Deed.WITHDRAW)] == [*WORDS[1:]]
    carry(newer, keep=[run.of(Deed.WITHDRAW)[0].change.key])
    stages = {text: step.stage for text, step in given(carried.plan).items()}
    assert stages == {WORDS[0]: "given", WORDS[1]: "given", WORDS[2]: "withdrawn"}


def test_without_an_hour_any_more_its_task_is_withdrawn(carried, next_version):
    newer = next_version(carried, again(carried, only(WORDS[0], due_at=None)))
    assert deeds(newer)[WORDS[0]] == Deed.WITHDRAW


@pytest.mark.parametrize(
    ("change", "deed"),
    [
        ({"due_at": at("23:00")}, Deed.KEEP),
        ({"text": "另"}, Deed.REPLACE),
        ({"due_at": None}, Deed.KEEP),
    ],
)
def test_what_was_finished_meanwhile(carried, next_version, officer, change, deed):
    tasks.finish(given(carried.plan)[WORDS[0]].task, "已完成。", by=officer)
    newer = next_version(carried, again(carried, only(WORDS[0], **change)))
    assert deeds(newer)[change.get("text", WORDS[0])] == deed


def test_what_was_closed_is_given_again_if_it_says_something_else(carried, next_version, officer, bao):
    task = given(carried.plan)[WORDS[0]].task
    tasks.finish(task, "已完成。", by=officer)
    tasks.accept(task, by=bao)
    newer = next_version(carried, again(carried, only(WORDS[0], text="再查一次")))
    assert deeds(newer)["再查一次"] == Deed.GIVE


def test_what_was_withdrawn_by_hand_stays_so_until_the_plan_says_something_else(carried, next_version, bao):
    tasks.withdraw(given(carried.plan)[WORDS[0]].task, "不再需要", by=bao)
    assert deeds(carried)[WORDS[0]] == Deed.KEEP
    newer = next_version(carried, again(carried, only(WORDS[0], due_at=at("23:00"))))
    assert deeds(newer)[WORDS[0]] == Deed.GIVE


def test_what_was_dropped_and_is_over_is_not_told_again(carried, next_version, bao):
    tasks.withdraw(given(carried.plan)[WORDS[0]].task, "不再需要", by=bao)
    assert WORDS[0] not in deeds(next_version(carried, again(carried, drop=WORDS[:1])))


def test_moved_there_by_hand_already_it_stays(carried, next_version, bao):
    tasks.move(given(carried.plan)[WORDS[0]].task, at("23:00"), "推迟", by=bao)
    newer = next_version(carried, again(carried, only(WORDS[0], due_at=at("23:00"))))
    assert deeds(newer)[WORDS[0]] == Deed.KEEP


def test_an_hour_that_is_over_is_said_and_the_rest_is_done(issued, carry, drill):
    row = issued()
    drill(at("20:30"))
    assert set(deeds(row).values()) == {Deed.BLOCKED}
    carry(row)
    assert (given(row.plan), Carried.objects.count()) == ({}, 1)


def test_a_person_who_left_is_said_and_once_back_it_is_given_in_a_second_run(issued, carry, units, officer):
    entry = Entry("甲", unit=units["prison"], due_at=at("20:00"), person_id=officer.pk)
    row = issued(Content((Part("x", "", (entry,)),)))
    held = leave(officer)
    assert "holds no office" in effects.dry_run(row).blocked[0].why
    carry(row)
    org.resume_appointment(held, by=SYSTEM)
    carry(row)
    assert (len(given(row.plan)), Carried.objects.count()) == (1, 1)


def test_a_change_that_was_blocked_is_found_again(carried, next_version, carry, officer):
    newer = next_version(carried, again(carried, only(WORDS[0], person_id=officer.pk)))
    held = leave(officer)
    carry(newer)
    assert given(carried.plan)[WORDS[0]].person is None
    org.resume_appointment(held, by=SYSTEM)
    assert deeds(newer)[WORDS[0]] == Deed.HAND
    assert deeds(newer)[WORDS[1]] == Deed.KEEP


def test_an_hour_that_comes_back_gives_the_task_again(carried, next_version, carry):
    second = next_version(carried, again(carried, only(WORDS[0], due_at=None)))
    carry(second)
    third = next_version(second, again(second, only(WORDS[0], due_at=at("20:00"))))
    assert deeds(third)[WORDS[0]] == Deed.GIVE


def test_what_goes_on_though_dropped_is_proposed_again(carried, next_version, carry):
    second = next_version(carried, again(carried, drop=WORDS[:1]))
    carry(second, keep=[one.change.key for one in effects.dry_run(second).of(Deed.WITHDRAW)])
    assert deeds(next_version(second, again(second)))[WORDS[0]] == Deed.WITHDRAW


def test_a_unit_that_is_gone_is_said(issued):
    row = issued()
    able = effects.Able(frozenset(), {})
    assert "closed or does not stand" in able.problem(reading.content(row).entries()[0], Deed.GIVE)


def test_two_who_do_it_at_once_do_it_once(issued, bao):
    row = issued()
    token = effects.dry_run(row).token
    actions.carry_out(row, token=token, by=bao)
    with pytest.raises(Refused) as refused:
        actions.carry_out(row, token=token, by=bao)
    assert refused.value.code == "plans.moved_on"
    assert Given.objects.count() == 3


def test_what_changed_since_the_dry_run_is_not_done(carried, next_version, officer, bao):
    newer = next_version(carried, again(carried, only(WORDS[0], due_at=at("23:00"))))
    token = effects.dry_run(newer).token
    tasks.finish(given(carried.plan)[WORDS[0]].task, "已完成。", by=officer)
    with pytest.raises(Refused, match="nothing was done"):
        actions.carry_out(newer, token=token, by=bao)


def test_an_older_version_is_not_carried_out(carried, next_version, bao):
    token = effects.dry_run(carried).token
    next_version(carried, again(carried))
    with pytest.raises(Refused, match="newer version"):
        actions.carry_out(carried, token=token, by=bao)


def test_all_of_it_or_nothing(carried, next_version, bao, monkeypatch):
    newer = next_version(carried, again(carried, only(WORDS[0], due_at=at("23:00"))))
    step = given(carried.plan)[WORDS[0]]
    failed = tasks.Worked([], [tasks.Refusal(step, "no")])
    monkeypatch.setattr(tasks, "move_each", lambda *_args, **_more: failed)
    with pytest.raises(Refused, match="Nothing was done"):
        actions.carry_out(newer, token=effects.dry_run(newer).token, by=bao)
    assert not Carried.objects.filter(version=newer).exists()


def test_only_by_those_who_give_tasks(issued, officer):
    row = issued()
    with pytest.raises(Refused, match="give the tasks"):
        actions.carry_out(row, token=effects.dry_run(row).token, by=officer)


def test_many_cost_what_few_do(issued, units, carry):
    costs = []
    for many in (2, 30):
        entries = tuple(Entry(f"事项{n}", unit=units["prison"], due_at=at("20:00")) for n in range(many))
        row = issued(Content((Part("x", "", entries),)))
        with CaptureQueriesContext(connection) as caught:
            carry(row)
        costs.append(len([1 for query in caught if not any(table in query["sql"] for table in REMEMBERED)]))
    assert costs[0] == costs[1]
