"""What somebody owes, as Today shows it."""

import pytest

from fengsui.cast import at
from fengsui.ground.obligations import queries

INCIDENT = "01a21ab6-0000-7000-8000-000000000000"


@pytest.fixture(autouse=True)
def at_night(drill):
    drill(at("03:00"))


def test_what_is_urgent_comes_before_what_is_late_anyway(owe, officer):
    owe("prison", "01:00")
    urgent = owe("prison", "03:14", kind="incidents.first")
    assert queries.mine(officer)[0][0] == urgent


def test_what_two_units_owe_by_one_deed_is_one_line(owe, li, signed_in):
    same = {"kind": "incidents.take", "subject": f"incidents.incident:{INCIDENT}"}
    owed = [owe(code, "03:14", period=f"1.t{code}", **same) for code in ("prisons", "centres")]
    (debt,) = (one for one in signed_in(li).get("/").context["debts"] if one.row in owed)
    assert debt.units == [row.unit.label for row in owed]
