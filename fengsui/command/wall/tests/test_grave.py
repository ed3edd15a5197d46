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


def test_of_what_is_not_said_in_words_the_map_knows_all(units, drill, monkeypatch):
    drill(at("18:50"))
    assessment.look(DAY)
    whole = seen(units)
    monkeypatch.setattr(sys.modules["fengsui.command.wall.queries.grave"], "MOST", 1)
    found = seen(units)
    assert len(found.findings) == 1 < found.total
    assert (found.total, found.worst, found.unread) == (whole.total, whole.worst, 0)
    assert len(found.worst) > 1


def test_a_wall_knows_nothing_of_units_beside_its_own(units, drill):
    drill(at("18:50"))
    assessment.look(DAY)
    assert set(seen(units, "prison-2").worst) == {units["prison-2"].pk}


def test_the_past_comes_out_of_the_ledger(units, drill):
    assert seen(units, known=at("18:20")).at is None
    drill(at("18:46"))
    assessment.look(DAY)
    drill(at("18:50"))
    assert not [one for one in seen(units, known=at("18:40")).findings if one.check == "reports.silent"]
    found = seen(units, known=at("18:47"))
    assert (found.at, found.total) == (at("18:47"), len(found.findings))
    assert [one for one in found.findings if one.check == "reports.silent"]
    assert found.worst[units["prison"].pk] == Severity.ALARM


def test_a_unit_without_a_place_has_no_findings(units):
    assert seen(units, "prisons", line="rehabilitation").total == 0
