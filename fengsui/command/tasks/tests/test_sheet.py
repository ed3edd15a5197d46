"""The task sheet: numbered, one giver, the same when nothing changed, for whoever sees all its tasks."""

import pytest

from fengsui.cast import at
from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.models import Sheet
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


def issue(by, *tasks):
    return actions.issue_sheet([task.pk for task in tasks], by=by)


def test_it_has_a_number_of_its_own_series(give, units, li, officer):
    task = give(person=officer, helpers=[units["centre"]], source="meeting", source_note="9:30")
    sheet = issue(li, task)
    assert (sheet.document.number_label, sheet.document.series.code) == ("〔2020〕第1期", "task-sheet")
    assert sheet.document.pdf.startswith(b"%PDF")
    assert sheet.document.source["recipients"] == {"to": ["测试监狱"], "copy": ["测试戒毒所"]}
    assert Entry.objects.get(kind="tasks.issued").about == task.subject


def test_printed_again_unchanged_it_is_the_same(give, li):
    first, second = give(), give("prison-2")
    assert issue(li, first, second).pk == issue(li, first, second).pk
    assert issue(li, first).pk != issue(li, second).pk
    actions.move(first, at("22:00"), "x", by=li)
    assert issue(li, first).document.number == 4


def test_it_is_one_givers(give, li, superior):
    with pytest.raises(Refused, match="You cannot"):
        issue(li, give(), give(unit="prisons", by=superior))
    with pytest.raises(Refused, match="Choose between"):
        issue(li)


def test_tasks_of_two_givers_whom_one_person_serves(give, units, li):
    from fengsui.cast import FOUNDED
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    org.appoint(li, units["prisons"], "duty_chief", since=FOUNDED, by=SYSTEM)
    with pytest.raises(Refused, match="different units"):
        issue(li, give(), give(unit="prisons"))


def test_who_does_not_do_the_others_tasks_does_not_read_them(give, li, officer):
    mine, theirs = give(), give("prison-2")
    alone, both = issue(li, mine), issue(li, mine, theirs)
    assert queries.sheets(mine, officer) == [alone]
    assert queries.sheets(mine, li) == [both, alone]
    assert queries.sheets(mine, li, at("18:00")) == []
    assert Sheet.objects.count() == 2
