from datetime import timedelta
from uuid import uuid4

import pytest

from fengsui.cast import DAY, at
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.actions import Reading
from fengsui.frontline.arrivals.models import FeverStep
from fengsui.frontline.arrivals.queries import owed as owed_
from fengsui.house import Refused


@pytest.fixture
def fever(watched, office, clerk):
    """A fever of 38.2 at half past six."""
    [row] = arrivals.take(office, DAY, "evening", [Reading(watched().pk, "38.2")], by=clerk)
    return row


def test_a_fever_is_measured_again_isolated_and_sent_to_a_clinic(fever, clerk, owed, drill):
    drill(at("18:50"))
    arrivals.follow(fever, "remeasured", celsius="38.4", by=clerk, at=at("18:45"))
    assert (owed("remeasure"), owed("conclude")) == ([], [("office", "1")])
    arrivals.follow(fever, "isolated", by=clerk)
    assert owed("conclude") == [("office", "1")]
    arrivals.follow(fever, "clinic", by=clerk)
    assert owed("conclude") == []
    assert [(row.deed, row.at) for row in FeverStep.objects.order_by("pk")] == [
        ("remeasured", at("18:45")), ("isolated", at("18:50")), ("clinic", at("18:50")),
    ]  # fmt: skip


def test_clearing_meets_both(fever, clerk, owed):
    arrivals.follow(fever, "cleared", by=clerk)
    assert (owed("remeasure"), owed("conclude")) == ([], [])


def test_sent_twice_it_is_entered_once(fever, clerk):
    pk = uuid4()
    for _n in range(2):
        arrivals.follow(fever, "remeasured", celsius="37", by=clerk, id=pk)
        arrivals.follow(fever, "isolated", by=clerk)
    assert FeverStep.objects.count() == 2


def test_what_cannot_be_is_refused(fever, clerk, county, office):
    for sentence, deed, more in (
        ("Choose what was done", "x", {}), ("Enter the temperature", "remeasured", {}), ("before the fever", "isolated", {"at": at("17:00")}),
        ("still to come", "isolated", {"at": at("23:00")}), ("check and observe", "isolated", {"by": county}),
    ):  # fmt: skip
        with pytest.raises(Refused, match=sentence):
            arrivals.follow(fever, deed, **{"by": clerk, **more})
    [other] = arrivals.take(office, DAY, "morning", [Reading(fever.observation_id, "36.8")], by=clerk)
    with pytest.raises(Refused, match="no fever any more"):
        arrivals.follow(other, "isolated", by=clerk)


def test_what_was_due_long_ago_is_planned_no_more(fever, lodger, partner, clerk, drill):
    arrivals.hand(lodger(), partner, because="lives there", by=clerk)
    later = at("18:00", DAY + timedelta(days=2))
    for planned in (owed_.remeasurements, owed_.conclusions, owed_.acceptances):
        assert len(list(planned(at("18:30"), later))) == 1
        assert list(planned(later, later + timedelta(hours=1))) == []
