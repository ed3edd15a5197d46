"""What watching, asking and answering costs does not grow with the units that were asked."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fengsui.cast import FOUNDED, REMEMBERED
from fengsui.command.questions import actions
from fengsui.command.questions.actions import Given
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.models import Unit
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.vault.actions import uuid7


@pytest.fixture
def grown(units):
    above = {"territory": "prisons", "prison": "prisons"}
    org.arrange([UnitRow(f"m-{n}", "prison", f"又一{n}", superiors=above) for n in range(9)], since=FOUNDED, by=SYSTEM)


def answered(ask, *codes):
    row = ask(*codes)
    for asked in row.asked.select_related("unit"):
        actions.answer(asked, Given(number=1.0), key=uuid7(), by=SYSTEM)
    return row


@pytest.mark.parametrize("name", ["round", "answer"])
def test_watching_and_answering(ask, grown, units, bao, account, client, name):
    client.force_login(account(bao))
    units.update({unit.code: unit for unit in Unit.objects.all()})
    few, many = answered(ask, "prison", "centre"), answered(ask, "prison", "centre", *(f"m-{n}" for n in range(9)))
    costs = []
    for row in (few, few, many):
        code = ["prison"] if name == "answer" else []
        with CaptureQueriesContext(connection) as caught:
            assert client.get(reverse(f"questions:{name}", args=[row.pk, *code])).status_code == 200
        costs.append(len([1 for query in caught if not any(table in query["sql"] for table in REMEMBERED)]))
    assert costs[1] == costs[2]


def test_asking_many_costs_what_asking_few_does(ask, grown, units):
    units.update({unit.code: unit for unit in Unit.objects.all()})
    ask("prison")
    costs = []
    for codes in (("prison", "centre"), ("prison", "centre", *(f"m-{n}" for n in range(9)))):
        with CaptureQueriesContext(connection) as caught:
            ask(*codes)
        costs.append(len([1 for query in caught if not any(table in query["sql"] for table in REMEMBERED)]))
    assert costs[0] == costs[1]
