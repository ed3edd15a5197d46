from types import SimpleNamespace

import pytest
from django.db import connection

from fengsui import house
from fengsui.cast import EVENING, at
from fengsui.ground.clock import actions
from fengsui.ground.clock import queries as clock


@pytest.fixture
def settled(monkeypatch):
    """The periods that a room was asked to settle."""
    periods = []
    room = SimpleNamespace(settle=lambda last, now: periods.append((last, now)))
    monkeypatch.setattr(house, "modules", lambda file: [room])
    return periods


def test_a_tick_settles_what_passed_since_the_last(drill, settled):
    drill(at("18:31"))
    actions.tick()
    assert settled == [(EVENING, at("18:31"))]


def test_a_jump_is_replayed_whole(drill, settled):
    drill(at("21:00"))
    actions.tick()
    assert settled == [(EVENING, at("21:00"))]


def test_nothing_is_settled_twice(drill, settled):
    drill(at("18:31"))
    actions.tick()
    actions.tick()
    assert len(settled) == 1


def test_a_failing_room_leaves_the_mark_where_it_was(drill, monkeypatch):
    def fail(last, now):
        raise RuntimeError("no")

    monkeypatch.setattr(house, "modules", lambda file: [SimpleNamespace(settle=fail)])
    drill(at("18:31"))
    with pytest.raises(RuntimeError):
        actions.tick()
    clock.forget()
    assert clock.state().settled_until == EVENING


def test_after_a_move_back_the_time_is_settled_again(drill, settled):
    drill(at("19:00"))
    actions.tick()
    drill(at("18:50"))
    drill(at("18:55"))
    actions.tick()
    assert settled[-1] == (at("18:50"), at("18:55"))


def test_a_tick_that_finds_another_running_does_nothing(drill, settled, monkeypatch):
    drill(at("18:31"))  # this transaction keeps the lock of the move; the other takes one that is free
    monkeypatch.setattr(actions, "_LOCK", 7_301)
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("select pg_try_advisory_lock(%s)", [actions._LOCK])
            assert actions.tick() == 0
            assert settled == []
            cursor.execute("select pg_advisory_unlock(%s)", [actions._LOCK])  # a closing connection lets go later
    finally:
        other.close()
    assert actions.tick() == 1


def test_a_database_without_a_clock_settles_nothing(db, settled):
    assert actions.tick() == 0
    assert settled == []
