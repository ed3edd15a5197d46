"""Looking back: a directive and its tree as they were known at a moment."""

import pytest

from fengsui.cast import at
from fengsui.command.directives import actions
from fengsui.command.directives.exports import RECEIPTS, REGISTER
from fengsui.command.directives.queries import past
from fengsui.command.directives.queries.lists import counted, listed
from fengsui.command.directives.queries.sheet import sheet
from fengsui.command.directives.queries.tree import lines, tree
from fengsui.ground.clock.past import NotThen


def test_the_tree_says_of_an_hour_what_it_said_then(issued, at_unit, units, drill, bao, bureau, officer):
    row = issued(stepwise=True, do_by="22:00")
    then = tree(row, units["department"], "territory")
    drill(at("19:00"))
    actions.pass_on(at_unit(row, "league"), by=bureau)
    row = actions.reschedule(row, at("19:30"), at("23:00"), reason="提前", by=bao)
    drill(at("19:40"))
    assert tree(row, units["department"], "territory", at("18:30")) == then
    now = tree(row, units["department"], "territory")
    assert (then.whole.delivered, now.whole.delivered, now.whole.late) == (3, 5, 2)
    assert tree(row, units["department"], "territory", at("19:29")).whole.late == 0
    assert lines(row, units["department"], at("18:30")) == lines(row, units["department"])


def test_who_left_since_was_still_waited_for(issued, at_unit, units, officer, leader, drill):
    from fengsui.cast import DAY
    from fengsui.ground.org.models import Appointment

    row = issued("prison", per_person=True)
    drill(at("19:00"))
    Appointment.objects.filter(person=officer).update(valid_to=DAY)
    actions.follow()
    counts = [tree(row, units["prisons"], "prison", known).whole.to_acknowledge for known in (at("18:45"), None)]
    assert counts == [2, 1]


def test_its_steps_versions_and_hours_by_then(issued, approved, bao, drill):
    row = issued()
    drill(at("19:00"))
    actions.reschedule(row, at("21:00"), None, reason="延后", by=bao)
    new = actions.issue(approved(title="关于更正的通知", replaces=row), by=bao)
    assert [step.stage for step in past.steps(row, at("18:45"))] == ["drafted", "checked", "approved", "issued"]
    assert (past.versions(row, at("18:45")), past.versions(row, None)) == ([], [new])
    assert (past.moved(row, at("18:45")), len(past.moved(row, None))) == ([], 1)


def test_what_was_not_issued_yet_has_no_past(issued):
    row = issued()
    with pytest.raises(NotThen, match="not issued yet"):
        past.steps(row, at("18:00"))


def test_the_receipts_of_that_hour_are_exported(issued, at_unit, bao, officer, drill):
    row = issued("prison")
    drill(at("19:00"))
    actions.acknowledge(at_unit(row, "prison"), by=officer)
    query = {"pk": str(row.pk), "line": "prison", "code": "prisons"}
    assert [one[3] for one in RECEIPTS.rows(bao, query)] == [1]
    assert [one[3] for one in RECEIPTS.rows(bao, query | {"as_known": "2020-02-03T18:40"})] == [0]


def test_a_delivery_as_it_was_known_then(issued, at_unit, officer, bao, drill):
    row = issued("prison", do_by="22:00")
    drill(at("19:00"))
    actions.add_local(at_unit(row, "prison"), "逐监区排查。", seen="", by=officer)
    actions.acknowledge(at_unit(row, "prison"), by=officer)
    actions.reschedule(row, at("19:30"), at("23:00"), reason="提前", by=bao)
    then = sheet(at_unit(row, "prison"), officer, at("18:45"))
    assert (then.owes, then.own, then.receipts, then.acknowledge_by) == ("acknowledge", None, [], at("20:00"))
    now = sheet(at_unit(row, "prison"), officer)
    assert (now.owes, now.own.text, now.do_by) == ("do", "逐监区排查。", at("23:00"))


def test_what_a_unit_had_not_got_yet_is_not_shown(issued, at_unit, bureau, officer, drill):
    row = issued(stepwise=True)
    drill(at("19:00"))
    actions.pass_on(at_unit(row, "league"), by=bureau)
    with pytest.raises(NotThen, match="did not have it yet"):
        sheet(at_unit(row, "county"), bureau, at("18:45"))
    waiting = at_unit(row, "prison")
    with pytest.raises(NotThen):
        sheet(waiting, officer)


def test_the_list_says_of_an_hour_what_it_said_then(issued, approved, at_unit, units, bao, officer, drill):
    row = issued("prison", do_by="22:00")
    drill(at("19:00"))
    actions.acknowledge(at_unit(row, "prison"), by=officer)
    actions.reschedule(row, at("19:30"), at("23:00"), reason="提前", by=bao)
    issued("prison", title="关于另一件事的通知")
    then, (new, old) = at("18:45"), counted(listed(officer).order_by("-pk"), officer)
    assert (new.acknowledged, old.acknowledged, old.owes, old.do_by) == (0, 1, "do", at("23:00"))
    (only,) = counted(listed(officer, known=then), officer, then)
    assert (only.directive, only.acknowledged, only.owes, only.due) == (row, 0, "acknowledge", at("20:00"))


def test_the_register_of_that_hour_is_exported(issued, bao, drill):
    issued("prison")
    drill(at("19:00"))
    issued("prison", title="关于另一件事的通知")
    counts = [len(list(REGISTER.rows(bao, query))) for query in ({}, {"as_known": "2020-02-03T18:45"})]
    assert counts == [2, 1]


def test_a_page_of_the_past_marks_nothing_as_read_and_offers_nothing(issued, at_unit, officer, account, client, drill):
    row = issued("prison")
    drill(at("19:00"))
    client.force_login(account(officer))
    page = client.get(f"/directives/{row.pk}/at/prison/?as_known=2020-02-03T18:45", HTTP_ACCEPT_LANGUAGE="en").text
    assert 'value="acknowledge"' not in page
    assert not at_unit(row, "prison").receipts.exists()
    assert row.title in client.get("/directives/?as_known=2020-02-03T18:45").text
