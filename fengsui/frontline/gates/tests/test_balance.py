"""A gate's day adds up: what phones said, what arrived, what is on paper, what is still on the way."""

from uuid import uuid4

import pytest

from fengsui.cast import DAY, at
from fengsui.frontline.gates.actions import sheets
from fengsui.frontline.gates.actions.storing import Fresh, store, withdraw
from fengsui.frontline.gates.models import Device, Handover
from fengsui.frontline.gates.paper import Line
from fengsui.frontline.gates.queries.balance import Sums, balance
from fengsui.frontline.gates.tests.conftest import ident, record
from fengsui.ground.clock import queries as clock


@pytest.fixture
def pass_through(gate):
    """pass_through(n, device): so many persons come in, one a minute; the ids."""

    def go(n, device=None, first=0, **more):
        rows = [
            Fresh(id=ident(at("08:00"), first + m), at=at("08:00"), direction=0, kind=0, device=device, **more)
            for m in range(n)
        ]
        store(gate, rows, known_at=at("18:30"))
        return [row.id for row in rows]

    return go


def hand_over(device, registered, people=None):
    Handover.objects.create(
        id=uuid4(),
        device=device,
        at=at("12:00"),
        known_at=at("12:00"),
        registered=registered,
        people=people or registered,
    )


def test_nothing(gate):
    found = balance(gate, DAY)
    assert (found.phones, found.together, found.is_whole) == ([], Sums(), True)


def test_phone_paper_and_other(gate, keeper_device, pass_through, runner, drill):
    pass_through(5, keeper_device.pk)
    pass_through(2, None, first=100, outcome=1)
    sheet = sheets.number(gate, 1, key=uuid4(), by=runner)[0]
    sheets.enter(sheet, DAY, [Line(1, at("09:00"), 1, name="王某")], by=runner)
    hand_over(keeper_device, 5)
    found = balance(gate, DAY)
    assert [(phone.day.people, phone.arrived, phone.lacking, phone.lacking_people) for phone in found.phones] == [
        (5, 5, 0, 0)
    ]
    assert (found.paper, found.other) == (Sums(1, 1, 0, 1, 0), Sums(2, 2, 0, 0, 2))
    assert found.together == found.tally == Sums(8, 8, 5, 1, 2)
    assert ([row.number for row in found.unfinished], found.is_whole) == ([1], False)
    sheets.enter(sheet, DAY, [], done=True, by=runner)
    assert balance(gate, DAY).is_whole


def test_what_has_not_arrived_is_named_by_phone(gate, keeper_device, pass_through):
    pass_through(5, keeper_device.pk)
    hand_over(keeper_device, 8, 9)
    found = balance(gate, DAY)
    assert [(phone.lacking, phone.lacking_people) for phone in found.lacking] == [(3, 4)]
    assert (found.adds_up, found.is_whole) == (True, False)


def test_a_phone_that_only_said_what_it_queued(gate, keeper_device, pass_through):
    Device.objects.update(queued=2)
    found = balance(gate, DAY)
    assert [(phone.lacking, phone.lacking_people, phone.is_terminal) for phone in found.phones] == [(2, None, False)]
    Device.objects.update(queued=0)
    assert balance(gate, DAY).phones[0].lacking_people == 0


def test_withdrawn_has_arrived_and_counts_no_more(gate, keeper_device, pass_through):
    ids = pass_through(3, keeper_device.pk)
    withdraw(gate, ids[0], id=uuid4(), at=at("08:01"), known_at=at("18:30"), reason="x")
    hand_over(keeper_device, 3)
    (phone,) = balance(gate, DAY).phones
    assert (phone.arrived, phone.withdrawn, phone.day.people, phone.is_whole) == (3, 1, 2, True)


def test_missing_sheets_of_this_gate_alone(gate, keeper_device, runner):
    sheets.number(gate, 2, key=uuid4(), by=runner)
    Handover.objects.create(
        id=uuid4(), device=keeper_device, at=at("12:00"), known_at=at("12:00"), registered=0, people=0, sheets=[2]
    )
    assert [row.number for row in balance(gate, DAY).missing] == [2]


def test_a_phone_not_heard_of_since_its_day_ended_may_hold_more(gate, keeper_device, pass_through, drill):
    pass_through(5, keeper_device.pk)
    Device.objects.update(heard_at=at("17:00"), until=at("18:00"))
    found = balance(gate, DAY)
    assert ([phone.unheard for phone in found.lacking], found.lacking[0].lacking, found.is_whole) == ([True], 0, False)
    Device.objects.update(heard_at=at("18:00"))
    assert balance(gate, DAY).is_whole


def test_nothing_is_waited_for_while_the_day_lasts_nor_of_a_locked_phone(gate, keeper_device, pass_through, drill):
    Device.objects.update(heard_at=None, until=at("23:00"))
    assert balance(gate, DAY).is_whole
    Device.objects.update(locked_at=at("12:00"), until=at("18:00"))
    assert balance(gate, DAY).is_whole


def test_who_handed_over_is_heard(gate, keeper_device, pass_through, drill):
    pass_through(5, keeper_device.pk)
    hand_over(keeper_device, 5)
    Device.objects.update(heard_at=at("12:00"), until=at("18:00"))
    assert balance(gate, DAY).is_whole


@pytest.mark.parametrize("records", [[], [record(1)]], ids=["I live", "a passage"])
def test_a_call_is_heard_by_the_domains_clock(send, keeper_device, drill, records):
    send(*records)
    keeper_device.refresh_from_db()
    assert keeper_device.heard_at == clock.now()


def test_two_phones_of_one_label_are_told_apart(gate, keeper_device, browse, runner):
    until, secret = at("23:00"), b"x" * 32
    other = Device.objects.create(
        id=uuid4(), gate=gate, label=keeper_device.label, secret=secret, bound_at=at("12:00"), until=until
    )
    page = browse(runner)(f"/gates/{gate.pk}/devices/").content.decode()
    assert other.named != keeper_device.named
    assert all(one.named in page for one in (keeper_device, other))
