import pytest

from fengsui.cast import DAY
from fengsui.command.reports import actions
from fengsui.command.reports.actions import Correction
from fengsui.command.reports.models import Field
from fengsui.command.reports.queries import sheet
from fengsui.ground.indicators.queries import numbers as stored
from fengsui.house import Refused


def test_a_draft_counts_for_nothing(prison, officer, count):
    count(held=500, fevers=0)
    actions.save(prison, DAY, {"toy.held": Correction(501, "one more")}, revision=0, by=officer)
    assert sheet(prison, DAY).stage == "drafted"
    assert stored(prison.pk, DAY, DAY)[DAY].confirmed == {}


def test_a_correction_can_be_taken_back(prison, officer, count):
    count(held=500, fevers=0)
    actions.save(prison, DAY, {"toy.held": Correction(501, "one more")}, revision=0, by=officer)
    actions.save(prison, DAY, {"toy.held": Correction(None)}, revision=1, by=officer)
    assert sheet(prison, DAY).lines[0].declared is None
    assert Field.objects.filter(code="toy.held").count() == 2


def test_what_was_not_sent_stays(prison, officer, count):
    count(held=500, fevers=0)
    actions.save(prison, DAY, {"toy.held": Correction(501, "one more")}, revision=0, by=officer)
    actions.save(prison, DAY, {}, revision=1, by=officer)
    assert sheet(prison, DAY).lines[0].declared == 501


def test_what_says_the_same_again_is_no_change(prison, officer, count):
    count(held=500, fevers=0)
    actions.save(prison, DAY, {"toy.held": Correction(501, "one more")}, revision=0, by=officer)
    actions.save(prison, DAY, {"toy.held": Correction(501, " one more ")}, revision=1, by=officer)
    assert Field.objects.filter(code="toy.held").count() == 1


def test_the_second_officer_is_told_and_overwrites_nothing(prison, officer, leader, count):
    count(held=500, fevers=0)
    actions.save(prison, DAY, {"toy.held": Correction(501, "first")}, revision=0, by=officer)
    with pytest.raises(Refused) as refused:
        actions.save(prison, DAY, {"toy.held": Correction(502, "second")}, revision=0, by=leader)
    assert refused.value.code == "reports.conflict"
    assert sheet(prison, DAY).lines[0].declared == 501


def test_a_signed_report_is_not_saved_as_a_draft(signed, prison, officer):
    with pytest.raises(Refused, match="signing again"):
        actions.save(prison, DAY, {}, revision=1, by=officer)


def test_the_page_writes_nothing(prison, count, django_assert_max_num_queries):
    count(held=500, fevers=0)
    with django_assert_max_num_queries(8):
        sheet(prison, DAY)
    assert not Field.objects.exists()
