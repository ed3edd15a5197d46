"""The live tree: counts per branch along each line, who blocks; whatever trees and lines there are, the counts add up."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengsui.cast import FOUNDED, REMEMBERED, _person, at
from fengsui.command.directives import actions
from fengsui.command.directives.models import Delivery, Mark, Receipt
from fengsui.command.directives.queries.tree import lines, tree
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.models import Unit
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def branch(found, code):
    return next(one for one in found.branches if one.code == code)


def said(found):
    return [(one.standing.code, one.what, one.waiting, one.is_late) for one in found.blockers]


def test_counts_go_up_each_line(issued, at_unit, units, keeper):
    row = issued(do_by="22:00")
    actions.do(at_unit(row, "centre"), "", by=keeper)
    for line, code in (("territory", "league"), ("rehabilitation", "centres")):  # both superiors see it
        found = branch(tree(row, units["department"], line), code)
        assert (found.acknowledged, found.done) == (1, 1)
    whole = tree(row, units["department"], "territory").whole
    assert (whole.units, whole.acknowledged, whole.done) == (8, 1, 1)


def test_the_lines_of_a_unit(issued, units):
    row = issued("league")
    assert lines(row, units["department"]) == ["territory", "rehabilitation"]
    assert lines(row, units["league"]) == ["territory"]
    assert lines(row, units["prisons"]) == []


def test_a_branch_whose_head_was_passed_over_has_its_name(issued, units):
    found = tree(issued("office"), units["department"], "territory")
    assert (branch(found, "league").units, branch(found, "league").own) == (1, None)


def test_the_deepest_that_has_it_blocks(issued, at_unit, units, bureau):
    row = issued("league", stepwise=True)
    assert said(tree(row, units["department"], "territory")) == [("league", "pass_on", 3, False)]
    actions.pass_on(at_unit(row, "league"), by=bureau)
    found = said(tree(row, units["department"], "territory"))
    assert found[0] == ("county", "pass_on", 1, False)
    assert ("centre", "acknowledge", 0, False) in found


def test_the_overdue_block_before_the_merely_open(issued, at_unit, units, officer, drill):
    row = issued("prison", "prison-2", acknowledge_by="19:00", do_by="22:00")
    actions.acknowledge(at_unit(row, "prison"), by=officer)
    drill(at("19:30"))
    found = tree(row, units["prisons"], "prison")
    assert said(found) == [("prison-2", "acknowledge", 0, True), ("prison", "do", 0, False)]
    assert (branch(found, "prison-2").late, found.whole.late) == (1, 1)


def test_persons_are_counted_where_each_acknowledges(issued, at_unit, units, officer, leader):
    row = issued("prison", per_person=True)
    actions.acknowledge(at_unit(row, "prison"), by=officer)
    whole = tree(row, units["prisons"], "prison").whole
    assert (whole.acknowledged, whole.to_acknowledge, whole.is_acknowledged) == (1, 2, False)


def test_many_that_block_are_not_all_named(issued, units):
    found = branch(tree(issued(), units["department"], "territory"), "league")
    assert (len(found.named), found.more) == (3, 1)


def test_chasing_reminds_of_this_directive_alone(issued, units, bao, officer, clerk):
    row, other = issued("prison"), issued("office")
    done = actions.chase(row, units["department"], "territory", sender=units["department"], by=bao)
    assert (done.things, done.persons) == (1, 1)
    assert Message.objects.filter(kind="obligations.chased").get().recipient == officer
    with pytest.raises(Refused, match="less than"):
        actions.chase(row, units["department"], "territory", sender=units["department"], by=bao)
    assert actions.chase(other, units["league"], "territory", sender=units["department"], by=bao).persons == 1


def test_what_it_costs_does_not_grow(approved, bao, units):
    costs = []
    for n, many in enumerate((1, 1, 9)):  # the first one opens its series
        rows = [UnitRow(f"m-{n}-{i}", "office", "又一所", superiors={"territory": "county"}) for i in range(many)]
        org.arrange(rows, since=FOUNDED, by=SYSTEM)
        for one in Unit.objects.filter(code__startswith=f"m-{n}-"):
            _person({"x": one}, f"所员{one.code}", "x", "officer")
        row = approved(do_by="22:00")
        with CaptureQueriesContext(connection) as caught:
            row = actions.issue(row, by=bao)
            tree(row, units["department"], "territory")
            actions.reschedule(row, at("20:30"), at("23:00"), reason="延后", by=bao)
            actions.withdraw(row, reason="另行部署", by=bao)
        costs.append(len([1 for query in caught if not any(table in query["sql"] for table in REMEMBERED)]))
    assert costs[1] == costs[2]


def test_who_blocks_is_three_queries(issued, units):
    row = issued(do_by="22:00")
    with CaptureQueriesContext(connection) as caught:
        tree(row, units["department"], "territory")
    asked = [query["sql"] for query in caught if not any(table in query["sql"] for table in REMEMBERED)]
    assert len(asked) <= 3  # the standings, the hour of issue, the measure of the grace


# Random administrations: each unit has a superior among those before it, some a second one along another line.
FOREST = st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)), min_size=1, max_size=10)


def grow(forest, mark):
    """Bureaus below the county, along its line and some along the rehabilitation line of their own."""
    codes, rows = [], []
    for n, (first, second) in enumerate(forest):
        above = codes[first % len(codes)] if codes else "league"
        other = "centres" if second is None or not codes else codes[second % len(codes)]
        above_too = {} if second is None else {"rehabilitation": other if other in _lined(rows) else "centres"}
        rows.append(UnitRow(f"x{mark}-{n}", "county_bureau", f"试{n}", superiors={"territory": above} | above_too))
        codes.append(f"x{mark}-{n}")
    org.arrange(rows, since=FOUNDED, by=SYSTEM)
    return set(codes)


def _lined(rows):
    return {row.code for row in rows if "rehabilitation" in row.superiors}


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], database=None)
@given(forest=FOREST, stepwise=st.booleans(), steps=st.lists(st.integers(0, 99), max_size=8))
def test_everybody_addressed_gets_it_once_and_the_counts_add_up(units, bao, approved, forest, stepwise, steps):
    mark = Unit.objects.count()
    codes = grow(forest, mark)
    row = actions.issue(approved(lines=["territory", "rehabilitation"], stepwise=stepwise), by=bao)
    rows = Delivery.objects.filter(directive=row)
    there = Unit.objects.exclude(kind__in=["ward", "brigade", "institute", "department"])
    assert sorted(rows.values_list("unit__code", flat=True)) == sorted(there.values_list("code", flat=True))
    assert codes <= set(rows.values_list("unit__code", flat=True))
    for n in steps:
        has_it = list(rows.filter(at__isnull=False).select_related("unit", "directive").order_by("pk"))
        one = has_it[n % len(has_it)]
        try:
            actions.pass_on(one, by=SYSTEM)
        except Refused:
            actions.acknowledge(one, by=SYSTEM)
    check_counts(row, units["department"], rows)


def check_counts(row, top, rows):
    acknowledged = Receipt.objects.filter(delivery__directive=row, mark=Mark.ACKNOWLEDGED).count()
    found = tree(row, top, "territory")
    assert (found.whole.units, found.whole.acknowledged) == (rows.count(), acknowledged)
    assert found.whole.delivered == rows.filter(at__isnull=False).count()
    waiting = rows.filter(at__isnull=True).count()
    assert sum(one.waiting for one in found.blockers) == waiting
    assert len(found.blockers) == found.whole.delivered - sum(
        one.is_acknowledged for one in found.rows if one.at and one.unit_id not in {
            blocker.standing.unit_id for blocker in found.blockers if blocker.what == "pass_on"
        }
    )  # fmt: skip
    owed = Obligation.objects.filter(kind="directives.acknowledge", period=str(row.pk), met_at=None, void_at=None)
    assert owed.count() == found.whole.delivered - acknowledged
