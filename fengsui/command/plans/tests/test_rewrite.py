"""A draft is written: everything is kept, two at once see each other, and what cannot be kept is refused."""

from dataclasses import replace

import pytest
from django.db.utils import DatabaseError

from fengsui.command.plans import actions
from fengsui.command.plans.content import Content, Entry, Part
from fengsui.command.plans.models import Item, Section, Version
from fengsui.command.plans.queries import reading
from fengsui.house import Refused


def one(**more):
    return Content((Part("x", "", (Entry(more.pop("text", "x"), **more),)),))


def test_everything_is_kept(draft, content, units, officer):
    entry = replace(content().entries()[0], person_id=officer.pk, helpers=(units["prison-2"],), recurring="每日")
    said = Content((Part("排查", "一\n二", (entry,)), Part("物资")), "前言")
    assert reading.content(draft(said)) == said


def test_a_unit_does_not_help_itself(draft, units):
    row = draft(one(unit=units["prison"], helpers=(units["prison"],)))
    assert reading.content(row).entries()[0].helpers == ()


def test_a_person_without_a_unit_is_nobody(draft, officer):
    assert reading.content(draft(one(person_id=officer.pk))).entries()[0].person_id is None


def test_two_at_once_see_each_other(draft, content, bao, li):
    row = draft()
    actions.rewrite(row, content(due="22:00"), revision=row.revision, by=li)
    with pytest.raises(Refused) as refused:
        actions.rewrite(row, content(due="23:00"), revision=row.revision, by=bao)
    assert refused.value.code == "plans.conflict"
    assert reading.content(row).entries()[0].due_at.hour == 14  # UTC


def test_it_can_be_shortened(draft, content, bao):
    row = draft()
    actions.rewrite(row, content(words=("一",)), revision=row.revision, by=bao)
    assert (Item.objects.count(), Section.objects.count()) == (1, 2)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Content((Part("x", "", tuple(Entry("x") for _ in range(121))),)), "plans.many"),
        (Content(tuple(Part("x") for _ in range(21))), "plans.many"),
        (Content((Part("长" * 121),)), "plans.long"),
        (Content((Part("x", "长" * 5001),)), "plans.long"),
        (Content((), "长" * 5001), "plans.long"),
        (one(text="长" * 801), "plans.long"),
        (one(recurring="长" * 81), "plans.long"),
    ],
)
def test_what_is_too_much(draft, said, code):
    with pytest.raises(Refused) as refused:
        draft(said)
    assert refused.value.code == code


def test_no_item_stands_twice(draft):
    entry = Entry("x")
    with pytest.raises(Refused, match="twice"):
        draft(Content((Part("x", "", (entry, entry)),)))


@pytest.mark.parametrize("code", ["ward-1", "institute"])
def test_only_units_that_can_be_given_tasks(draft, units, code):
    with pytest.raises(Refused, match="can give it nothing"):
        draft(one(unit=units[code]))
    with pytest.raises(Refused, match="can give it nothing"):
        draft(one(helpers=(units[code],)))


def test_only_persons_who_do_tasks_there(draft, units, officer, keeper):
    assert draft(one(unit=units["prison"], person_id=officer.pk))
    with pytest.raises(Refused, match="holds no office"):
        draft(one(unit=units["prison"], person_id=keeper.pk))


def test_only_by_whoever_drafts(draft, content, officer):
    row = draft()
    with pytest.raises(Refused, match="draft work plans"):
        actions.rewrite(row, content(), revision=row.revision, by=officer)


def test_what_was_issued_is_never_changed(issued, content, bao):
    row = issued()
    with pytest.raises(Refused, match="Issued"):
        actions.rewrite(row, content(), revision=row.revision, by=bao)
    assert reading.content(row).entries()


@pytest.mark.parametrize("table", [Item, Section, Version])
def test_not_even_in_the_database(issued, table):
    issued()
    with pytest.raises(DatabaseError):
        table.objects.update(**{"reason" if table is Version else "text": "another"})
