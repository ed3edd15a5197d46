"""What a page costs must not grow with the administration: the same number of queries with three times the units."""

import pytest
from django.test.utils import CaptureQueriesContext

from fengsui.cast import DAY, FOUNDED, REMEMBERED

MORE = 6  # prisons, with two wards each: the cast has two
PAGES = {
    "bureau": ["/", "/units/league/people/", "/units/league/rights/", "/search/?q=xyjy"],
    "bao": ["/", "/reports/?day=2020-02-03", "/rollup/territory/department/2020-02-03/", "/custody/", "/units/department/",
            "/assessment/territory/department/2020-02-03/", "/questions/", "/indicators/", "/tasks/", "/tasks/all/", "/tasks/board/", "/incidents/", "/incidents/night/", "/incidents/calls/",
            "/documents/", "/documents/?q=值班&state=open&own=1", "/documents/register/", "/documents/new/",
             "/notifications/", "/notifications/waiting/", "/notifications/templates/",
             "/directives/", "/directives/{directive}/", "/directives/{directive}/tree/territory/department/",
             "/directives/?as_known=2020-02-03T18:29", "/incoming/", "/incoming/?state=all&side=given", "/incoming/new/", "/tasks/new/", "/tasks/given/", "/plans/",
             "/gates/permits/", "/gates/passes/", "/gates/inside/",  "/response/", "/response/sets/", "/messages/", "/messages/rounds/", "/messages/rounds/missing/", "/messages/rounds/new/", "/messages/replies/",
             "/duty/", "/duty/?q=test", "/duty/mine/", "/duty/at/department/", "/duty/at/department/handing/",
            "/messages/rounds/templates/", "/messages/outbox/", "/messages/outbox/costs/", "/messages/ways/", "/messages/sink/",
             "/meetings/", "/meetings/all/", "/meetings/handovers/", "/meetings/rooms/", "/meetings/new/",
            "/meetings/{meeting}/", "/meetings/{evening}/", "/meetings/{evening}/roll/",
            # alerts and traces of gates
            "/gates/alerts/", "/gates/alerts/?state=all", "/gates/listed/", "/gates/traces/", "/gates/traces/new/",
            "/reports/filled/", "/chase/territory/department/", "/chase/prison/prisons/", "/wall/territory/department/",
            "/reports/explain/territory/department/2020-02-03/custody.prisoners/", "/assessment/story/department/",
            "/reports/explain/prison/prisons/2020-02-03/reports.filled/",
            # the past as it was known
            "/rollup/territory/department/trend/", "/rollup/territory/department/trend/custody.prisoners/",
            "/rollup/territory/department/2020-02-03/changes/?from=2020-02-03T12:00",
            "/rollup/territory/department/2020-02-03/?as_known=2020-02-03T18:29", "/custody/?as_known=2020-02-03T18:29",
            "/assessment/territory/department/2020-02-03/?as_known=2020-02-03T18:29"],
    "officer": ["/", "/reports/prison/2020-02-03/", "/custody/prison/", "/custody/prison/2020-02-03/evening/", "/units/prison/",
                "/reports/explain/prison/prison/2020-02-03/custody.prisoners/", "/assessment/story/prison/", "/directives/{directive}/at/prison/"],
}  # fmt: skip
TODAY = 20


def _settled():
    from fengsui.ground.clock import actions
    from fengsui.ground.obligations.actions import replan

    replan()
    actions.tick()


def _grow():
    """Found more prisons, and count each."""
    from fengsui.frontline.custody import actions as custody
    from fengsui.frontline.custody.actions import Row
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.actions import UnitRow
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import SYSTEM

    rows = []
    for n in range(MORE):
        rows.append(
            UnitRow(f"more-{n}", "prison", f"又一监狱{n}", superiors={"territory": "prisons", "prison": "prisons"})
        )
        above = {"territory": f"more-{n}", "prison": f"more-{n}"}
        rows += [UnitRow(f"more-{n}-{i}", "ward", f"{i}监区", superiors=above) for i in range(2)]
    org.arrange(rows, since=FOUNDED, by=SYSTEM)
    found = {unit.code: unit for unit in Unit.objects.filter(code__startswith="more-")}
    for n in range(MORE):
        counted = [Row(found[f"more-{n}-{i}"], 100, 0, 100, 0) for i in range(2)]
        custody.count(found[f"more-{n}"], DAY, "evening", counted, by=SYSTEM)
    _settled()


def _issued(unit, by):
    """A directive to every unit, also to those that are founded later."""
    from fengsui.cast import at
    from fengsui.command.directives import actions
    from fengsui.command.directives.actions import Wanted
    from fengsui.ground.documents import actions as documents

    documents.arrange_series(unit, "documents", title="发文", letters="测司发", by=by)
    wanted = Wanted("关于每日排查的通知", "每日排查。", at("20:00"), lines=("territory", "prison"))
    row = actions.approve(actions.check(actions.draft(unit, wanted, by=by), by=by), revision=1, by=by)
    return actions.issue(row, by=by).pk


def _meetings(units):
    """A morning meeting of the department and an evening one of the prisons."""
    from fengsui.cast import at
    from fengsui.command.meetings.models import Meeting

    return [
        Meeting.objects.create(unit=units[unit], kind=kind, day=DAY, starts_at=at(hour)).pk
        for unit, kind, hour in (("department", "morning", "18:30"), ("prisons", "evening", "19:00"))
    ]


def _cost(client, connection, path):
    client.get(path)  # what is remembered for a minute does not count
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(path).status_code == 200, path
    return [query["sql"] for query in caught if not any(table in query["sql"] for table in REMEMBERED)]


@pytest.fixture
def costs(client, account, units, request, bao, officer, bureau):
    from django.db import connection

    from fengsui.frontline.custody import actions as custody
    from fengsui.frontline.custody.actions import Row

    counted = [Row(units["ward-1"], 300, 0, 300, 0), Row(units["ward-2"], 280, 0, 280, 0)]
    custody.count(units["prison"], DAY, "evening", counted, by=officer)
    directive = _issued(units["department"], bao)
    meeting, evening = _meetings(units)
    _settled()
    accounts = {
        name: account(person, name) for name, person in (("bao", bao), ("officer", officer), ("bureau", bureau))
    }

    def measure(who):
        client.force_login(accounts[who])
        return {
            path: _cost(client, connection, path.format(directive=directive, meeting=meeting, evening=evening))
            for path in PAGES[who]
        }

    return measure


@pytest.mark.parametrize("who", PAGES)
def test_three_times_the_units_cost_no_more_queries(costs, who):
    before = {path: len(asked) for path, asked in costs(who).items()}
    _grow()
    after = costs(who)
    assert {path: len(asked) for path, asked in after.items()} == before


@pytest.mark.parametrize("who", PAGES)
def test_today_asks_little(costs, who):
    _grow()
    asked = costs(who)["/"]
    assert len(asked) <= TODAY, "\n".join(asked)
