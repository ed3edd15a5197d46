"""Withdrawn half-way, replaced by a corrected version, changed under way by the organisation."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, FOUNDED, at
from fengsui.command.directives import actions
from fengsui.command.directives.models import Directive, Mark, Receipt, Stage
from fengsui.command.directives.queries.sheet import sheet
from fengsui.command.directives.queries.tree import tree
from fengsui.ground.clock.actions import tick
from fengsui.ground.documents import queries as documents
from fengsui.ground.documents.models import Stage as PaperStage
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.models import Appointment, Unit
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

NEXT = DAY + timedelta(days=1)


@pytest.fixture
def second(units):
    """A second justice office below the county."""
    rows = [UnitRow("office-2", "office", "测试二所", superiors={"territory": "county"})]
    org.arrange(rows, since=FOUNDED, by=SYSTEM)
    units["office-2"] = Unit.objects.get(code="office-2")
    return units["office-2"]


def owed(row):
    rows = Obligation.objects.filter(period=str(row.pk), met_at=None, void_at=None)
    return sorted(rows.values_list("unit__code", flat=True))


def stage(row):
    return Directive.objects.with_stage().get(pk=row.pk).stage


def test_withdrawn_half_way(issued, at_unit, bao, officer, clerk, drill):
    row = issued(do_by="22:00")
    actions.acknowledge(at_unit(row, "prison"), by=officer)
    drill(at("20:30"))  # the acknowledging is overdue by now
    actions.withdraw(row, reason="另行部署。", by=bao)
    assert (stage(row), owed(row)) == (Stage.WITHDRAWN, [])
    assert Receipt.objects.filter(mark=Mark.ACKNOWLEDGED).count() == 1  # what was done stays
    assert Message.objects.filter(recipient__in=[officer, clerk], kind="directives.withdrawn").count() == 2
    assert documents.stage(row.document) == PaperStage.VOID


def test_nobody_answers_what_was_withdrawn(issued, at_unit, bao, officer):
    row = issued()
    actions.withdraw(row, reason="有误。", by=bao)
    with pytest.raises(Refused, match="was withdrawn: 有误。"):
        actions.acknowledge(at_unit(row, "prison"), by=officer)
    with pytest.raises(Refused, match="Withdrawn"):
        actions.withdraw(row, reason="再撤", by=bao)


def test_a_reason_is_needed(issued, bao):
    with pytest.raises(Refused, match="Say why"):
        actions.withdraw(issued(), reason=" ", by=bao)


def test_a_draft_is_not_withdrawn(approved, bao):
    with pytest.raises(Refused, match="Approved"):
        actions.withdraw(approved(), reason="不发", by=bao)


def test_a_corrected_version_replaces(issued, approved, at_unit, bao, officer):
    old = issued()
    new = approved(title="更正通知", replaces=old)
    assert stage(old) == Stage.ISSUED
    actions.issue(new, by=bao)
    assert (stage(old), owed(old), len(owed(new))) == (Stage.REPLACED, [], 8)
    assert Message.objects.filter(recipient=officer, kind="directives.replaced").count() == 1
    with pytest.raises(Refused, match="更正通知"):
        actions.acknowledge(at_unit(old, "prison"), by=officer)


def test_a_corrected_version_comes_from_the_same(wanted, units, bao):
    made = {"comes_from": "incoming.paper:x", "url": "/incoming/x/", "synthetic": True}
    old = actions.draft(units["department"], wanted(), by=bao, **made)
    new = actions.draft(units["department"], wanted(), by=bao, replaces=old)
    assert (new.comes_from, new.url, new.synthetic) == tuple(made.values())


def test_only_one_correction_replaces(issued, approved, bao):
    old = issued()
    first, late = (approved(replaces=old) for _ in range(2))
    actions.issue(first, by=bao)
    with pytest.raises(Refused, match="Replaced"):
        actions.issue(late, by=bao)
    assert stage(late) == Stage.APPROVED


def test_another_unit_corrects_nothing(issued, wanted, units, bureau):
    with pytest.raises(Refused, match="Only the unit"):
        actions.draft(units["league"], wanted("county"), by=bureau, replaces=issued())


def test_a_merged_unit_hands_its_open_duty_to_its_successor(second, issued, units, bao, got, drill):
    row = issued("office", do_by="22:00")
    org.merge([units["office"]], second, since=NEXT, by=SYSTEM)
    assert got(row) == ["office"]  # until that day it answers itself
    drill(at("00:05", NEXT))
    tick()
    assert got(row) == ["office", "office-2"]
    assert owed(row) == ["office-2", "office-2"]
    assert [one.unit_id for one in tree(row, units["department"], "territory").rows] == [second.pk]


def test_a_successor_that_has_it_answers_for_both(second, issued, at_unit, units, bao):
    row = issued("county", do_by="22:00")
    org.merge([units["office"]], second, since=DAY, by=SYSTEM)
    heir = at_unit(row, "office-2")
    assert (heir.heir_of, [one.code for one in sheet(heir, bao).forebears]) == (None, ["office"])
    assert owed(row).count("office-2") == 2


def test_what_was_done_goes_over_to_nobody(second, issued, at_unit, units, clerk, got):
    row = issued("office", do_by="22:00")
    actions.do(at_unit(row, "office"), "", by=clerk)
    org.merge([units["office"]], second, since=DAY, by=SYSTEM)
    assert got(row) == ["office"]


def test_through_an_heir_that_was_closed_itself(second, issued, units, got):
    rows = [UnitRow("office-3", "office", "测试三所", superiors={"territory": "county"})]
    org.arrange(rows, since=FOUNDED, by=SYSTEM)
    third = Unit.objects.get(code="office-3")
    row = issued("office")
    org.merge([units["office"]], second, since=DAY, by=SYSTEM)
    org.merge([Unit.objects.get(pk=second.pk)], third, since=DAY, by=SYSTEM)
    assert owed(row) == ["office-3"]


def test_a_closed_unit_without_a_successor_owes_nothing(issued, units):
    row = issued("office", "prison")
    org.close(units["office"], day=DAY, by=SYSTEM)
    assert owed(row) == ["prison"]


def test_what_waited_for_a_closed_unit_waits_for_its_successor(issued, units, at_unit, got, clerk):
    rows = [UnitRow("county-2", "county_bureau", "测试二旗司法局", superiors={"territory": "league"})]
    org.arrange(rows, since=FOUNDED, by=SYSTEM)
    row = issued("county", stepwise=True)
    org.merge([units["county"]], Unit.objects.get(code="county-2"), since=DAY, by=SYSTEM)
    assert got(row) == ["county", "county-2"]
    units["county-2"] = Unit.objects.get(code="county-2")
    actions.pass_on(at_unit(row, "county-2"), by=SYSTEM)
    assert "office" in got(row)


def test_where_nobody_is_left_above_it_goes_on(issued, units, got, bao):
    row = issued("county", stepwise=True)
    org.move(units["office"], "territory", units["league"], since=DAY, by=SYSTEM)
    assert got(row) == ["county", "office"]


def test_who_left_is_not_waited_for(issued, at_unit, officer, leader, units):
    row = issued("prison", per_person=True)
    actions.acknowledge(at_unit(row, "prison"), by=leader)
    Appointment.objects.filter(person=officer).update(valid_to=DAY)
    assert owed(row) == ["prison"]
    assert (actions.follow(), actions.follow()) == (1, 0)
    assert owed(row) == []
