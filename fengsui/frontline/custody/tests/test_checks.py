from datetime import date, timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.frontline.custody.tests.conftest import BEFORE
from fengsui.ground.checks.queries import failures


def found(check, day=DAY):
    return [failure for failure in failures(day) if failure.check == f"custody.{check}"]


def test_a_roll_call_is_missed_after_its_hour_and_grace(drill, prison, count):
    drill(at("18:20"))
    assert not [failure for failure in found("missing") if failure.subject == "evening"]
    drill(at("18:21"))
    count(100, at=at("18:05"))
    [mine] = [
        failure for failure in found("missing") if failure.key.endswith("evening") and failure.unit_id == prison.pk
    ]
    assert mine.text == "Evening roll-call: 1 of 2 sections counted."
    assert mine.url == "/custody/prison/2020-02-03/evening/"


def test_three_feverish_persons_in_one_ward_within_a_day_are_a_cluster(fever, prison):
    for n in range(2):
        fever(number=f"20{n}", at=at("20:00", BEFORE))
    assert not found("fever_cluster")
    fever(number="209", at=at("11:00"))
    [cluster] = found("fever_cluster")
    assert (cluster.amount, cluster.url) == (3, "/custody/prison/fevers/?section=ward-1")


def test_one_person_measured_thrice_is_no_cluster(fever):
    for hour in ("09:00", "10:00", "11:00"):
        fever(at=at(hour))
    assert not found("fever_cluster")


def test_fevers_far_apart_or_in_different_wards_are_no_cluster(fever, wards):
    fever(number="201", at=at("10:00", BEFORE))
    fever(number="202", at=at("11:00"))
    fever(number="203", at=at("11:00"), section=wards[1])
    assert not found("fever_cluster")


def test_a_cluster_of_last_evening_is_seen_in_the_morning(fever, drill):
    for n in range(3):
        fever(number=f"20{n}", at=at("21:00", BEFORE))
    drill(at("08:00"))
    assert found("fever_cluster")


@pytest.mark.parametrize(
    ("numbers", "since", "concern"),
    [
        ((40, 30, 10), date(2020, 1, 21), None),
        ((40, 30, 10), date(2020, 1, 20), "duty_days"),
        ((40, 30, 0), None, "standby"),
        ((19, 30, 31), None, "duty_share"),
        ((0, 0, 0), None, "standby"),
    ],
)
def test_a_strength_that_does_not_last_is_found(muster, numbers, since, concern):
    muster(*numbers, inside_since=since)
    assert [failure.subject for failure in found("strength")] == ([concern] if concern else [])


def test_a_standby_that_shrinks_slowly_is_no_finding(muster):
    muster(40, 30, 12, day=DAY - timedelta(days=3))
    muster(40, 30, 11)
    assert not found("strength")


def test_a_standby_that_will_be_gone_soon_is_found(muster):
    muster(40, 30, 12, day=BEFORE)
    muster(40, 30, 8)
    [failure] = found("strength")
    assert failure.text == "8 officers on standby, used up in 2.0 days at the present rate."


def test_strength_of_another_day_says_nothing_of_this_one(muster):
    muster(40, 30, 0, day=BEFORE)
    assert not found("strength")


def test_everybody_present_is_measured_or_unreadable(prison, wards, officer, count):
    from fengsui.frontline.custody import actions as custody

    row = custody.Row(wards[0], 100, 2, 97, 1)
    custody.count(prison, DAY, "evening", [row, custody.Row(wards[1], 80)], by=officer, at=at("18:05"))
    [failure] = found("unmeasured")
    assert (failure.amount, failure.subject) == (2, f"evening.{wards[0].pk}")
