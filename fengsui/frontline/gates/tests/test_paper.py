"""A paper sheet is read as people write: hours and directions carry down, temperatures in any spelling."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.frontline.gates import paper
from fengsui.frontline.gates.models import Direction

IN, OUT = Direction.IN, Direction.OUT
READ = [
    ({"time": "8:05", "way": "1", "name": "王某", "heat": "36.5"}, ("08:05", IN, 365, False)),
    ({"time": "0805", "way": "出", "name": "王某", "heat": "365"}, ("08:05", OUT, 365, False)),
    ({"time": "8", "way": "", "name": "王某", "heat": "X"}, ("08:00", IN, None, True)),
    ({"time": "８：０５", "way": "o", "plate": "蒙d12345", "heat": "36。5"}, ("08:05", OUT, 365, False)),
    ({"time": "8点05分", "way": "i", "name": "王某", "heat": "36"}, ("08:05", IN, 360, False)),
    ({"time": "8.05", "way": "in", "name": "王某", "heat": "-"}, ("08:05", IN, None, True)),
]


@pytest.mark.parametrize(("said", "found"), READ)
def test_read_as_people_write(drill, said, found):
    drill(at("18:30"))
    typed, lines = paper.read({f"{key}-1": value for key, value in said.items()}, DAY)
    assert not typed[0].errors
    assert [(f"{one.at:%H:%M}", one.way, one.heat, one.unreadable) for one in lines] == [found]


def test_hour_and_direction_carry_down_and_over_midnight(drill):
    drill(at("10:00", DAY + timedelta(days=1)))
    said = {"time-1": "23:50", "way-1": "2", "name-1": "a", "name-2": "b", "time-4": "0:10", "name-4": "c"}
    typed, lines = paper.read(said, DAY)
    assert [(one.number, one.at, one.way) for one in lines] == [
        (1, at("23:50"), OUT), (2, at("23:50"), OUT), (4, at("00:10", DAY + timedelta(days=1)), OUT)
    ]  # fmt: skip
    assert typed[2].is_blank


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": "王某"}, "time"), ({"time": "25:00", "name": "王某"}, "time"), ({"time": "8:60", "name": "a"}, "time"),
        ({"time": "23:00", "name": "王某"}, "time"), ({"time": "8:00", "way": "x", "name": "a"}, "way"),
        ({"time": "8:00", "heat": "20", "name": "a"}, "heat"), ({"time": "8:00", "heat": "warm", "name": "a"}, "heat"),
        ({"time": "8:00", "building": "1"}, "name"), ({"time": "8:00", "name": "长" * 41}, "name"),
    ],
)  # fmt: skip
def test_wrong_is_said_beside_the_cell(drill, said, field):
    drill(at("18:30"))
    typed, lines = paper.read({f"{key}-1": value for key, value in said.items()}, DAY)
    assert (list(typed[0].errors), lines) == ([field], [])
    assert typed[0].cells[0][0] == "time"


def test_shown_again():
    assert paper.shown(at("08:05"), OUT, 365, unreadable=False) == {"time": "08:05", "way": "2", "heat": "36.5"}
    assert paper.shown(at("08:05"), IN, None, unreadable=True)["heat"] == "x"
    assert paper.shown(at("08:05"), IN, 375, 378, unreadable=False)["heat"] == "37.5/37.8"
    assert paper.shown(at("08:05"), IN, None, unreadable=False)["heat"] == ""


@pytest.mark.parametrize(
    ("typed", "found"),
    [("37.5/37.8", (375, 378, False)), ("375 378", (375, 378, False)), ("37.5 → x", (375, None, True)), ("36 5", (365, None, False))],
)  # fmt: skip
def test_two_readings_as_the_sheet_asks_for_them(drill, typed, found):
    drill(at("18:30"))
    _sheet, [one] = paper.read({"time-1": "8:00", "name-1": "王某", "heat-1": typed}, DAY)
    assert (one.heat, one.again, one.unreadable) == found


def test_a_second_reading_that_cannot_be_is_refused(drill):
    drill(at("18:30"))
    [one, *_rest], lines = paper.read({"time-1": "8:00", "name-1": "王某", "heat-1": "37.5/99"}, DAY)
    assert (list(one.errors), lines) == (["heat"], [])
