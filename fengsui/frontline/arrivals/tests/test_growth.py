"""What a page costs must not grow with what stands on it."""

import pytest
from django.test.utils import CaptureQueriesContext

from fengsui.cast import FOUNDED, REMEMBERED
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.tests.conftest import lodging
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.models import Unit
from fengsui.ground.org.scope import SYSTEM

PAGES = (
    "office/", "office/?stage=observed", "office/?stage=all&q=乌兰图雅", "office/2020-02-03/evening/", "office/2020-02-03/evening/?left=1", "office/links/", "office/notices/", "office/explained/",
)  # fmt: skip


@pytest.fixture
def fill(watched, lodger, returnee, office, clerk):
    def more(times):
        for _n in range(times):
            watched()
            lodger()
            returnee()
            arrivals.open_door(office, "东门", by=clerk)
            arrivals.post(office, "东门", "告示", text="x", by=clerk)
            arrivals.explain(office, "兴安社区", "不串门", 3, by=clerk)

    return more


@pytest.fixture
def costs_of(walk):
    from django.db import connection

    def measure(who, path):
        client = walk(who)
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200, path
        return len([one for one in caught if not any(table in one["sql"] for table in REMEMBERED)])

    return measure


@pytest.fixture
def costs(costs_of, clerk):
    return lambda path: costs_of(clerk, path)


def test_three_times_the_filings_cost_no_more_queries(fill, costs):
    fill(2)
    before = {path: costs(f"/arrivals/{path}") for path in PAGES}
    fill(4)
    assert {path: costs(f"/arrivals/{path}") for path in PAGES} == before


@pytest.fixture
def found(units):
    """Five more offices of the county, each with a filing."""

    def more():
        rows = [UnitRow(f"more-{n}", "office", f"又一司法所{n}", superiors={"territory": "county"}) for n in range(5)]
        org.arrange(rows, since=FOUNDED, by=SYSTEM)
        for unit in Unit.objects.filter(code__startswith="more-"):
            arrivals.file(unit, lodging(), by=SYSTEM)

    return more


def test_a_bureau_s_overview_costs_no_more_with_more_units(fill, found, costs_of, county):
    fill(1)
    before = costs_of(county, "/arrivals/?before=999999")
    found()
    assert costs_of(county, "/arrivals/?before=999999") == before
