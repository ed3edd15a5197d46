from datetime import date

import pytest

from fengsui.cast import EVENING, at
from fengsui.ground.journal.models import Entry
from fengsui.ground.response import actions
from fengsui.ground.response import queries as response
from fengsui.ground.response.models import Grade, Level, Tier
from fengsui.house import Refused

from .conftest import GOVERNMENT

LATER = date(2020, 2, 26)


def record(emergency, bao, grade, issuer=GOVERNMENT, tier=Tier.PROVINCE, moment=EVENING, **more):
    return actions.record_level(emergency, tier=tier, issuer=issuer, grade=grade, at=moment, by=bao, **more)


def said(emergency, moment=None, known=None):
    return [(row.tier, row.issuer, row.grade) for row in response.standing(emergency, known, moment).in_force]


def test_issuer_and_level_are_two_things(emergency, level):
    assert said(emergency) == [("province", GOVERNMENT, 1)]
    assert (level.day_only, level.known_at) == (True, EVENING)


def test_a_level_may_be_skipped(emergency, level, bao, drill):
    drill(at("20:00", date(2020, 2, 25)))
    record(emergency, bao, Grade.THIRD, moment=at("00:00", LATER), paper="2月25日24时起")
    assert said(emergency) == [("province", GOVERNMENT, 1)]
    assert said(emergency, moment=at("00:00", LATER)) == [("province", GOVERNMENT, 3)]


def test_governments_stand_side_by_side(emergency, level, bao):
    record(emergency, bao, Grade.THIRD, issuer="测试市人民政府", tier=Tier.LEAGUE)
    assert said(emergency) == [("province", GOVERNMENT, 1), ("league", "测试市人民政府", 3)]
    record(emergency, bao, Grade.NONE, issuer="测试市人民政府", tier=Tier.LEAGUE)
    assert said(emergency) == [("province", GOVERNMENT, 1)]


def test_a_correction_replaces_and_the_past_stays_as_known(emergency, level, bao, drill):
    drill(at("18:40"))
    actions.correct_level(level, tier=Tier.PROVINCE, issuer=GOVERNMENT, grade=Grade.SECOND, at=level.at, by=bao)
    assert said(emergency) == [("province", GOVERNMENT, 2)]
    assert said(emergency, known=EVENING) == [("province", GOVERNMENT, 1)]
    assert Level.objects.count() == 2


def test_a_level_needs_a_government_and_a_grade(emergency, bao):
    with pytest.raises(Refused, match="which government"):
        record(emergency, bao, Grade.FIRST, issuer=" ")
    with pytest.raises(Refused, match="Choose a tier"):
        record(emergency, bao, 7)


def test_a_bureau_records_what_its_own_government_declared(emergency, level, bureau, units):
    own = record(emergency, bureau, Grade.THIRD, issuer="测试市人民政府", tier=Tier.LEAGUE, unit=units["league"])
    assert said(emergency) == [("province", GOVERNMENT, 1), ("league", "测试市人民政府", 3)]
    assert own.unit == units["league"]
    entry = Entry.objects.filter(kind="response.level_recorded").latest("pk")
    assert entry.unit == units["league"].pk


def test_a_bureau_records_no_other_government_s(emergency, level, bureau, units):
    with pytest.raises(Refused, match="its own area"):
        record(emergency, bureau, Grade.FIRST, unit=units["league"])
    with pytest.raises(Refused, match="its own area"):
        record(emergency, bureau, Grade.THIRD, tier=Tier.COUNTY, issuer="测试旗人民政府", unit=units["league"])
    for unit in (None, units["county"]):
        with pytest.raises(Refused, match="cannot"):
            record(emergency, bureau, Grade.THIRD, tier=Tier.COUNTY, issuer="测试旗人民政府", unit=unit)


def test_a_bureau_corrects_its_own_and_the_department_all(emergency, level, bureau, bao, units):
    own = record(emergency, bureau, Grade.THIRD, issuer="测试市人民政府", tier=Tier.LEAGUE, unit=units["league"])
    more = {"tier": Tier.LEAGUE, "issuer": "测试市人民政府", "at": EVENING}
    again = actions.correct_level(own, grade=Grade.SECOND, by=bureau, **more)
    assert actions.correct_level(again, grade=Grade.FOURTH, by=bao, **more).unit == units["league"]
    with pytest.raises(Refused, match="cannot"):
        actions.correct_level(level, grade=Grade.FOURTH, by=bureau, **more)


def test_no_other_unit_records_one(emergency, leader, units):
    with pytest.raises(Refused, match="cannot"):
        record(emergency, leader, Grade.THIRD, tier=Tier.LEAGUE, unit=units["prison"])


def test_recording_a_level_switches_nothing(emergency, level):
    from fengsui.ground.measures.models import Measure

    assert not Measure.objects.exists()
