"""The way of a fever: measured, measured again, isolated, doctor, CDC; each with its hour; corrections keep the first entry."""

import pytest

from fengsui.cast import at
from fengsui.command.incidents import actions
from fengsui.command.incidents.models import Fever
from fengsui.command.incidents.queries.pathway import stations
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures.queries import parameters
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


@pytest.fixture
def enter(report, officer):
    incident = report(learned="18:00")

    def entering(step, hour, celsius=None, *, because="", by=officer):
        return actions.enter_fever(incident, step, at=at(hour), celsius=celsius, because=because, by=by)

    entering.incident = incident
    return entering


def test_the_whole_way(enter):
    enter("measured", "18:00", "38.5")
    enter("isolated", "18:05")
    enter("remeasured", "18:15", "38，2")
    enter("doctor", "18:20")
    enter("cdc", "18:25")
    found = [(one.step.value, one.row.at, str(one.row.celsius)) for one in stations(enter.incident)]
    assert found[:2] == [("measured", at("18:00"), "38.5"), ("remeasured", at("18:15"), "38.2")]
    assert [row[0] for row in found] == ["measured", "remeasured", "isolated", "doctor", "cdc"]


@pytest.mark.parametrize(
    ("celsius", "says"), [("37.2", "begins at 37.3"), ("44", "between"), ("warm", "38.5"), ("", "38.5")]
)
def test_what_is_no_fever_is_refused(enter, celsius, says):
    with pytest.raises(Refused, match=says) as refused:
        enter("measured", "18:00", celsius)
    assert refused.value.field == "celsius"


def test_the_threshold_is_the_measure_of_the_house(enter):
    measures.put(parameters()["measures.fever_threshold"], 37.0, basis="x", at=at("18:00"), by=SYSTEM)
    assert enter("measured", "18:00", "37.1")


def test_a_second_measurement_may_find_none(enter):
    enter("measured", "18:00", "37.3")
    assert enter("remeasured", "18:20", "36.6").celsius is not None


def test_first_it_is_measured(enter):
    enter("measured", "18:10", "38.5")
    for step, hour in (("isolated", "18:05"), ("cdc", "18:31")):
        with pytest.raises(Refused, match=r"measured first|still to come"):
            enter(step, hour)
    enter("isolated", "18:20")
    with pytest.raises(Refused, match="measured first"):
        enter("measured", "18:25", "38.5", because="x")


def test_entered_again_with_a_reason_the_first_entry_stays(enter):
    enter("measured", "18:10", "38.5")
    assert enter("measured", "18:10", "38.5").pk == Fever.objects.get().pk
    with pytest.raises(Refused, match="entered again"):
        enter("measured", "18:10", "38.6")
    enter("measured", "18:10", "38.6", because="看错")
    (first, *_rest) = stations(enter.incident)
    assert (str(first.row.celsius), first.row.because, [str(row.celsius) for row in first.before]) == (
        "38.6",
        "看错",
        ["38.5"],
    )


def test_only_of_a_fever_by_its_unit_while_it_stands(report, enter, officer, li):
    with pytest.raises(Refused, match="You cannot"):
        enter("measured", "18:00", "38.5", by=li)
    with pytest.raises(Refused, match="Only a fever"):
        enter("dance", "18:00")
    with pytest.raises(Refused, match="Only a fever"):
        actions.enter_fever(report("fire"), "cdc", at=at("18:00"), by=officer)
    actions.withdraw(enter.incident, "x", by=officer)
    with pytest.raises(Refused, match="withdrawn"):
        enter("cdc", "18:00")


def measured(incident):
    row = Fever.objects.get(incident=incident)
    return row.step, row.at, str(row.celsius)


def test_the_temperature_of_a_first_report_is_typed_once(report, note, officer, said):
    assert measured(report(celsius="38.5")) == ("measured", at("18:10"), "38.5")
    noted = note(again=True)
    actions.report_first(noted, said(celsius="38，6", happened="18:05"), by=officer)
    assert measured(noted) == ("measured", at("18:05"), "38.6")


@pytest.mark.parametrize(("kind", "celsius"), [("fever", "37.2"), ("fever", "warm"), ("fire", "38.5")])
def test_a_first_report_with_a_temperature_that_cannot_be_is_not_kept(report, kind, celsius):
    with pytest.raises(Refused) as refused:
        report(kind, celsius=celsius)
    assert (refused.value.field, Fever.objects.count()) == ("celsius", 0)


def test_what_was_measured_before_the_first_report_stays(note, officer, said):
    incident = note()
    actions.enter_fever(incident, "measured", at=at("18:15"), celsius="38.1", by=officer)
    actions.report_first(incident, said(celsius="38.5"), by=officer)
    assert str(Fever.objects.get(incident=incident).celsius) == "38.1"
