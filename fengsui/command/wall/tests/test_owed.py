import sys
from dataclasses import replace
from datetime import timedelta

from fengsui.cast import at
from fengsui.command.wall.queries import look, owed
from fengsui.ground.obligations.queries import owings


def rows(units, top="department", line="territory", known=None):
    return [(row.kind, row.due, row.n, row.m, row.is_late) for row in owed(look(units[top], line, known))]


def test_the_same_thing_by_the_same_hour_is_one_row(owe, units):
    owe("prison")
    owe("prison-2", met_at=at("18:00"))
    assert rows(units) == [("reports.report", at("18:45"), 1, 2, False)]


def test_the_overdue_stand_first(owe, units):
    owe("prison", "19:00")
    owe("centre", "18:00")
    assert [(due, late) for _kind, due, _n, _m, late in rows(units)] == [(at("18:00"), True), (at("19:00"), False)]


def test_what_is_done_void_or_not_open_yet_is_not_there(owe, units):
    owe("prison", met_at=at("18:00"))
    owe("prison-2", "19:00", void_at=at("18:00"))
    owe("centre", "23:00", opens_at=at("22:00"))
    assert rows(units) == []


def test_only_what_lies_below_in_the_line(owe, units):
    owe("centre")
    assert rows(units, "prisons", "prison") == []
    assert len(rows(units, "centres", "rehabilitation")) == 1


def test_as_known_before_it_was_met_or_void(owe, units, drill):
    owe("prison", met_at=at("18:10"))
    owe("prison-2", void_at=at("18:10"))
    assert rows(units) == []
    assert rows(units, known=at("18:05")) == [("reports.report", at("18:45"), 0, 2, False)]


def test_what_nobody_can_meet_any_more_is_left_out(owe, units, monkeypatch):
    owe("prison", "17:00")
    lapsed = {"reports.report": replace(owings()["reports.report"], lapses=timedelta(hours=1))}
    monkeypatch.setattr(sys.modules["fengsui.command.wall.queries.owed"], "owings", lambda: lapsed)
    assert rows(units) == []


def test_a_kind_that_no_room_declares_any_more_is_called_by_its_code(owe, units):
    owe("prison", kind="gone.kind")
    row = owed(look(units["department"], "territory"))[0]
    assert (row.title, row.icon) == ("gone.kind", "clipboard-check")
    owe("prison-2", "18:40")
    row = owed(look(units["department"], "territory"))[0]
    assert (row.title, row.icon) == ("Evening report", "file-text")


def test_a_unit_without_a_place_owes_nothing(owe, units):
    owe("prison")
    assert rows(units, "prisons", "rehabilitation") == []
