import pytest

from fengsui.cast import DAY, at, at_once
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.models import Step
from fengsui.frontline.arrivals.queries.alike import alike
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def test_a_filing_is_owed_a_check_and_checking_meets_it(lodger, clerk, step, owed, drill):
    filing = lodger()
    assert owed("check") == [("office", DAY.isoformat())]
    drill(at("19:00"))
    arrivals.check(filing, by=clerk, note="asked on the spot")
    assert (step(filing).stage, step(filing).because, owed("check")) == ("checked", "asked on the spot", [])


def test_checking_again_changes_nothing_and_a_closed_one_is_not_checked(lodger, clerk):
    filing = lodger()
    assert arrivals.check(filing, by=clerk) == arrivals.check(filing, by=clerk)
    arrivals.withdraw(filing, because="not true", by=clerk)
    with pytest.raises(Refused, match="not to be checked any more: it is withdrawn"):
        arrivals.check(filing, by=clerk)


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_check_once(lodger, clerk, appoint):
    filing, other = lodger(), appoint("office", "leader", "所长")
    at_once(*[lambda who=who: arrivals.check(filing, by=who) for who in (clerk, other)])
    assert Step.objects.filter(deed="checked").count() == 1


def test_only_the_unit_that_answers_checks(lodger, county, bureau, zhao):
    for who in (county, bureau, zhao):
        with pytest.raises(Refused, match="check and observe"):
            arrivals.check(lodger(), by=who)


def test_a_step_is_taken_back(lodger, clerk, step, owed):
    filing = lodger()
    arrivals.check(filing, by=clerk)
    arrivals.undo(filing, by=clerk)
    assert (step(filing).stage, step(filing).deed, owed("check")) == ("filed", "undone", [("office", DAY.isoformat())])
    with pytest.raises(Refused, match="no step here"):
        arrivals.undo(filing, by=clerk)


def test_the_citizen_withdraws_until_it_is_checked(lodger, clerk, step):
    filing, other = lodger(), lodger(name="李某某")
    arrivals.withdraw(filing, because="", by=SYSTEM, own=True)
    assert arrivals.withdraw(filing, because="", by=SYSTEM, own=True).stage == step(filing).stage == "withdrawn"
    arrivals.check(other, by=clerk)
    with pytest.raises(Refused, match="checked already"):
        arrivals.withdraw(other, because="", by=SYSTEM, own=True)


def test_an_observed_one_is_not_withdrawn_and_a_reason_is_needed(watched, lodger, clerk):
    with pytest.raises(Refused, match="released, early if need be"):
        arrivals.withdraw(watched().filing, because="x", by=clerk)
    with pytest.raises(Refused, match="Say why"):
        arrivals.withdraw(lodger(), because=" ", by=clerk)


def test_the_same_arrival_is_seen_and_joined(returnee, clerk, step):
    first, again, other = returnee(), returnee(name="乌兰"), returnee(phone="13900000009", name="其其格", companions=())
    assert alike([first.pk, other.pk]) == {first.pk: {again.pk}, other.pk: set()}
    arrivals.join(again, first, by=clerk)
    assert (step(again).stage, step(again).into, alike([first.pk])) == ("joined", first, {first.pk: set()})
    assert arrivals.join(again, first, by=clerk) == step(again)


def test_the_same_name_at_the_same_place_looks_alike(lodger):
    first, again = lodger(), lodger(phone="13800000099")
    assert alike([first.pk])[first.pk] == {again.pk}


def test_what_cannot_be_joined_is_refused(returnee, lodger, clerk):
    first, other = returnee(), lodger()
    with pytest.raises(Refused, match="not one with itself"):
        arrivals.join(first, other, by=clerk)
    gone = returnee()
    arrivals.withdraw(gone, because="twice", by=clerk)
    with pytest.raises(Refused, match="must be filed or checked"):
        arrivals.join(first, gone, by=clerk)
    with pytest.raises(Refused, match="must be filed or checked"):
        arrivals.join(gone, first, by=clerk)


def test_joining_is_taken_back(returnee, clerk, step):
    first, again = returnee(), returnee()
    arrivals.join(again, first, by=clerk)
    arrivals.undo(again, by=clerk)
    assert (step(again).stage, step(again).into) == ("filed", None)
