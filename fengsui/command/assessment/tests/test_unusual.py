"""The statistical alarms as findings: found, kept apart, and passed only by a day that can be judged."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.command.assessment import actions
from fengsui.command.assessment.checks import EARS
from fengsui.command.assessment.models import Finding
from fengsui.command.reports import actions as reports
from fengsui.ground.checks.declare import Severity

TOMORROW = DAY + timedelta(days=1)


@pytest.fixture
def course(count, units):
    """Ten quiet days at the prison; say(n) gives the last one its fevers."""
    for n in range(10, 0, -1):
        count(day=DAY - timedelta(days=n), held=500, fevers=n % 2)

    def say(fevers, day=DAY):
        count(day=day, held=500, fevers=fevers)
        actions.look(day)

    return say


def unusual():
    return Finding.objects.filter(rule=EARS.key, passed_at__isnull=True)


def test_a_number_unlike_its_last_days_is_found_with_its_baseline(course):
    course(9)
    found = unusual().get()
    assert (found.severity, found.topic) == (Severity.WARNING, "toy.fevers")
    assert "C1" in found.text["en"]


def test_two_lines_say_it_once(course):
    course(9)
    assert unusual().count() == 1


def test_it_passes_on_a_later_day_with_a_usual_number_only(course, drill):
    course(9)
    drill(at("00:05", TOMORROW))
    actions.look(TOMORROW)
    assert unusual().exists()
    course(0, TOMORROW)
    assert [(row.severity, row.last) for row in unusual()] == [(Severity.NOTE, TOMORROW)]  # C3 looks three days back
    for n in (2, 3):
        course(0, DAY + timedelta(days=n))
    assert not unusual().exists()


def test_a_sum_is_judged_once_everybody_signed(course, prison, officer, units):
    course(0)
    judged = EARS.judged(DAY)
    assert not judged(units["prisons"].pk, "toy.fevers/below")
    assert not judged(10**9, "toy.fevers/below")
    reports.sign(prison, DAY, {}, revision=0, by=officer)
    assert EARS.judged(DAY)(prison.pk, "toy.fevers/below")
