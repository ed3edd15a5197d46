from datetime import time, timedelta

import pytest

from fengsui.cast import DAY, EVENING, at
from fengsui.command.reports.measures import CUTOFF, OPENS, OWED
from fengsui.frontline.custody.measures import DUTY_SHARE
from fengsui.ground.journal.models import Entry
from fengsui.ground.measures import actions
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.declare import Setting
from fengsui.ground.measures.models import Measure
from fengsui.ground.measures.supposing import counted, suppose, suppose_ended
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

TOMORROW = DAY + timedelta(days=1)


def settings(*values, **more):
    return [Setting(CUTOFF, value, EVENING, system=system, **more) for value, system in values]


def test_what_is_supposed_is_read_and_not_written(prison, centre):
    what = suppose(settings((time(18, 0), "prison")))
    with what.holds():
        assert measures.reading(CUTOFF).of(prison) == time(18, 0)
        assert measures.reading(CUTOFF).of(centre) == time(18, 45)
    assert measures.reading(CUTOFF).of(prison) == time(18, 45)
    assert not Measure.objects.exists()


def test_a_remembered_reading_supposes_too(prison):
    with measures.remembering():
        measures.reading(CUTOFF)
        with suppose(settings((time(18, 0), ""))).holds():
            assert measures.reading(CUTOFF).of(prison) == time(18, 0)
        assert measures.reading(CUTOFF).of(prison) == time(18, 45)


def test_who_is_moved(units):
    what = suppose(settings((time(18, 0), "prison")))
    moved = what.moved(CUTOFF, EVENING)
    assert set(moved) == {units["prison"].pk, units["prison-2"].pk}
    assert (what.touches(CUTOFF), what.touches(OWED), what.day) == (True, False, DAY)
    assert counted(unit for unit in what.units if unit.pk in moved) == "Prison: 2"
    assert what.moved(CUTOFF, EVENING, [units["centre"]]) == {}


def test_several_are_put_in_force_and_ended_at_once(prison, centre, drill):
    rows = actions.put_many(settings((time(18, 0), "prison"), (time(18, 10), "rehabilitation")), basis="x", by=SYSTEM)
    before = measures.state()
    drill(at("12:00", TOMORROW))
    with suppose_ended(rows).holds():
        assert measures.reading(CUTOFF).of(prison) == time(18, 45)
    actions.end_many(rows, by=SYSTEM)
    assert measures.reading(CUTOFF).of(prison) == time(18, 45)
    assert measures.reading(CUTOFF, at=at("23:00")).of(centre) == time(18, 10)
    assert measures.state() != before
    assert Entry.objects.filter(kind="measures.ended").count() == 2


def test_what_was_ended_is_not_ended_again(units):
    rows = actions.put_many(settings((time(18, 0), "prison")), basis="x", by=SYSTEM)
    actions.end_many(rows, by=SYSTEM)
    with pytest.raises(Refused, match="already"):
        actions.end_many(rows, by=SYSTEM)


def test_ending_what_has_not_begun_makes_a_difference_when_it_would_have(prison):
    later = Setting(CUTOFF, time(18, 0), at("12:00", TOMORROW), unit=prison)
    rows = actions.put_many([later], basis="x", by=SYSTEM)
    what = suppose_ended(rows)
    assert what.begins == at("12:00", TOMORROW)
    assert list(what.moved(CUTOFF, what.first(CUTOFF.key))) == [prison.pk]
    assert suppose_ended([]).begins == suppose([]).begins == EVENING


@pytest.mark.parametrize(
    ("parameter", "text", "value"),
    [
        (CUTOFF, " 18:30 ", "18:30"),
        (OPENS, "60", 60),
        (DUTY_SHARE, "0.5", 0.5),
        (OWED, "否", False),
        (OWED, "Yes", True),
    ],
)
def test_values_are_read_as_people_type_them(parameter, text, value):
    assert parameter.read(text) == value


@pytest.mark.parametrize(("parameter", "text"), [(OPENS, "many"), (OWED, "maybe"), (CUTOFF, ""), (DUTY_SHARE, "2")])
def test_nonsense_is_refused(parameter, text):
    with pytest.raises(Refused):
        parameter.read(text)
