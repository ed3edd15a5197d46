"""What people do about a finding, and what is refused."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.command.assessment import actions
from fengsui.command.assessment.models import Finding, Handling
from fengsui.command.assessment.queries import one, picture, track
from fengsui.command.tasks import actions as tasks
from fengsui.command.tasks.queries import about
from fengsui.ground.checks.declare import Severity
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused

TOMORROW = DAY + timedelta(days=1)


@pytest.fixture
def finding(units, drill):
    """The prison has not signed."""
    drill(at("18:46"))
    actions.look(DAY)
    return Finding.objects.get(rule="reports.silent", unit=units["prison"])


def test_somebody_takes_it_in_hand(finding, li):
    actions.take(finding, "rang them up", by=li)
    assert (one(finding).state, one(finding).is_open) == ("taken", True)
    assert Entry.objects.get(kind="assessment.taken").actor == li.pk


def test_a_second_click_adds_nothing(finding, li, bao):
    actions.take(finding, "rang them up", by=li)
    with pytest.raises(Refused) as refused:
        actions.take(finding, "rang them up", by=li)
    assert refused.value.code == "assessment.twice"
    actions.take(finding, "rang them up", by=bao)
    assert Handling.objects.count() == 2


def test_who_may_only_look_cannot_handle(finding, leader, officer, zhao, bureau):
    for person in (leader, officer, zhao, bureau):
        with pytest.raises(Refused, match="You cannot"):
            actions.take(finding, by=person)


def test_a_risk_is_accepted_up_to_a_day_and_opens_again_after_it(finding, bao, drill):
    actions.accept(finding, "power is out there", until=DAY, by=bao)
    assert (one(finding).state, one(finding).accepted.until, one(finding).is_open) == ("accepted", DAY, False)
    drill(at("00:01", TOMORROW))
    assert (one(finding).state, one(finding).lapsed) == ("found", True)


def test_only_who_commands_accepts_a_risk_with_a_reason_and_a_day_to_come(finding, li, bao):
    with pytest.raises(Refused, match="You cannot"):
        actions.accept(finding, "x", until=DAY, by=li)
    with pytest.raises(Refused, match="from today on"):
        actions.accept(finding, "x", until=DAY - timedelta(days=1), by=bao)
    with pytest.raises(Refused, match="Say why"):
        actions.accept(finding, " ", until=DAY, by=bao)
    assert not Handling.objects.exists()


def test_taking_in_hand_ends_an_acceptance(finding, bao):
    actions.accept(finding, "x", until=DAY, by=bao)
    actions.take(finding, by=bao)
    assert (one(finding).state, one(finding).lapsed) == ("taken", False)


def test_a_false_alarm_is_kept_apart(finding, li, units):
    with pytest.raises(Refused, match="false alarm"):
        actions.judge(finding, right=False, by=li)
    actions.judge(finding, "they signed on paper", right=False, by=li)
    seen = picture(units["department"], "territory", DAY)
    assert finding.pk in {row.finding.pk for row in seen.noticed}
    actions.judge(finding, right=True, by=li)
    assert not one(finding).is_noise


def test_a_rules_record_counts_the_last_judgement_of_each(finding, li):
    actions.judge(finding, "no", right=False, by=li)
    actions.judge(finding, right=True, by=li)
    record = track()["reports.silent"]
    assert (record.right, record.wrong, record.judged, record.is_wrong) == (1, 0, 1, False)
    assert record.found == 5


def test_a_rule_that_is_mostly_wrong_is_noise_but_an_alarm_never_is(finding, li):
    for row in Finding.objects.filter(rule="reports.silent").exclude(pk=finding.pk):
        actions.judge(row, "no", right=False, by=li)
    assert track()["reports.silent"].is_wrong
    assert not one(finding).is_noise
    Finding.objects.filter(pk=finding.pk).update(severity=Severity.WARNING)
    assert one(finding).is_noise


def test_a_note_is_printed_with_it(finding, li):
    with pytest.raises(Refused, match="Write what"):
        actions.note(finding, " ", by=li)
    actions.note(finding, "ring again at 19:00", by=li)
    assert one(finding).line.endswith("Note: ring again at 19:00")


def task(finding, unit, by, text="find out why", hour="20:00"):
    return actions.give_task(finding, text, unit=unit, due_at=at(hour), by=by)


def test_a_task_is_given_and_so_it_is_in_hand(finding, li, units):
    given = task(finding, units["prisons"], li)
    assert (given.text, given.unit.code, given.about, given.source) == (
        "find out why", "department", finding.about, "finding",
    )  # fmt: skip
    assert (one(finding).state, one(finding).last("tasked").unit.code) == ("taken", "prisons")
    assert [row.step.task for row in about(finding.about, li)] == [given]


def test_it_is_given_in_the_name_of_whoever_handles_findings(finding, superior, units):
    assert task(finding, units["prison"], superior).unit.code == "prisons"
    with pytest.raises(Refused, match="does not stand below"):
        task(finding, units["department"], superior)


def test_it_closes_only_when_the_check_holds_again(finding, li, officer, units):
    from fengsui.command.reports import actions as reports

    given = task(finding, units["prison"], li)
    tasks.finish(given, "signed now", by=officer)
    with pytest.raises(Refused, match="still fails"):
        tasks.accept(given, by=li)
    reports.sign(units["prison"], DAY, {}, revision=0, by=officer, note="—")
    tasks.accept(given, by=li)


def test_a_check_of_how_things_stand_is_asked_by_its_subject(finding, li, units, monkeypatch):
    from fengsui.command.assessment.actions import handling
    from fengsui.ground.checks.declare import Ends

    monkeypatch.setattr(handling, "ends_of", lambda _rule: Ends.PASSED)
    given = task(finding, units["prison"], li)
    assert (given.check_subject, given.check_day) == (finding.topic, None)


def test_what_was_added_by_hand_has_no_check(units, li):
    assert task(add(units, li), units["prison"], li).check_key == ""


def test_a_task_has_words_and_an_hour_to_come(finding, li, units):
    with pytest.raises(Refused, match="what is to be done"):
        task(finding, units["prison"], li, "")
    with pytest.raises(Refused, match="still to come"):
        task(finding, units["prison"], li, hour="18:00")
    assert not Handling.objects.exists()


def test_what_a_check_found_is_not_closed_by_hand(finding, li):
    with pytest.raises(Refused, match="holds again"):
        actions.close(finding, "done", by=li)


def test_what_holds_again_can_only_be_judged_and_noted(finding, li, bao):
    Finding.objects.filter(pk=finding.pk).update(passed_at=at("18:46"))
    with pytest.raises(Refused, match="since"):
        actions.take(finding, by=li)
    actions.judge(finding, right=True, by=li)
    actions.note(finding, "was a mistake of the clock", by=li)
    assert one(finding).state == "passed"


def add(units, by, text="a guard is ill", **more):
    return actions.add(units["prison"], DAY, text, severity=Severity.WARNING, by=by, **more)


def test_what_no_check_sees_is_added_and_closed_with_its_result(units, li):
    finding = add(units, li, url="/custody/")
    assert (one(finding).text, one(finding).rule, one(finding).state) == ("a guard is ill", "Added by hand", "found")
    assert not actions.look_again(finding)
    with pytest.raises(Refused, match="what came of it"):
        actions.close(finding, " ", by=li)
    actions.close(finding, "relieved at 19:00", by=li)
    finding.refresh_from_db()
    assert one(finding).state == "closed"


def test_two_can_be_added_on_a_day(units, li):
    assert add(units, li).topic != add(units, li, "another").topic


def test_what_is_added_has_words_a_day_and_a_page_of_this_house(units, li, officer):
    for wrong in ({"text": " "}, {"url": "https://elsewhere.example"}, {"url": "//elsewhere.example"}):
        with pytest.raises(Refused):
            add(units, li, **wrong)
    with pytest.raises(Refused, match="not begun"):
        actions.add(units["prison"], TOMORROW, "x", severity=Severity.NOTE, by=li)
    with pytest.raises(Refused, match="You cannot"):
        add(units, officer)
    assert not Finding.objects.exists()
