"""What a page costs does not grow with the tasks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengsui.cast import REMEMBERED
from fengsui.command.tasks import actions


@pytest.mark.parametrize("path", ["/tasks/", "/tasks/given/", "/tasks/board/", "/tasks/all/?state=all"])
def test_lists(browse, give, li, officer, path):
    costs, page = [], browse(li)
    for n in range(3):
        for m in range(1 + 4 * (n > 1)):
            give(text=f"{n}.{m}", person=officer)
            actions.finish(give(text=f"{n}.{m}"), "x", by=officer)
        with CaptureQueriesContext(connection) as caught:
            assert page(path).status_code == 200
        costs.append(len([1 for query in caught if not any(table in query["sql"] for table in REMEMBERED)]))
    assert costs[1] == costs[2]


def test_giving_many_costs_what_giving_few_does(units, li):
    from fengsui.cast import FOUNDED, at
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.actions import UnitRow
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import SYSTEM

    above = {"territory": "prisons", "prison": "prisons"}
    org.arrange([UnitRow(f"m-{n}", "prison", f"又一{n}", superiors=above) for n in range(9)], since=FOUNDED, by=SYSTEM)
    more, costs = list(Unit.objects.filter(code__startswith="m-")), []
    for to in ([units["prison"]], more[:2], more):
        with CaptureQueriesContext(connection) as caught:
            actions.give_many(units["department"], "x", to=to, due_at=at("20:00"), by=li)
        costs.append(len([1 for query in caught if not any(table in query["sql"] for table in REMEMBERED)]))
    assert costs[1] == costs[2]
