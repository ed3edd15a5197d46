"""What the wall costs does not grow with the administration."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengsui.cast import DAY, FOUNDED, REMEMBERED
from fengsui.command.assessment import actions as assessment
from fengsui.command.wall.tests.conftest import WALL
from fengsui.ground.obligations.actions import replan
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.scope import SYSTEM

MOST = 20
PAGES = [
    WALL,
    f"{WALL}tiles/",
    f"{WALL}?view=150400&fill=toy.held",
    f"{WALL}?fill=cases",
    f"{WALL}frame/?as_known=2020-02-03T18:29",
    "/wall/prison/prisons/",
]


def cost(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in caught if not any(table in query["sql"] for table in REMEMBERED)]


def grow():
    above = {"territory": "prisons", "prison": "prisons"}
    rows = [UnitRow(f"m-{n}", "prison", f"又一{n}", superiors=above, division=f"1504{n:02}") for n in range(9)]
    org.arrange(rows, since=FOUNDED, by=SYSTEM)
    replan()
    assessment.look(DAY)


@pytest.mark.parametrize("path", PAGES)
def test_five_times_the_prisons_cost_no_more_queries(as_, bao, count, place, path):
    place(prison="150402")
    count(held=500, fevers=1)
    replan()
    assessment.look(DAY)
    client = as_(bao)
    before = len(cost(client, path))
    grow()
    after = cost(client, path)
    assert len(after) == before
    if "frame" not in path:
        assert len(after) <= MOST, "\n".join(after)
