from datetime import time, timedelta

import pytest

from fengsui.cast import DAY, EVENING, at
from fengsui.command.reports.measures import CUTOFF
from fengsui.ground.journal.models import Entry
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures import queries as reading
from fengsui.ground.measures.models import Measure
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.response import actions
from fengsui.ground.response.actions import Line
from fengsui.ground.response.queries.switching import described, dry_run_back, kept_sentences, remains, told
from fengsui.house import Refused

TOMORROW = DAY + timedelta(days=1)


def cutoff(unit, moment):
    return reading.reading(CUTOFF, at=moment).of(unit)


@pytest.fixture
def made(apply, prepared):
    return apply(prepared)


def test_taking_back_is_one_act_with_a_decision_of_its_own(made, take_back, units):
    back = take_back(made)
    assert cutoff(units["prison"], at("23:00")) == time(18, 45)
    assert (back.document.number, back.document.subject) == (2, made.about)
    assert Entry.objects.get(kind="response.reverted").data["measures"] == 2
    assert "〔2020〕第1号" in str(back.document.source["sections"])


def test_after_a_day_the_past_stays_as_it_was(made, take_back, units, drill):
    drill(at("18:10", TOMORROW))
    take_back(made)
    assert cutoff(units["prison"], at("23:00", TOMORROW)) == time(18, 45)
    assert cutoff(units["prison"], at("23:00")) == time(18, 20)


def test_what_somebody_else_changed_is_kept_and_said(made, take_back, units, drill):
    drill(at("18:10", TOMORROW))
    other = measures.put(CUTOFF, "18:05", basis="别人的决定", system="prison", by=SYSTEM)
    measures.put(CUTOFF, "18:06", basis="与此无关", system="bureau", by=SYSTEM)
    measures.revert(Measure.objects.get(switched__switch=made, system="rehabilitation"), by=SYSTEM)
    back = take_back(made)
    assert cutoff(units["prison"], at("23:00", TOMORROW)) == time(18, 5)
    assert told(back.kept) == [
        "Cut-off of the evening report: 18:35 (Rehabilitation system) was taken back already.",
        "Cut-off of the evening report: 18:05 (Prison system), set meanwhile, stays: 别人的决定",
    ]
    assert not Measure.objects.get(pk=other.pk).replaced_at
    assert "stays" in str(back.document.source["copies"]["en"]["sections"])


def test_one_that_has_not_begun_goes_altogether(apply, prepared, take_back, units):
    made = apply(prepared, at=at("12:00", TOMORROW))
    take_back(made)
    assert cutoff(units["prison"], at("13:00", TOMORROW)) == time(18, 45)
    assert not Measure.objects.as_known().exists()


def test_it_is_taken_back_once(made, take_back):
    take_back(made)
    with pytest.raises(Refused, match="already"):
        take_back(made)


def test_nothing_is_left_of_one_that_ended(apply, prepared, take_back, drill):
    made = apply(prepared, until=at("12:00", TOMORROW))
    drill(at("12:00", TOMORROW))
    with pytest.raises(Refused, match="Nothing of it stands"):
        take_back(made)


def test_a_stale_look_asks_again(made, bao):
    seen = dry_run_back(made).token
    measures.revert(Measure.objects.filter(switched__switch=made).first(), by=SYSTEM)
    with pytest.raises(Refused, match="Something changed"):
        actions.revert(made, reason="x", seen=seen, by=bao)


def test_it_needs_a_reason_and_the_right(made, take_back, li):
    with pytest.raises(Refused, match="why"):
        take_back(made, reason=" ")
    with pytest.raises(Refused, match="cannot"):
        take_back(made, by=li)


def test_the_system_can_take_back(made, take_back):
    assert take_back(made, by=SYSTEM).by is None


def test_who_overlaps(apply, write, units, drill):
    made = apply(write(Line("reports.cutoff", "18:20", unit="prison"), Line("custody.opens", "40"), name="one"))
    drill(EVENING + timedelta(minutes=1))
    for more in (
        {"unit": units["prison-2"]},
        {"unit": units["prison"]},
        {"system": "prison"},
        {"system": "bureau"},
        {},
    ):
        measures.put(CUTOFF, "18:10", basis="x", by=SYSTEM, **more)
    assert [described(row)["whom"] for row in remains(made).later] == ["Test prison", "Prison system", "all systems"]
    assert len(kept_sentences(remains(made))) == 3


def test_a_measure_that_no_room_declares_any_more_is_still_read(made):
    row = Measure(parameter="old.thing", value=1)
    assert described(row)["name"] == "old.thing"
