"""What is said of persons is sealed, opened for a reason, and destroyed after its time."""

from datetime import timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.models import Call, Step
from fengsui.command.incidents.retention import CALLERS, PERSONS
from fengsui.ground.journal.models import Entry
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.retention import actions as retention
from fengsui.ground.retention.queries import due
from fengsui.house import Refused

SECRET = "王某，男，四十五岁"


def test_sealed_and_opened_for_a_reason(report, officer, leader, li):
    incident = report(about_persons=SECRET)
    actions.follow(incident, "x", about_persons="已送定点医院", by=officer)
    assert SECRET.encode() not in b"".join(bytes(step.sealed) for step in Step.objects.all())
    assert sorted(actions.reveal(incident, "联系家属", by=leader).values()) == sorted([SECRET, "已送定点医院"])
    assert Entry.objects.get(kind="incidents.revealed").data == {"reason": "联系家属"}
    with pytest.raises(Refused, match="You cannot"):
        actions.reveal(incident, "x", by=officer)
    with pytest.raises(Refused, match="Say why"):
        actions.reveal(incident, "", by=li)


def test_destroyed_when_it_is_over_and_its_time_has_passed(report, officer, leader, drill):
    incident, going = report(about_persons=SECRET), report("fire", about_persons="x")
    actions.conclude(incident, "x", by=officer)
    assert due(PERSONS, over=False) == set()
    drill(at("08:00", DAY + timedelta(days=181)))
    assert due(PERSONS, over=False) == {incident.pk}
    retention.destroy(PERSONS, [incident.pk], reason="到期", by=SYSTEM)
    assert actions.reveal(incident, "x", by=leader) == {}
    assert (due(PERSONS, over=False), len(actions.reveal(going, "x", by=leader))) == (set(), 1)


def test_the_page_stands_when_its_persons_are_gone(report, officer, leader, browse):
    incident = report(about_persons=SECRET)
    page = browse(leader)(f"/incidents/{incident.pk}/persons/", {"persons-reason": "联系家属"})
    assert SECRET in page.text
    assert SECRET not in browse(leader)(f"/incidents/{incident.pk}/").text
    retention.destroy(PERSONS, [incident.pk], reason="x", by=SYSTEM)
    page = browse(leader)(f"/incidents/{incident.pk}/persons/", {"persons-reason": "x"})
    assert "was destroyed" in page.text or SECRET not in page.text


def test_an_officer_who_is_destroyed_leaves_the_report(report, officer, browse, leader):
    from fengsui.ground.vault import actions as vault

    incident = report()
    vault.destroy([officer.pk])
    assert browse(leader)(f"/incidents/{incident.pk}/").status_code == 200
    assert queries.now(incident).by_id == officer.pk


def test_callers_are_sealed_opened_and_destroyed(ring, li, bao, superior, drill):
    call = ring(caller="张某", number="0471-1234567")
    assert actions.reveal_caller(call, "回电", by=li) == ("张某", "0471-1234567")
    with pytest.raises(Refused, match="You cannot"):
        actions.reveal_caller(call, "x", by=superior)
    drill(at("08:00", DAY + timedelta(days=91)))
    assert due(CALLERS, over=False) == {call.pk}
    retention.destroy(CALLERS, [call.pk], reason="到期", by=SYSTEM)
    assert actions.reveal_caller(Call.objects.get(), "x", by=bao) == ("", "")


def test_what_names_nobody_has_no_key(ring, report):
    from fengsui.ground.vault.models import Key

    before = Key.objects.count()
    ring()
    report()
    assert Key.objects.count() == before
