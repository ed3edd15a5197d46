"""The morning picture: what the night brought, fixed at its hour."""

from datetime import timedelta

from fengsui.cast import DAY, at
from fengsui.command.assessment import actions
from fengsui.command.assessment.queries.nights import night
from fengsui.ground.checks.declare import Severity

TOMORROW = DAY + timedelta(days=1)


def rules(found):
    return {row.check for row in found}


def test_it_tells_the_new_from_what_was_open_before(units, prison, signed, bao, li, drill):
    drill(at("18:50"))
    actions.sign(units["department"], "territory", DAY, revision=0, by=bao)
    drill(at("03:00", TOMORROW))
    actions.add(prison, TOMORROW, "fever at night", severity=Severity.ALARM, by=li)
    drill(at("09:30", TOMORROW))
    seen = night(units["department"], "territory", TOMORROW)
    assert (rules(seen.new), seen.signed, seen.since) == ({"assessment.own"}, True, at("18:50"))
    assert "reports.silent" in rules(seen.carried)
    assert (seen.yesterday.signed, seen.yesterday.owing) == (1, 3)


def test_it_is_fixed_at_its_hour(units, prison, li, drill):
    drill(at("07:10", TOMORROW))
    late = actions.add(prison, TOMORROW, "after the picture", severity=Severity.ALARM, by=li)
    seen = night(units["department"], "territory", TOMORROW)
    assert (seen.at, seen.is_early) == (at("07:00", TOMORROW), False)
    assert late.pk not in {row.finding.pk for row in seen.new}


def test_before_its_hour_it_is_as_of_now(units, drill):
    drill(at("03:00", TOMORROW))
    seen = night(units["department"], "territory", TOMORROW)
    assert (seen.at, seen.is_early, seen.signed) == (at("03:00", TOMORROW), True, False)


def test_what_ended_in_the_night_is_said(units, prison, li, drill):
    finding = actions.add(prison, DAY, "gate camera broken", severity=Severity.WARNING, by=li)
    drill(at("02:00", TOMORROW))
    actions.close(finding, "repaired", by=li)
    drill(at("08:00", TOMORROW))
    assert rules(night(units["department"], "territory", TOMORROW).ended) == {"assessment.own"}
