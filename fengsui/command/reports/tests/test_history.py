"""What a report said at an hour, and who changed which field."""

from fengsui.cast import DAY, at
from fengsui.command.reports import actions
from fengsui.command.reports.actions import Correction
from fengsui.command.reports.models import Report, Step
from fengsui.command.reports.queries import field_history, last_signatures, sheet, standings
from fengsui.ground.org.queries import line_of

WRONG = {"toy.held": Correction(510.0, "one bed twice")}


def said(prison, known=None):
    return [(row.before, row.after, row.declared) for row in field_history(sheet(prison, DAY, known))]


def test_a_correction_and_its_taking_back_are_both_told(prison, officer, count, drill):
    count(held=500, fevers=0)
    actions.save(prison, DAY, WRONG, revision=0, by=officer)
    drill(at("18:40"))
    actions.save(prison, DAY, {"toy.held": Correction(None)}, revision=1, by=officer)
    assert said(prison) == [(None, 510, True), (510, None, False)]
    assert said(prison, at("18:35")) == [(None, 510, True)]


def test_a_number_computed_otherwise_at_the_next_signature_is_a_change(prison, officer, count, signed, drill):
    drill(at("18:40"))
    count(held=501)
    actions.sign(prison, DAY, {}, revision=1, by=officer, reason="recounted")
    assert said(prison) == [(500, 501, False)]


def test_without_a_report_there_is_no_history(prison, count):
    assert field_history(sheet(prison, DAY)) == []


def test_notes_stand_as_they_stood(prison, officer, count, drill):
    count(held=500, fevers=0)
    actions.save(prison, DAY, {}, revision=0, by=officer, note="first")
    drill(at("18:40"))
    actions.save(prison, DAY, {}, revision=1, by=officer, note="second")
    assert [sheet(prison, DAY, known).note for known in (at("18:20"), at("18:35"), None)] == ["", "first", "second"]


def test_a_step_from_before_notes_were_kept_shows_the_reports_own(prison, officer, count):
    report = Report.objects.create(unit=prison, day=DAY, revision=1, note="old")
    Step.objects.create(report=report, stage="drafted", at=at("18:20"))
    assert sheet(prison, DAY, at("18:25")).note == "old"


def test_a_unit_looks_along_its_own_line(units):
    codes = ("prison", "centre", "league")
    assert [line_of(units[code]) for code in codes] == ["prison", "rehabilitation", "territory"]


def test_standings_as_known(prison, signed, drill):
    drill(at("19:00"))
    then, now = ({row.unit.code: row for row in standings(DAY, known=known)} for known in (at("18:29"), None))
    assert (then["prison"].is_signed, now["prison"].is_signed) == (False, True)
    assert (then["prison-2"].is_silent, now["prison-2"].is_silent) == (False, True)
    assert list(last_signatures(DAY, [prison.pk])) == [prison.pk]
