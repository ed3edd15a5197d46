import pytest

from fengsui.cast import DAY, EVENING, at
from fengsui.command.reports import actions
from fengsui.command.reports.actions import Correction
from fengsui.command.reports.models import Field, Report
from fengsui.command.reports.queries import sheet
from fengsui.ground.indicators.queries import numbers as stored
from fengsui.ground.journal.models import Entry
from fengsui.ground.obligations.actions import replan
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused


def test_an_officer_signs_what_the_register_computed(signed, prison):
    page = sheet(prison, DAY)
    assert page.stage == "signed"
    assert [line.value for line in page.lines] == [500, 0]
    about = {"reports.filled": 100, "reports.fields": 2}
    assert stored(prison.pk, DAY, DAY)[DAY].confirmed == {"toy.held": 500, "toy.fevers": 0} | about


def test_computed_and_declared_are_both_kept_with_the_reason(prison, officer, count):
    count(held=500, fevers=0)
    actions.sign(prison, DAY, {"toy.held": Correction(501, "one came at 18:05")}, revision=0, by=officer)
    field = Field.objects.as_known().get(code="toy.held")
    assert (field.computed, field.declared, field.reason) == (500, 501, "one came at 18:05")


def test_a_correction_takes_a_reason(prison, officer, count):
    count(held=500, fevers=0)
    with pytest.raises(Refused, match="differs") as refused:
        actions.sign(prison, DAY, {"toy.held": Correction(501)}, revision=0, by=officer)
    assert refused.value.field == "toy.held"


def test_a_negative_number_is_refused(prison, officer, count):
    count(held=500, fevers=0)
    with pytest.raises(Refused, match="below zero"):
        actions.sign(prison, DAY, {"toy.held": Correction(-1, "why not")}, revision=0, by=officer)


def test_missing_is_not_zero_and_needs_a_word(prison, officer, count):
    count(held=500)
    with pytest.raises(Refused, match=r"toy\.fevers"):
        actions.sign(prison, DAY, {}, revision=0, by=officer)
    actions.sign(prison, DAY, {}, revision=0, by=officer, note="thermometers broken")
    about = {"reports.filled": 50, "reports.fields": 2}
    assert stored(prison.pk, DAY, DAY)[DAY].confirmed == {"toy.held": 500} | about


def test_nothing_to_report_is_a_signed_zero_report(signed, prison):
    assert sheet(prison, DAY).is_zero


def test_nobody_else_signs_for_the_prison(prison, count, bao, superior, bureau, zhao, keeper):
    count(held=500, fevers=0)
    for person in (bao, superior, bureau, zhao, keeper):
        with pytest.raises(Refused, match="You cannot"):
            actions.sign(prison, DAY, {}, revision=0, by=person)
    assert not Report.objects.exists()


def test_signing_meets_what_is_owed(prison, officer, count):
    replan()
    count(held=500, fevers=0)
    actions.sign(prison, DAY, {}, revision=0, by=officer)
    owed = Obligation.objects.get(unit=prison, kind="reports.report", period=DAY.isoformat())
    assert (owed.met_at, owed.met_by) == (EVENING, officer)


def test_late_is_derived_from_the_clock(prison, officer, count, drill):
    count(held=500, fevers=0)
    assert not sheet(prison, DAY).is_late
    drill(at("18:46"))
    assert sheet(prison, DAY).is_late
    actions.sign(prison, DAY, {}, revision=0, by=officer)
    assert sheet(prison, DAY).is_late


def test_a_day_that_has_not_begun_has_no_report(prison, officer, count):
    with pytest.raises(Refused, match="not begun"):
        actions.sign(prison, DAY.replace(day=4), {}, revision=0, by=officer)


def test_a_closed_unit_owes_nothing(prison, officer, count):
    prison.valid_to = DAY
    with pytest.raises(Refused, match="closed"):
        actions._check_unit(prison, DAY)


def test_an_office_never_writes_a_report(units):
    with pytest.raises(Refused, match="flows"):
        actions._check_unit(units["office"], DAY)


def test_the_signature_is_in_the_journal(signed, officer):
    entry = Entry.objects.get(kind="reports.signed")
    assert entry.actor == officer.pk
    assert entry.data == {"day": "2020-02-03", "fields": 2, "declared": 0, "missing": 0, "late": False}


def test_correcting_a_signed_report_takes_a_reason_and_keeps_the_trail(signed, prison, officer):
    with pytest.raises(Refused, match="signed already"):
        actions.sign(prison, DAY, {}, revision=1, by=officer)
    wrong = {"toy.held": Correction(499, "one was counted twice")}
    actions.sign(prison, DAY, wrong, revision=1, by=officer, reason="miscounted")
    assert [step.stage for step in sheet(prison, DAY).steps] == ["signed", "signed"]
    assert stored(prison.pk, DAY, DAY)[DAY].confirmed["toy.held"] == 499
    assert Field.objects.filter(code="toy.held").count() == 2
    assert Entry.objects.filter(kind="reports.corrected").exists()


def test_a_signed_number_drifts_when_the_register_says_something_else(signed, prison, count):
    assert [line.drifted for line in sheet(prison, DAY).lines] == [False, False]
    count(held=499)
    assert [line.drifted for line in sheet(prison, DAY).lines] == [True, False]
