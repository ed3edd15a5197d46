"""Read, acknowledged, done: for the unit or for oneself; two at once; sent twice."""

import pytest

from fengsui.cast import at
from fengsui.command.directives import actions
from fengsui.command.directives.models import Mark, Receipt
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations import queries as obligations
from fengsui.ground.obligations.actions import remind
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def owed(row, kind="acknowledge"):
    rows = Obligation.objects.filter(kind=f"directives.{kind}", period=str(row.pk), met_at=None, void_at=None)
    return sorted(rows.values_list("unit__code", flat=True))


def test_opening_it_is_noted_once_a_person(issued, at_unit, officer, leader):
    delivery = at_unit(issued("prison"), "prison")
    assert [actions.note_read(delivery, by=who) for who in (officer, officer, leader)] == [True, False, True]
    assert Entry.objects.filter(kind="directives.read").count() == 2


def test_one_acknowledges_for_the_unit(issued, at_unit, officer, leader):
    row = issued("prison", "prison-2")
    first = actions.acknowledge(at_unit(row, "prison"), by=officer)
    assert (first.mark, first.by, first.person) == (Mark.ACKNOWLEDGED, officer, None)
    assert actions.acknowledge(at_unit(row, "prison"), by=leader) == first  # the second, or a second click
    assert owed(row) == ["prison-2"]
    assert Entry.objects.filter(kind="directives.acknowledged").count() == 1


def test_nobody_acknowledges_for_others(issued, at_unit, bao, superior):
    row = issued()
    for who in (bao, superior):
        with pytest.raises(Refused, match="acknowledge directives"):
            actions.acknowledge(at_unit(row, "prison"), by=who)


def test_where_each_person_does_one_silences_no_other(issued, at_unit, officer, leader):
    row = issued("prison", per_person=True)
    actions.acknowledge(at_unit(row, "prison"), by=officer)
    assert owed(row) == ["prison"]
    assert [one.kind for one in obligations.mine(leader)[0] if one.period == str(row.pk)] == ["directives.acknowledge"]
    assert not [one for one in obligations.mine(officer)[0] if one.period == str(row.pk)]
    actions.acknowledge(at_unit(row, "prison"), by=leader)
    assert owed(row) == []


def test_only_who_has_not_acknowledged_is_reminded(issued, at_unit, officer, leader, drill):
    row = issued("prison", per_person=True)
    actions.acknowledge(at_unit(row, "prison"), by=officer)
    drill(at("19:50"))
    remind(at("19:49"), at("19:50"))
    heard = Message.objects.filter(kind="obligations.digest")
    about = {one.recipient: {thing["what"] for thing in one.data["things"]} for one in heard}
    assert [who for who, things in about.items() if "directives.acknowledge" in things] == [leader]


def test_who_came_later_counts_once_they_acknowledge(issued, at_unit, units, officer):
    row = issued("prison", per_person=True)
    newcomer = org.register(["新来"], unit=units["prison"], capacity="officer", by=SYSTEM)[0]
    org.appoint(newcomer, units["prison"], "officer", by=SYSTEM)
    actions.acknowledge(at_unit(row, "prison"), by=newcomer)
    assert at_unit(row, "prison").addressees.count() == 2
    assert owed(row) == ["prison"]


def test_nobody_there_means_anybody_of_the_unit(issued, at_unit):
    row = issued("prison-2", per_person=True)
    assert owed(row) == ["prison-2"]
    actions.acknowledge(at_unit(row, "prison-2"), by=SYSTEM)
    assert owed(row) == []


def test_nothing_is_done_without_a_result(issued, at_unit, officer):
    row = issued("prison", do_by="22:00", asks_result=True)
    with pytest.raises(Refused, match="what came of it"):
        actions.do(at_unit(row, "prison"), " ", by=officer)
    with pytest.raises(Refused, match="at most"):
        actions.do(at_unit(row, "prison"), "长" * 1001, by=officer)
    actions.do(at_unit(row, "prison"), "已全部封闭。", by=officer)
    assert (owed(row, "do"), owed(row)) == ([], [])  # whoever has done it has acknowledged it
    assert Receipt.objects.get(mark=Mark.DONE).text == "已全部封闭。"


def test_two_officers_who_report_it_done(issued, at_unit, officer, leader):
    delivery = at_unit(issued("prison", do_by="22:00"), "prison")
    first = actions.do(delivery, "甲", by=officer)
    assert actions.do(delivery, "甲", by=officer) == first
    with pytest.raises(Refused, match="reported it done at 18:30: 甲"):
        actions.do(delivery, "乙", by=leader)


def test_what_the_system_did_is_said_of_the_system(issued, at_unit, officer):
    delivery = at_unit(issued("prison", do_by="22:00"), "prison")
    actions.do(delivery, "", by=SYSTEM)
    with pytest.raises(Refused, match="the system reported"):
        actions.do(delivery, "乙", by=officer)


def test_what_asks_for_nothing_is_not_reported_done(issued, at_unit, officer):
    with pytest.raises(Refused, match="asks for nothing"):
        actions.do(at_unit(issued("prison"), "prison"), "已办", by=officer)
