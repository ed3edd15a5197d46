from datetime import date

import pytest

from fengsui.cast import EVENING, at
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


def test_recording_a_level_switches_nothing(emergency, level):
    from fengsui.ground.measures.models import Measure

    assert not Measure.objects.exists()
