"""A room whose things change one by one says how they stand; the rows follow."""

import pytest

from fengsui.cast import at
from fengsui.ground.obligations import actions
from fengsui.ground.obligations.declare import Expected
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org.scope import SYSTEM

KIND = "tasks.task"


@pytest.fixture
def mirror(units):
    def tell(*owed, met=(), by=SYSTEM, due="20:00", unit="prison"):
        rows = [Expected(units[unit].pk, "x", period, at("18:00"), at(due)) for period in owed]
        actions.mirror(KIND, ["x"], rows, met, by=by)
        found = Obligation.objects.filter(kind=KIND).order_by("period")
        return [(row.period, bool(row.met_at), bool(row.void_at), row.unit.code, row.due_at) for row in found]

    return tell


def test_what_is_owed_is_added_moved_and_given_to_another(mirror):
    assert mirror("1") == [("1", False, False, "prison", at("20:00"))]
    assert mirror("1", due="21:00", unit="prison-2") == [("1", False, False, "prison-2", at("21:00"))]


def test_what_is_done_is_met_once_and_by_whom(mirror, officer):
    mirror("1")
    mirror(met=["x"], by=officer)
    mirror(met=["x"])
    assert Obligation.objects.get(kind=KIND).met_by == officer


def test_what_is_owed_no_more_is_void_and_may_be_owed_again(mirror):
    mirror("1")
    assert mirror()[0][1:3] == (False, True)
    assert mirror("1")[0][1:3] == (False, False)


def test_what_was_met_too_early_is_owed_again(mirror):
    mirror("1")
    mirror(met=["x"])
    assert mirror("1")[0][1:3] == (False, False)


def test_another_time_leaves_the_first_one_as_it_is(mirror):
    mirror("1")
    mirror(met=["x"])
    assert [row[1] for row in mirror("2")] == [True, False]
