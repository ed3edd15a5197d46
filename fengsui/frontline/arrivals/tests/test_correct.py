import pytest

from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.models import LodgerReport, Party, Step
from fengsui.frontline.arrivals.queries.people import opened
from fengsui.frontline.arrivals.tests.conftest import coming, lodging
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def test_a_correction_keeps_the_earlier_row_and_the_persons_key(lodger, clerk):
    filing = lodger()
    arrivals.correct(filing, lodging(name="张某", origin="湖北省孝感市"), by=clerk, because="misheard")
    assert opened(filing) == lodging(name="张某", origin="湖北省孝感市")
    assert [row.origin for row in LodgerReport.objects.order_by("pk")] == ["湖北省武汉市", "湖北省孝感市"]
    assert Party.objects.filter(role="lodger").values("person").distinct().count() == 1
    assert Step.objects.as_known().get(filing=filing).deed == "corrected"


def test_who_is_left_out_of_a_correction_is_no_longer_in_it(returnee, clerk):
    filing = returnee()
    arrivals.correct(filing, coming(companions=()), by=clerk, because="came alone")
    assert [row.role for row in Party.objects.as_known().filter(filing=filing)] == ["returnee"]


def test_saying_the_same_changes_nothing(lodger, clerk):
    filing = lodger()
    arrivals.correct(filing, lodging(), by=clerk, because="x")
    assert Step.objects.count() == 1


def test_the_citizen_corrects_until_it_is_checked(lodger, clerk):
    filing = lodger()
    arrivals.correct(filing, lodging(origin="北京市"), by=SYSTEM, own=True)
    arrivals.check(filing, by=clerk)
    with pytest.raises(Refused, match="checked already"):
        arrivals.correct(filing, lodging(), by=SYSTEM, own=True)


def test_an_officer_says_why(lodger, clerk):
    with pytest.raises(Refused, match="Say why"):
        arrivals.correct(lodger(), lodging(origin="北京市"), by=clerk)


def test_the_other_form_and_a_closed_filing_are_refused(lodger, clerk):
    filing = lodger()
    with pytest.raises(Refused, match="other form"):
        arrivals.correct(filing, coming(), by=clerk, because="x")
    arrivals.withdraw(filing, because="twice", by=clerk)
    with pytest.raises(Refused, match="closed"):
        arrivals.correct(filing, lodging(origin="北京市"), by=clerk, because="x")
