import pytest

from fengsui.frontline.arrivals import actions as arrivals
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


def test_the_unit_that_answers_sees_the_names_for_a_reason(returnee, clerk, office):
    filing = returnee()
    first, other = arrivals.unmask(filing, office, reason="to call back", by=clerk)
    assert (first.values["name"], first.values["phone"], other.values["name"]) == ("乌兰图雅", "13900000002", "巴特尔")
    entry = Entry.objects.get(kind="arrivals.unmasked")
    assert (entry.actor, entry.data, entry.about) == (clerk.pk, {"reason": "to call back"}, filing.about)


def test_without_a_reason_nobody_does(returnee, clerk, office):
    with pytest.raises(Refused, match="Say why"):
        arrivals.unmask(returnee(), office, reason=" ", by=clerk)


def test_nobody_above_does(returnee, county, bureau, bao, office):
    for who in (county, bureau, bao):
        with pytest.raises(Refused, match="see who arrived"):
            arrivals.unmask(returnee(), office, reason="curious", by=who)
