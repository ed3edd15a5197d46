import pytest

from fengsui.cast import DAY, at
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals import night
from fengsui.frontline.arrivals.actions import Reading


@pytest.fixture
def fever(watched, office, clerk):
    [row] = arrivals.take(office, DAY, "evening", [Reading(watched().pk, "38.2")], by=clerk)
    return row


def told(person, units, known=None):
    rows = night.FEVERS.rows({one.pk for one in units.values()}, at("18:00"), at("20:00"), person, known)
    return [(one.title, one.word, one.tone, one.url) for one in rows]


def test_the_night_tells_of_fevers_and_how_far_they_have_come(fever, clerk, zhao, units, drill):
    title, url = "38.2 °C, a person under observation", f"/arrivals/fevers/{fever.pk}/"
    assert told(clerk, units) == [(title, "to be handled", "due", url)]
    assert told(zhao, units) == []
    drill(at("19:00"))
    arrivals.follow(fever, "clinic", by=clerk)
    assert told(clerk, units) == [(title, "Sent to a fever clinic", "good", url)]
    assert told(clerk, units, at("18:50")) == [(title, "to be handled", "due", url)]
