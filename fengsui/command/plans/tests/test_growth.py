"""What a page costs does not grow with the plans, their items, their tasks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengsui.cast import REMEMBERED, at
from fengsui.command.plans.content import Content, Entry, Part


@pytest.mark.parametrize("path", ["", "{pk}/", "{pk}/1/", "{pk}/1/carry/", "{pk}/1/compare/"])
def test_pages(browse, bao, issued, carry, units, path):
    costs, page = [], browse(bao)
    for many in (1, 2, 20):
        entries = tuple(Entry(f"事项{n}", unit=units["prison"], due_at=at("20:00")) for n in range(many))
        row = issued(Content((Part("x", "", entries),)))
        carry(row)
        with CaptureQueriesContext(connection) as caught:
            assert page(f"/plans/{path}".format(pk=row.plan_id)).status_code == 200
        costs.append(len([1 for query in caught if not any(table in query["sql"] for table in REMEMBERED)]))
    assert costs[1] == costs[2]
