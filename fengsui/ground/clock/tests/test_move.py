"""The three times: event, known, wall."""

from datetime import timedelta

import pytest

from fengsui.cast import EVENING, at
from fengsui.ground.clock import actions
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.models import Clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


def test_a_drill_tells_its_own_time_and_the_wall_keeps_its_own(drill):
    assert clock.now() == EVENING
    assert abs(clock.wall() - EVENING) > timedelta(days=365)


def test_a_drill_can_be_moved_forward_and_back(drill):
    drill(at("19:00"))
    assert clock.now() == at("19:00")
    drill(at("18:00"))
    assert clock.now() == at("18:00")


def test_a_drill_runs_at_its_rate(drill, monkeypatch):
    actions.move(EVENING, rate=60)
    start = clock.state().anchor
    monkeypatch.setattr(clock, "wall", lambda: start + timedelta(seconds=5))
    assert clock.now() == EVENING + timedelta(minutes=5)


def test_a_live_clock_can_never_be_moved(db):
    actions.found_live()
    with pytest.raises(Refused, match="live"):
        actions.move(EVENING)


def test_the_database_itself_keeps_a_live_clock_in_place(db):
    from django.db import IntegrityError

    actions.found_live()
    with pytest.raises(IntegrityError):
        Clock.objects.update(base=EVENING)


def test_a_database_is_founded_once(drill):
    with pytest.raises(Refused):
        actions.found_live()


def test_a_fact_has_event_time_known_time_and_wall_time(units):
    entry = journal.write("org.arranged", by=None, unit=None, about="test", at=at("09:00"), units=1)
    entry = Entry.objects.get(pk=entry.pk)
    assert entry.at == at("09:00")
    assert entry.known_at == EVENING
    assert abs(entry.written_at - clock.wall()) < timedelta(minutes=1)


def test_a_paused_drill_goes_on_where_its_last_tick_left_it(drill):
    actions.move(at("18:40"), rate=1)
    Clock.objects.update(settled_until=at("18:41"))
    clock.forget()
    actions.resume()
    assert abs(clock.now() - at("18:41")) < timedelta(seconds=5)
