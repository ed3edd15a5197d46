import sys

from fengsui.cast import DAY, at
from fengsui.command.assessment import actions as assessment
from fengsui.command.wall.queries import grave, look
from fengsui.ground.checks.declare import Severity


def seen(units, top="department", known=None, line="territory"):
    return grave(look(units[top], line, known))


def test_before_the_first_tick_nothing_is_known(units):
    found = seen(units)
    assert (found.at, found.total, found.unread) == (None, 0, Severity.ALARM)


def test_the_last_ticks_findings_with_the_worst_of_each_unit(units, count, drill):
    drill(at("18:50"))
    count(held=500, fevers=9)
    assessment.look(DAY)
    found = seen(units)
    assert (found.at, found.unread) == (at("18:50"), 0)
    assert found.worst[units["prison"].pk] == max(one.severity for one in found.findings if one.unit == units["prison"])


def test_what_was_not_read_may_be_as_grave_as_the_least_that_was(units, count, drill, monkeypatch):
    monkeypatch.setattr(sys.modules["fengsui.command.wall.queries.grave"], "MOST", 1)
    drill(at("18:50"))
    assessment.look(DAY)
    found = seen(units)
    assert len(found.findings) == 1 < found.total
    assert found.unread == found.findings[0].severity


def test_the_past_comes_out_of_the_ledger(units, drill):
    assert seen(units, known=at("18:20")).at is None
    drill(at("18:46"))
    assessment.look(DAY)
    drill(at("18:50"))
    assert not [one for one in seen(units, known=at("18:40")).findings if one.check == "reports.silent"]
    found = seen(units, known=at("18:47"))
    assert (found.at, found.total) == (at("18:47"), len(found.findings))
    assert [one for one in found.findings if one.check == "reports.silent"]


def test_a_unit_without_a_place_has_no_findings(units):
    assert seen(units, "prisons", line="rehabilitation").total == 0
