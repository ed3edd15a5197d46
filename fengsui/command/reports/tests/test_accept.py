import pytest

from fengsui.cast import DAY
from fengsui.command.reports import actions
from fengsui.command.reports.queries import sheet
from fengsui.house import Refused


def test_a_superior_accepts_a_signed_report(signed, prison, superior):
    actions.accept(signed, by=superior)
    assert sheet(prison, DAY).stage == "accepted"


def test_a_report_is_accepted_once(signed, superior):
    actions.accept(signed, by=superior)
    with pytest.raises(Refused, match="not accepted yet"):
        actions.accept(signed, by=superior)


def test_both_superiors_of_a_leagues_centre_may_accept(centre, keeper, bureau, units, count):
    from fengsui.cast import _person

    count(unit=centre, held=80, fevers=0)
    report = actions.sign(centre, DAY, {}, revision=0, by=keeper)
    actions.accept(report, by=bureau)
    line = _person(units, "值班长丙", "centres", "duty_chief")
    actions.give_back(report, reason="please check", by=line)
    assert sheet(centre, DAY).stage == "returned"


def test_a_correction_lets_the_acceptance_lapse(signed, prison, superior, officer):
    actions.accept(signed, by=superior)
    actions.sign(prison, DAY, {}, revision=1, by=officer, reason="miscounted")
    assert sheet(prison, DAY).stage == "signed"
