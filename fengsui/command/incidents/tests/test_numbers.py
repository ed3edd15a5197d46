"""Numbers and checks: open incidents, first reports in time, late ones, a fever that was closed too early."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.command.incidents import actions
from fengsui.command.incidents.checks import LATE, PATHWAY
from fengsui.command.incidents.indicators import IN_TIME, OPEN, REPORTED
from fengsui.command.incidents.models import Pathway
from fengsui.ground.indicators.declare import Asked, Window

WINDOWS = dict.fromkeys(
    ("prison", "rehabilitation", "bureau"), Window(at("00:00"), at("00:00", DAY + timedelta(days=1)))
)


def asked(**more):
    return Asked(DAY, WINDOWS, **more)


def test_open_ones_and_none_is_a_zero(report, note, units, officer):
    report()
    note("fire")
    actions.conclude(report("death"), "x", by=officer)
    found = OPEN.compute(asked())
    assert (found[units["prison"].pk], found[units["centre"].pk], units["department"].pk in found) == (2, 0, False)
    assert OPEN.compute(asked(known=at("18:29"), units=frozenset({units["prison"].pk}))) == {units["prison"].pk: 0}


def test_first_reports_in_time(report, units, drill, bureau, keeper):
    report()
    drill(at("21:00"))
    report("fire", learned="18:00")
    report(unit="league", by=bureau, learned="20:00")
    found, share = REPORTED.compute(asked()), IN_TIME.compute(asked())
    assert [found[units[code].pk] for code in ("prison", "league", "centre")] == [2, 1, 0]
    assert share == {units["prison"].pk: 50, units["league"].pk: 100}
    assert REPORTED.compute(Asked(DAY, {}))[units["league"].pk] == 0


def test_a_late_first_report_is_an_alarm(report, note, units, drill, li):
    note(learned="18:10")
    assert LATE.run(DAY, None) == []
    drill(at("20:30"))
    report("fire", learned="18:00")
    report("death", learned="19:00")
    said = [(failure.unit_id, failure.text) for failure in LATE.run(DAY, None)]
    prison = units["prison"].pk
    assert said == [
        (prison, "First report due at 20:10 has not come."),
        (prison, "First report due at 20:00: 30 minutes late."),
    ]


@pytest.mark.parametrize("entered", [0, 5])
def test_a_fever_goes_its_whole_way(report, officer, entered):
    incident = report(learned="18:00")
    for step in list(Pathway)[:entered]:
        actions.enter_fever(incident, step, at=at("18:00"), celsius="38.5", by=officer)
    assert PATHWAY.run(DAY, None) == []
    actions.conclude(incident, "x", by=officer)
    assert [failure.params["n"] for failure in PATHWAY.run(DAY, None)] == ([5] if not entered else [])
