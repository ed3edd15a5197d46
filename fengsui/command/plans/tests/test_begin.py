"""A plan and its versions are begun: by whom, once, one draft at a time, items keep their keys."""

from uuid import uuid4

import pytest

from fengsui.command.plans import actions
from fengsui.command.plans.models import Plan, Version
from fengsui.command.plans.queries import reading
from fengsui.command.plans.tests.conftest import TITLE
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


def test_it_begins_with_an_empty_draft(units, li):
    row = actions.begin(units["department"], f" {TITLE} ", by=li)
    assert (row.plan.title, row.number, row.stage, row.drafted_by) == (TITLE, 1, "drafted", li)
    assert reading.content(row).entries() == []
    assert Entry.objects.get(kind="plans.begun").about == row.plan.about


def test_sent_twice_it_is_begun_once(units, li):
    key = uuid4()
    assert actions.begin(units["department"], TITLE, by=li, key=key) == actions.begin(
        units["department"], TITLE, by=li, key=key
    )
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("title", [" ", "长" * 121])
def test_it_has_a_title(units, li, title):
    with pytest.raises(Refused) as refused:
        actions.begin(units["department"], title, by=li)
    assert refused.value.field == "title"


def test_only_for_ones_own_unit(units, officer, zhao, superior):
    for person in (officer, zhao, superior):
        with pytest.raises(Refused, match="You cannot"):
            actions.begin(units["department"], TITLE, by=person)


def test_another_version_begins_as_a_copy_with_the_same_keys(issued, li):
    row = issued()
    made = actions.begin_version(row.plan, "形势变化", by=li)
    assert (made.number, made.reason, made.stage) == (2, "形势变化", "drafted")
    assert reading.content(made) == reading.content(row)


def test_another_version_says_why(issued, li):
    with pytest.raises(Refused, match="Say why"):
        actions.begin_version(issued().plan, " ", by=li)


def test_one_is_drafted_at_a_time(issued, li):
    plan = issued().plan
    actions.begin_version(plan, "一", by=li)
    with pytest.raises(Refused, match="Version 2 is being drafted"):
        actions.begin_version(plan, "二", by=li)


def test_given_up_it_leaves_its_number(issued, li):
    plan = issued().plan
    actions.drop(actions.begin_version(plan, "一", by=li), by=li)
    assert actions.begin_version(plan, "二", by=li).number == 3
    assert reading.draft(plan).number == 3


def test_what_was_issued_is_not_given_up(issued, bao):
    with pytest.raises(Refused, match="Issued"):
        actions.drop(issued(), by=bao)
    assert Version.objects.get().stage == "issued"
