from datetime import timedelta

import pytest

from fengsui.cast import DAY, EVENING, at
from fengsui.frontline.gates import checks, consequences, handing, indicators, night
from fengsui.frontline.gates.actions import alarms
from fengsui.frontline.gates.actions.storing import withdraw
from fengsui.frontline.gates.models import Alert, Gate, Sheet
from fengsui.frontline.gates.queries.evidence import evidence
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.declare import Asked
from fengsui.ground.org.models import Station
from fengsui.ground.vault.actions import uuid7

pytestmark = pytest.mark.usefixtures("english")
ALL = (
    indicators.PASSAGES,
    indicators.PERSONS,
    indicators.VEHICLES,
    indicators.REFUSALS,
    indicators.FEVERS,
    indicators.OPEN,
)


def numbers(unit, **more):
    asked = Asked(DAY, {}, **more)
    return [one.compute(asked).get(unit.pk) for one in ALL]


@pytest.fixture
def office_gate(units):
    station = Station.objects.create(unit=units["office"], name="司法所")
    return Gate.objects.create(station=station, unit=units["office"], kind="office", since=DAY)


@pytest.fixture
def traffic(passing, office_gate, desk):
    """Two in, one of them at the office, hot; a lorry with two; one turned away."""
    passing("10:00")
    passing("11:00", gate=office_gate, heat=380)
    passing("12:00", people=2, plate="蒙D12345")
    return passing("13:00", outcome=1, reason="no_permit")


def test_the_bureau_counts_its_own_gates_and_its_offices(traffic, units):
    assert numbers(units["county"]) == [4, 4, 0, 1, 1, 1]
    assert numbers(units["prison"]) == [None] * 6
    assert numbers(units["county"], units=frozenset({units["prison"].pk})) == [None] * 6


def test_as_known_it_is_counted_from_the_rows(traffic, units, gate, drill):
    assert numbers(units["county"], known=at("18:30")) == [4, 4, 0, 1, 1, 1]
    assert numbers(units["county"], known=at("18:29"))[:5] == [None] * 5
    drill(at("19:00"))
    withdraw(gate, traffic, id=uuid7(), at=clock.now(), known_at=clock.now(), reason="x")
    assert numbers(units["county"], known=at("18:30"))[:4] == [4, 4, 0, 1]
    assert numbers(units["county"], known=at("19:00"))[:4] == numbers(units["county"])[:4] == [3, 4, 0, 0]


def test_the_rows_behind_a_number(traffic, units):
    asked = Asked(DAY, {})
    said = {one.code: [row.text for row in evidence(units["county"].pk, asked, one.code)] for one in ALL}
    assert said["gates.persons"] == ["林西小区东门 · 测试旗司法局: 3", "司法所 · 测试司法所: 1"]
    assert said["gates.fevers"] == ["司法所 · 测试司法所: 1", "Fever of 38.0 °C · 司法所"]
    assert said["gates.alerts_open"] == ["Fever of 38.0 °C · 司法所"]


def test_an_alert_past_its_time_fails_the_check(traffic, drill):
    assert checks.HANDLED.run(DAY, None) == []
    drill(at("18:46"))
    [failure] = checks.HANDLED.run(DAY, None)
    assert failure.text == "司法所: an alert should have been handled by 18:45."
    assert checks.HANDLED.run(DAY - timedelta(days=1), None) == []


def test_a_silent_phone_fails_the_check(keeper_device, li):
    assert checks.HEARD.run(DAY, None) == []
    keeper_device.seen_at = clock.wall() - timedelta(minutes=61)
    keeper_device.save()
    [failure] = checks.HEARD.run(DAY, None)
    assert failure.text == f"林西小区东门: nothing is heard from the phone 红米 · {keeper_device.mark}."
    assert checks.HEARD.run(DAY, EVENING) == [] == checks.HEARD.run(DAY - timedelta(days=1), None)


def test_sheets_that_nobody_entered_fail_the_check(gate, drill):
    for n in (1, 2):
        Sheet.objects.create(gate=gate, number=n, day=DAY, printed_at=EVENING)
    assert checks.ENTERED.run(DAY, None) == []
    drill(at("00:01", DAY + timedelta(days=2)))
    assert [one.text for one in checks.ENTERED.run(DAY, None)] == ["林西小区东门: sheets not entered: 1, 2."]


def test_closing_a_unit_says_what_ends(traffic, units, keeper_device):
    both = [units["county"], units["office"]]
    assert [one.count(both, DAY) for one in (consequences.GATES, consequences.DEVICES, consequences.ALERTS)] == [
        2,
        1,
        1,
    ]


def told(person, units, **more):
    options = {"since": at("18:00"), "until": at("20:00"), "known": None} | more
    rows = night.ALERTS.rows(
        {one.pk for one in units.values()}, options["since"], options["until"], person, options["known"]
    )
    return [(one.title, one.word, one.tone) for one in rows]


def test_the_night_tells_of_alerts(traffic, units, li, desk, drill, zhao):
    title = "Fever of 38.0 °C · 司法所"
    assert told(li, units) == [(title, "to be handled", "due")]
    assert told(zhao, units) == []
    drill(at("19:00"))
    row = Alert.objects.get()
    alarms.step(row, "clinic", by=desk)
    assert told(li, units) == [(title, "Sent to a fever clinic", "good")]
    assert told(li, units, known=at("18:50")) == [(title, "to be handled", "due")]


def test_a_shift_hands_on_what_is_open_below(traffic, units, keeper_device):
    keeper_device.queued = 7
    keeper_device.save()
    found = [one.title for one in handing.GATES.open_at(units["league"], EVENING, 9)]
    assert found == [
        "Fever of 38.0 °C · 司法所 · Test office",
        f"7 records are still on the phone 红米 · {keeper_device.mark} · 林西小区东门",
    ]
    assert [one.title for one in handing.GATES.open_at(units["county"], EVENING, 9)] == found[1:]
