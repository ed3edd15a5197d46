"""Gates as they were known: passages, alerts, the numbers and the rows behind them."""

import pytest

from fengsui.cast import DAY, at
from fengsui.frontline.gates import indicators
from fengsui.frontline.gates.actions import alarms
from fengsui.frontline.gates.actions.storing import withdraw
from fengsui.frontline.gates.models import Alert
from fengsui.frontline.gates.queries.evidence import evidence
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.declare import Asked
from fengsui.ground.vault.actions import uuid7

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def alert(passing, chief, drill):
    """A fever of 12:00, heard of at 18:30; isolated at 18:40, cleared at 19:00, opened again at 20:00. It is 20:10."""
    passage = passing("12:00", heat=380)
    alert = Alert.objects.get(passage=passage)
    for hour, kind, note in (("18:40", "isolated", ""), ("19:00", "cleared", "误报")):
        drill(at(hour))
        alarms.step(alert, kind, by=chief, note=note)
    drill(at("20:00"))
    alarms.reopen(alert, by=chief)
    drill(at("20:10"))
    return alert


@pytest.fixture
def look(browse, chief):
    """look("/gates/alerts/", "18:45"): the page as it was known, as text."""
    return lambda path, hour: browse(chief)(f"{path}{'&' if '?' in path else '?'}as_known=2020-02-03T{hour}")


@pytest.mark.parametrize(
    ("hour", "there", "word"),
    [("18:29", False, ""), ("18:31", True, "to be handled"), ("18:45", True, "Isolated alone"), ("19:05", False, "")],
)
def test_the_list_shows_what_was_open_then(alert, look, hour, there, word):
    page = look("/gates/alerts/", hour).content.decode()
    assert ("Fever of 38.0" in page) is there
    assert word in page


def test_what_was_closed_then_though_it_is_open_now(alert, look):
    assert "Fever of 38.0" in look("/gates/alerts/?state=closed", "19:05").content.decode()
    assert "Fever of 38.0" not in look("/gates/alerts/?state=closed", "20:05").content.decode()


def test_an_alert_shows_the_steps_known_then_and_offers_none(alert, look):
    page = look(f"/gates/alerts/{alert.pk}/", "18:45").content.decode()
    assert "Isolated alone" in page
    assert "误报" not in page
    assert "What is done now" not in page
    assert look(f"/gates/alerts/{alert.pk}/", "18:00").status_code == 404


def test_the_past_is_not_changed(alert, browse, chief):
    answer = browse(chief)(f"/gates/alerts/{alert.pk}/?as_known=2020-02-03T18:45", {"kind": "isolated"})
    assert answer.status_code == 400
    assert alert.steps.count() == 3


def test_a_passage_that_was_withdrawn_later_stood_then(passing, gate, look, drill, english):
    passage = passing("12:00", name="王某", building="7")
    drill(at("19:00"))
    withdraw(gate, passage, id=uuid7(), at=clock.now(), known_at=clock.now(), reason="x")
    drill(at("19:10"))
    path = f"/gates/{gate.pk}/passages/?day={DAY}"
    there = {hour: "12:00" in look(path, hour).content.decode() for hour in ("18:29", "18:45", "19:05")}
    assert there == {"18:29": False, "18:45": True, "19:05": False}


def test_the_number_of_open_alerts_and_its_rows_say_the_same(alert, units):
    for hour, n in (("18:45", 1), ("19:05", 0), ("20:05", 1)):
        asked = Asked(DAY, {}, known=at(hour))
        assert indicators.OPEN.compute(asked)[units["county"].pk] == n
        assert len(evidence(units["county"].pk, asked, "gates.alerts_open")) == n


def test_the_rows_behind_a_number_of_then_lead_to_the_day(passing, gate, units, drill):
    passage = passing("12:00")
    passing("13:00")
    drill(at("19:00"))
    withdraw(gate, passage, id=uuid7(), at=clock.now(), known_at=clock.now(), reason="x")
    said = [
        evidence(units["county"].pk, Asked(DAY, {}, known=known), "gates.passages") for known in (at("18:45"), None)
    ]
    assert [(row.text, row.url) for (row,) in said] == [
        (f"林西小区东门 · 测试旗司法局: {n}", f"/gates/{gate.pk}/passages/?day={DAY}") for n in (2, 1)
    ]
