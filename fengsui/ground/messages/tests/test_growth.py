"""What a page costs does not grow with what stands on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengsui.cast import REMEMBERED
from fengsui.ground.messages.actions import rounds, templates
from fengsui.ground.messages.actions.replying import Said, take
from fengsui.ground.messages.tests.conftest import fever
from fengsui.ground.org.scope import SYSTEM

LISTS = [
    "/messages/", "/messages/outbox/", "/messages/outbox/costs/", "/messages/replies/?state=all", "/messages/rounds/templates/", "/messages/rounds/",
    "/messages/rounds/missing/",
]  # fmt: skip


@pytest.fixture
def costs(client, account, bao):
    client.force_login(account(bao))

    def measure():
        found = {}
        for path in LISTS:
            client.get(path)
            with CaptureQueriesContext(connection) as caught:
                assert client.get(path).status_code == 200
            found[path] = len([1 for query in caught if not any(table in query["sql"] for table in REMEMBERED)])
        return found

    return measure


def more(sms, units, people, later, key, n):
    for one in range(n):
        fever(people, f"{key}{one}")
        later(0)
        take(sms, [Said(f"{key}{one}", "13911111111", "x"), Said(f"{key}{one}-b", "13800000001", "x")], by=SYSTEM)
        templates.write(units["department"], f"{key}{one}", "x", by=SYSTEM)
        made = rounds.begin(units["department"], rounds.Wanted("x", "x", [people[0].pk], ["甲", "乙"]), by=people[0])
        rounds.mark(made, [made.reaches.first().pk], "not", reason="x", by=people[0])


def test_three_times_as_much_costs_no_more_queries(costs, sms, units, reached, later):
    more(sms, units, reached, later, "a", 2)
    before = costs()
    more(sms, units, reached, later, "b", 4)
    assert costs() == before


def test_a_round_of_many_costs_what_one_of_few_does(client, account, units, bao):
    client.force_login(account(bao))
    asked = []
    for n in (2, 40):
        names = [f"甲{one}" for one in range(n)]
        made = rounds.begin(units["department"], rounds.Wanted("x", "x", names=names), by=bao)
        rounds.mark(made, list(made.reaches.values_list("pk", flat=True)), "sent", by=bao)
        path = f"/messages/rounds/{made.pk}/"
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            client.get(path)
        asked.append(len([1 for query in caught if not any(table in query["sql"] for table in REMEMBERED)]))
    assert asked[0] == asked[1]
