"""How far a plan is: per section, the late ones, at a moment, for whom."""

import pytest

from fengsui.cast import at
from fengsui.command.plans import actions
from fengsui.command.plans.models import Plan
from fengsui.command.plans.queries import reading
from fengsui.command.plans.queries.progress import Counted, listed, progress
from fengsui.command.plans.tests.conftest import WORDS, given
from fengsui.command.plans.tests.test_carry import again
from fengsui.command.tasks import actions as tasks


def test_per_section_n_of_m(carried, officer, bao):
    tasks.finish(given(carried.plan)[WORDS[0]].task, "已完成。", by=officer)
    found = progress(carried.plan, bao)
    assert [part.counted for part in found.parts] == [Counted(1, 2, 0), Counted(0, 1, 0)]
    assert found.counted == Counted(1, 3, 0)


def test_the_late_ones_are_named(carried, bao, drill):
    drill(at("20:30"))
    assert [row.entry.text for row in progress(carried.plan, bao).late] == [*WORDS]


def test_withdrawn_ones_do_not_count(carried, bao):
    tasks.withdraw(given(carried.plan)[WORDS[0]].task, "不再需要", by=bao)
    assert progress(carried.plan, bao).counted == Counted(0, 2, 0)


def test_one_counts_the_tasks_one_sees(carried, officer):
    found = progress(carried.plan, officer)
    assert found.counted.total == 2
    assert [row.task is None for row in found.rows] == [False, True, False]


def test_as_known_before_they_were_given(carried, bao, drill):
    drill(at("19:30"))
    assert progress(carried.plan, bao, at("18:00")).version is None
    assert progress(carried.plan, bao, at("18:45")).counted == Counted(0, 3, 0)


def test_what_goes_on_from_before_is_shown(carried, next_version, carry, bao):
    newer = next_version(carried, again(carried, drop=WORDS[:1]))
    assert [one.step.task.text for one in progress(carried.plan, bao).before] == [WORDS[0]]
    carry(newer)
    assert progress(carried.plan, bao).before == []


def test_the_list_counts_too(carried, draft, bao, officer):
    draft()
    rows = list(reading.listed(bao).order_by("pk"))
    first, second = listed(rows, bao, drafts={carried.plan.unit_id})
    assert (first.counted, first.version, first.draft) == (Counted(0, 3, 0), carried, None)
    assert (second.version, second.draft.number) == (None, 1)
    assert listed(rows[1:], officer, drafts=set())[0].draft is None


def test_what_was_given_up_is_not_listed_as_a_draft(draft, bao):
    row = draft()
    actions.drop(row, by=bao)
    [only] = listed([row.plan], bao, drafts={row.plan.unit_id})
    assert (only.version, only.draft) == (None, None)


def test_who_sees_a_plan(issued, draft, bao, li, superior, officer, leader, keeper, bureau, zhao):
    row = issued()
    seen = [
        Plan.objects.visible_to(one).filter(pk=row.plan_id).exists()
        for one in (bao, li, superior, officer, leader, keeper, bureau, zhao)
    ]
    assert seen == [True, True, True, True, True, False, False, False]


def test_a_draft_is_its_units_business(draft, bao, superior, officer):
    plan = draft().plan
    seen = [plan in Plan.objects.visible_to(one) for one in (bao, superior, officer)]
    assert seen == [True, False, False]


@pytest.mark.parametrize(("who", "numbers"), [("bao", [2, 1]), ("officer", [1])])
def test_others_see_what_was_issued_only(carried, li, bao, officer, who, numbers):
    actions.begin_version(carried.plan, "x", by=li)
    person = {"bao": bao, "officer": officer}[who]
    assert [one.number for one in reading.versions(carried.plan, person)] == numbers
    assert [one.number for one in reading.versions(carried.plan, person, at("18:30"))] == [1]
    assert reading.versions(carried.plan, person, at("18:00")) == []


def test_who_drafts_for_which_unit(bao, officer, zhao):
    assert [unit.code for unit in reading.drafters(bao)] == ["department"]
    assert [unit.code for unit in reading.drafters(officer)] == ["prison"]
    assert reading.drafters(zhao) == []
