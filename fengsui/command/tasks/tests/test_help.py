"""Which units help: named with the task, changed while it is open, told, and as it was known."""

from datetime import timedelta

import pytest
from django.db.utils import DatabaseError

from fengsui.cast import DAY, _person, at
from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.models import Helper, Step, Task
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

TOMORROW = DAY + timedelta(days=1)


def helping(task, known=None):
    return sorted(one.unit.code for one in Helper.objects.helping(known).filter(task=task))


def test_the_giver_changes_who_helps(give, units, li, keeper):
    task = give(helpers=[units["prison-2"]])
    step = actions.change_helpers(task, [units["centre"]], "改由戒毒所协办", by=li)
    assert (step.deed, step.note, helping(task)) == ("helped", "改由戒毒所协办", ["centre"])
    assert Message.objects.get(kind="tasks.helps").recipient == keeper
    assert Entry.objects.get(kind="tasks.helped").data == {"n": 1}
    actions.report(task, "已到", by=keeper)


def test_who_helps_no_more_reports_no_more_and_still_reads(give, units, li, keeper):
    task = give(helpers=[units["centre"]])
    actions.change_helpers(task, [], by=li)
    assert Task.objects.visible_to(keeper).get() == task
    assert not queries.mine(keeper)
    with pytest.raises(Refused, match="You cannot"):
        actions.report(task, "x", by=keeper)


def test_who_is_named_with_the_task_is_told(give, units, keeper):
    give(helpers=[units["centre"]])
    assert Message.objects.get(kind="tasks.helps").recipient == keeper


def test_the_responsible_unit_names_those_below_it(give, units, bureau):
    task = give("league")
    actions.change_helpers(task, [units["county"]], by=bureau)
    assert helping(task) == ["county"]
    with pytest.raises(Refused, match="does not stand below") as refused:
        actions.change_helpers(task, [units["county"], units["prison"]], by=bureau)
    assert refused.value.field == "helpers"


def test_a_second_click_and_the_responsible_unit_itself_change_nothing(give, units, li):
    task = give(helpers=[units["centre"]])
    for _n in range(2):
        step = actions.change_helpers(task, [units["centre"], units["prison"]], by=li)
    assert (step.deed, Step.objects.count()) == ("given", 1)


def test_only_while_it_is_open_and_by_those_who_may(done, units, li, officer):
    with pytest.raises(Refused, match="to be reviewed"):
        actions.change_helpers(done, [units["centre"]], by=li)
    with pytest.raises(Refused, match="You cannot"):
        actions.change_helpers(done, [units["centre"]], by=officer)


def test_a_closed_unit_does_not_come_to_help(give, units, li, drill):
    task = give(due="23:00")
    org.close(units["office"], day=TOMORROW, by=SYSTEM)
    drill(at("08:00", TOMORROW))
    units["office"].refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        actions.change_helpers(task, [units["office"]], by=SYSTEM)


def test_it_is_not_taken_back(give, units, li):
    task = give()
    step = actions.change_helpers(task, [units["centre"]], by=li)
    with pytest.raises(Refused, match="cannot be taken back"):
        actions.undo(task, step.pk, by=li)


def test_as_it_was_known(give, units, li, keeper, drill):
    task = give()
    drill(at("19:00"))
    actions.change_helpers(task, [units["centre"]], by=li)
    drill(at("19:30"))
    actions.change_helpers(task, [units["prison-2"]], by=li)
    assert [helping(task, at(hour)) for hour in ("18:45", "19:10", "19:40")] == [[], ["centre"], ["prison-2"]]
    assert [queries.mine(keeper, at(hour)).count() for hour in ("18:45", "19:10", "19:40")] == [0, 1, 0]


def test_a_row_of_who_helped_is_never_changed(give, units):
    give(helpers=[units["centre"]])
    with pytest.raises(DatabaseError):
        Helper.objects.update(unit=units["prison-2"])


@pytest.mark.parametrize(("to", "left"), [("centre", ["prison-2"]), ("prison-2", [])])
def test_whoever_takes_over_from_a_closed_unit_helps(give, units, drill, to, left):
    task = give(to, helpers=[units["prison"]], due="23:00")
    org.merge([units["prison"]], units["prison-2"], since=DAY, by=SYSTEM)
    assert (helping(task), queries.now(task).deed) == (left, "helped")


def test_whoever_helps_already_helps_once(give, units):
    task = give("centre", helpers=[units["prison"], units["prison-2"]])
    over = give("centre", helpers=[units["prison"]])
    actions.withdraw(over, "x", by=SYSTEM)
    org.merge([units["prison"]], units["prison-2"], since=DAY, by=SYSTEM)
    assert (helping(task), helping(over)) == (["prison-2"], ["prison"])


def test_through_the_page(browse, give, units, li, keeper):
    task, page = give(helpers=[units["prison-2"]]), browse(li)
    page(f"/tasks/{task.pk}/do/", {"do": "helped", "helped-helpers": "centre", "helped-note": "改"})
    shown = page(f"/tasks/{task.pk}/").text
    assert ("+ Test centre" in shown, "− Test prison-2" in shown) == (True, True)
    answer = page(f"/tasks/{task.pk}/do/", {"do": "helped", "helped-helpers": "nowhere"})
    assert (answer.status_code, "code or name" in answer.text) == (422, True)
    assert "Report how far it is" in browse(keeper)(f"/tasks/{task.pk}/").text


def test_many_at_once_are_one_note(units, li):
    doer = _person(units, "民警乙", "prison-2", "officer")
    for n in range(2):
        orders = [
            actions.Order(f"{n}.{m}", units["prison"], at("20:00"), helpers=(units["prison-2"],)) for m in range(4)
        ]
        actions.give_each(units["department"], orders, by=li, verb="tasks.give", source="plan", about=f"x:{n}")
    assert Message.objects.filter(recipient=doer, kind="tasks.several").count() == 2
