"""Statements are asked again, each check once a day however many ask."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.ground.checks import queries
from fengsui.ground.checks.declare import Check, Ends, Failure, Severity
from fengsui.ground.checks.queries import Answer, Asked

YESTERDAY = DAY - timedelta(days=1)


@pytest.fixture
def declared(drill, monkeypatch):
    """declared(ends, judged) declares a check that fails at unit 1, of subject “a”; tells the days on which it was run."""

    def declare(ends=Ends.MENDED, judged=None):
        days = []

        def run(day, known):
            days.append(day)
            return [Failure("x.y", 1, day, "no", {}, subject="a")]

        check = Check("x.y", "It holds", Severity.NOTE, run, ends=ends, judged=judged)
        monkeypatch.setattr(queries, "checks", lambda: {"x.y": check})
        return days

    return declare


def test_what_fails_fails_and_the_rest_holds(declared):
    days = declared()
    one, other = Asked("x.y", 1, "a", YESTERDAY), Asked("x.y", 1, "b", YESTERDAY)
    assert queries.ask([one, other]) == {one: Answer.FAILS, other: Answer.HOLDS}
    assert days == [YESTERDAY]


def test_how_things_stand_is_asked_of_today(declared):
    days = declared(Ends.PASSED)
    queries.ask([Asked("x.y", 1, "a", YESTERDAY), Asked("x.y", 2)])
    assert days == [DAY]


def test_a_number_that_is_not_there_does_not_hold(declared):
    declared(Ends.PASSED, judged=lambda _day: lambda unit, _subject: unit == 3)
    asked = [Asked("x.y", 1, "a"), Asked("x.y", 2), Asked("x.y", 3)]
    assert list(queries.ask(asked).values()) == [Answer.FAILS, Answer.UNKNOWN, Answer.HOLDS]


def test_what_is_over_with_its_day_holds_afterwards(declared):
    declared(Ends.OVER)
    today, before = Asked("x.y", 1, "a", DAY), Asked("x.y", 1, "a", YESTERDAY)
    assert queries.ask([today, before]) == {today: Answer.FAILS, before: Answer.HOLDS}


def test_what_nobody_declares_holds(units, drill):
    drill(at("18:46"))
    gone = Asked("no.such", 1)
    assert queries.ask([gone]) == {gone: Answer.HOLDS}
