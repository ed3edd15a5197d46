"""What a page costs does not grow with incidents and calls."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengsui.cast import REMEMBERED
from fengsui.command.incidents import actions


@pytest.mark.parametrize(
    "path", ["/", "/incidents/", "/incidents/?state=all", "/incidents/calls/", "/incidents/night/"]
)
def test_lists(browse, report, ring, li, units, path):
    costs, page = [], browse(li)
    for n in range(3):
        for _m in range(1 + 4 * (n > 1)):
            actions.take(report("fire", again=True), by=li)
            report("death", again=True)
            actions.call_to_note(ring("x", unit="department"), by=li)
        with CaptureQueriesContext(connection) as caught:
            assert page(path).status_code == 200
        costs.append(len([1 for query in caught if not any(table in query["sql"] for table in REMEMBERED)]))
    assert costs[1] == costs[2]
