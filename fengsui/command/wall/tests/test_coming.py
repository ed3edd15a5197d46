from fengsui.cast import DAY, at
from fengsui.command.reports import actions as reports
from fengsui.command.reports.measures import CUTOFF, OWED
from fengsui.command.reports.models import owes, owing_units
from fengsui.command.wall.curve import curve
from fengsui.command.wall.queries import coming, look
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures import queries as measure_queries
from fengsui.ground.org.scope import SYSTEM

LINE = "territory"


def come(units, top="department", known=None):
    return coming(look(units[top], LINE, known))


def test_each_system_says_how_many_are_in_and_by_when(signed, units):
    by_system = {row.system: row for row in come(units).systems}
    assert [(row.n, row.m, row.cutoff) for row in by_system.values()] == [(1, 2, at("18:45")), (0, 1, at("18:45"))]
    assert by_system["prison"].name == "Prison system"


def test_the_tone_says_whether_it_can_still_come(signed, units, drill):
    assert {row.tone for row in come(units).systems} == {"due"}
    drill(at("18:46"))
    assert {row.tone for row in come(units).systems} == {"bad"}
    assert come(units, "prison").systems[0].tone == "good"


def test_the_silent_are_named_first(units, drill):
    measures.put(CUTOFF, "18:20", basis="test", by=SYSTEM, unit=units["centre"], at=at("00:00"))
    missing = come(units).missing
    assert (missing[0][0].code, missing[0][1]) == ("centre", True)
    assert not any(silent for _node, silent in missing[1:])
    assert come(units).silent == 1


def test_as_known_before_it_was_signed(count, prison, officer, units, drill):
    count(held=5, fevers=0)
    drill(at("18:35"))
    reports.sign(prison, DAY, {}, revision=0, by=officer)
    drill(at("18:40"))
    assert (len(come(units).signed), len(come(units, known=at("18:31")).signed)) == (1, 0)
    assert (come(units).times, come(units, known=at("18:31")).times) == ({at("18:35"): 1}, {})


def test_where_nobody_owes_there_is_no_curve(units):
    found = come(units, "institute")
    assert (found.systems, found.times, found.m, curve(found, at("18:30"))) == ([], {}, 0, None)


def test_the_curve_says_what_it_shows(signed, units):
    drawn = curve(come(units), at("18:30"))
    assert "Signed by 18:30: 1 of 3" in drawn.drawing
    assert (drawn.begin, drawn.end) == (at("15:45"), at("19:45"))


def test_who_owes_is_said_alike_for_one_and_for_all(units):
    measures.put(OWED, False, basis="test", by=SYSTEM, unit=units["prison"], at=at("00:00"))
    reading = measure_queries.reading(OWED)
    assert {unit.pk for unit in owing_units(DAY)} == {u.pk for u in units.values() if owes(reading, u.kind, u.pk)}
