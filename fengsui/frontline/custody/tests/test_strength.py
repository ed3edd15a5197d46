from datetime import date, timedelta

import pytest

from fengsui.cast import DAY
from fengsui.frontline.custody.models import Strength
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def test_officers_are_entered_once_a_day(muster, officer, number):
    row = muster(40, 30, 10, inside_since=date(2020, 1, 26))
    assert (row.total, row.entered_by) == (80, officer)
    codes = ("officers_on_duty", "officers_isolation", "officers_standby")
    assert [number(code) for code in codes] == [40, 30, 10]
    assert muster(40, 30, 10, inside_since=date(2020, 1, 26)) == row


def test_a_correction_takes_a_reason(muster):
    first = muster(40, 30, 10)
    with pytest.raises(Refused, match="Say why"):
        muster(41, 30, 10)
    muster(41, 30, 10, reason="one came late", seen=str(first.pk))
    assert Strength.objects.as_known().get().on_duty == 41


def test_what_somebody_else_saved_is_not_overwritten_unseen(muster):
    first = muster(40, 30, 10, seen="")
    with pytest.raises(Refused, match="meanwhile") as refused:
        muster(41, 30, 10, reason="recount", seen="")
    assert refused.value.facts["saved"] == first


@pytest.mark.parametrize("numbers", [(-1, 0, 0), (0, 10_000, 0), (0, 0, True), (None, 0, 0)])
def test_a_number_must_be_possible(muster, numbers):
    with pytest.raises(Refused, match="whole number"):
        muster(*numbers)


def test_neither_tomorrow_nor_a_shift_from_tomorrow(muster):
    with pytest.raises(Refused, match="still to come"):
        muster(1, 1, 1, day=DAY + timedelta(days=1))
    with pytest.raises(Refused, match="at the latest"):
        muster(1, 1, 1, inside_since=DAY + timedelta(days=1))


def test_a_closed_facility_has_no_officers(prison, muster):
    from fengsui.ground.org import actions as org

    org.close(prison, day=DAY, by=SYSTEM)
    with pytest.raises(Refused, match="closed"):
        muster(1, 1, 1, by=SYSTEM)


def test_only_the_facility_itself_enters_them(muster, superior):
    with pytest.raises(Refused, match="strength"):
        muster(1, 1, 1, by=superior)
