"""Sixty people and three vehicles; a phone dies; twenty go on paper; a second phone continues; the total reconciles."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from fengsui.cast import DAY, EVENING, at
from fengsui.frontline.gates.actions import inviting, sheets
from fengsui.frontline.gates.paper import read
from fengsui.frontline.gates.queries.balance import Sums, balance
from fengsui.frontline.gates.tests.conftest import record

MORNING = at("08:00")


@pytest.fixture
def bound(client, gate, runner):
    """bound("兴安 1"): a phone bound by its link, as the phone does it."""

    def bind(label):
        code = inviting.invite(gate, keeper=None, label=label, until=at("23:00"), by=runner)
        told = client.post("/gates/phone/bind", {"code": code, "label": ""}, content_type="application/json").json()
        return SimpleNamespace(key=f"Device {told['device']}.{told['key']}")

    return bind


def registered(first, last, **more):
    return [record(n, MORNING + timedelta(minutes=n), building="1", heat=365, **more) for n in range(first, last)]


def twenty(sheet):
    said = {"time-1": "0900", "way-1": "1"} | {f"name-{n}": f"居民{n}" for n in range(1, 21)}
    return read(said, DAY)[1]


def test_the_day_reconciles(bound, send, gate, runner, drill):
    drill(at("07:00"))
    one, sheet = bound("兴安 1"), sheets.number(gate, 1, key=uuid4(), by=runner)[0]
    rows = [*registered(0, 40), *registered(100, 103, kind="vehicle", plate="蒙D12345")]
    drill(EVENING)
    assert set(send(*rows[:25], device=one)) == {"stored"}  # then its battery dies, with eighteen on it
    two = bound("兴安 2")
    told = record(900, at("12:00"), "handover", registered=43, people=43, sheets=[1])
    assert set(send(*registered(40, 60), device=two)) == {"stored"}
    assert [row.number for row in balance(gate, DAY).missing] == []  # nobody said yet that the sheet was used
    sheets.enter(sheet, DAY, twenty(sheet), by=runner, done=True)

    assert send(told, device=one) == ["stored"]  # warmed up again, it first says what it has
    assert [(phone.device.label, phone.lacking) for phone in balance(gate, DAY).lacking] == [("兴安 1", 18)]
    assert send(*rows, device=one).count("stored") == 18

    found = balance(gate, DAY)
    assert [(phone.device.label, phone.day.people, phone.lacking) for phone in found.phones if phone.device.label != "红米"] == [
        ("兴安 1", 43, 0), ("兴安 2", 20, 0)
    ]  # fmt: skip
    assert found.paper.people == 20
    assert found.together == found.tally == Sums(83, 83, 83, 0, 0)
    assert found.is_whole
