"""Five hundred findings at once, two lookers at once, a threshold that moves at noon: the ledger keeps its books."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengsui.cast import DAY, FOUNDED, at, at_once
from fengsui.command.assessment import actions
from fengsui.command.assessment.models import Finding
from fengsui.command.assessment.queries import rows
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.queries import tree
from fengsui.ground.org.scope import SYSTEM


def counties(first, number):
    made = [
        UnitRow(f"more-{n}", "county_bureau", f"又{n}旗司法局", superiors={"territory": "league"})
        for n in range(first, first + number)
    ]
    org.arrange(made, since=FOUNDED, by=SYSTEM)


def cost(of):
    with CaptureQueriesContext(connection) as caught:
        of()
    return len(caught)


def test_five_hundred_silent_bureaus_are_one_line_and_cost_no_more_queries(units, drill):
    counties(0, 5)
    drill(at("18:46"))
    few = cost(lambda: actions.look(DAY))
    counties(5, 500)
    drill(at("18:47"))
    assert cost(lambda: actions.look(DAY)) <= few + 2  # rows are written in batches
    seen = rows(DAY, tree("territory", DAY, units["league"]))
    assert Finding.objects.filter(rule="reports.silent").count() == 510
    assert max(len(row.members) for row in seen) == 506
    assert len(seen) < 10


def test_reading_five_hundred_costs_no_more_queries(units, drill, django_assert_max_num_queries):
    counties(0, 500)
    drill(at("18:46"))
    actions.look(DAY)
    nodes = tree("territory", DAY, units["department"])
    with django_assert_max_num_queries(5):
        rows(DAY, nodes)


@pytest.mark.django_db(transaction=True)
def test_two_who_look_at_once_find_once(units, drill):
    drill(at("18:46"))
    at_once(*[lambda: actions.look(DAY)] * 2)
    assert Finding.objects.filter(rule="reports.silent", passed_at__isnull=True).count() == 5


def test_a_threshold_that_moves_at_noon_is_judged_by_the_new_one(units, count, drill, monkeypatch):
    drill(at("11:00"))
    count(held=500, fevers=3)
    actions.look(DAY)
    beyond = Finding.objects.get(rule="assessment.threshold")
    toys = {
        code: replace(one, high=5) if code == "toy.fevers" else one for code, one in indicators.indicators().items()
    }
    monkeypatch.setattr(indicators, "indicators", lambda: toys)
    drill(at("12:00"))
    actions.look(DAY)
    beyond.refresh_from_db()
    assert beyond.passed_at == at("12:00")


def test_with_everybody_silent_each_facility_is_named_and_nothing_else_is_invented(units, drill):
    drill(at("18:46"))
    actions.look(DAY)
    found = Finding.objects.filter(rule__startswith="reports.")
    assert {row.unit.code for row in found} == {"prison", "prison-2", "centre", "league", "county"}
    assert not Finding.objects.filter(rule__startswith="assessment.").exists()
