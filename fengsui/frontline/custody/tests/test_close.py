import pytest

from fengsui.cast import DAY
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.actions import Row
from fengsui.ground.org import actions as org
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def count(units, officer, first, second):
    rows = [Row(units["ward-1"], first, 0, first, 0), Row(units["ward-2"], second, 0, second, 0)]
    custody.count(units["prison"], DAY, "evening", rows, by=officer)


def test_a_facility_that_holds_anybody_is_not_merged(units, officer):
    count(units, officer, 3, 0)
    with pytest.raises(Refused, match="persons are held there"):
        org.merge([units["prison"]], units["prison-2"], since=DAY, by=SYSTEM)


def test_an_empty_one_is(units, officer):
    count(units, officer, 0, 0)
    org.merge([units["prison"]], units["prison-2"], since=DAY, by=SYSTEM)
    units["prison"].refresh_from_db()
    assert units["prison"].valid_to == DAY
