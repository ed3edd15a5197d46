"""The first report: who may, when it is in time, who is told, and that nothing is entered twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db.utils import DatabaseError

from fengsui.cast import DAY, at, at_once
from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.models import Incident, Step
from fengsui.command.incidents.tests.conftest import TEXT, owed, stage
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused

TOMORROW = DAY + timedelta(days=1)


def test_whoever_commands_above_is_told_at_once(report, officer, leader, superior, li, bao, bureau, keeper):
    incident = report()
    told = {message.recipient_id for message in Message.objects.filter(kind="incidents.reported")}
    assert told == {leader.pk, superior.pk, li.pk, bao.pk}
    entry = Entry.objects.get(kind="incidents.reported")
    assert (entry.about, entry.data) == (incident.about, {"what": "fever", "minutes": 20, "late": False})


def test_along_every_line_in_which_the_unit_answers(report, keeper, bureau, li):
    report(unit="centre", by=keeper)
    told = {message.recipient_id for message in Message.objects.filter(kind="incidents.reported")}
    assert told == {bureau.pk, li.pk}
    assert sorted(row.unit.code for row in owed("incidents.take")) == ["centres", "league"]


@pytest.mark.parametrize(("hour", "late"), [("20:09", False), ("20:10", False), ("20:11", True), ("23:00", True)])
def test_two_hours_from_the_moment_it_was_known(report, drill, hour, late):
    drill(at(hour))
    step = queries.now(report(learned="18:10"))
    assert (step.is_late, step.stage, step.first_due_at) == (late, "reported", at("20:10"))


def test_the_two_hours_go_over_midnight(note, officer, drill, said):
    drill(at("23:40"))
    incident = note(learned="23:30")
    assert owed().get().due_at == at("01:30", TOMORROW)
    drill(at("01:29", TOMORROW))
    assert not actions.report_first(incident, said(learned="23:30"), by=officer).is_late


@pytest.mark.parametrize(("learned", "happened"), [("18:31", None), ("18:10", "18:20")])
def test_the_hours_are_in_their_order(report, learned, happened):
    with pytest.raises(Refused, match=r"later than now|before it happened"):
        report(learned=learned, happened=happened)
    assert not Incident.objects.exists()


def test_only_in_the_name_of_ones_own_unit(report, li, superior, zhao, keeper, leader):
    for person in (li, superior, zhao, keeper):
        with pytest.raises(Refused, match="You cannot"):
            report(by=person)
    assert stage(report(by=leader)) == "reported"


def test_a_facility_reports_for_its_sections(report, officer):
    with pytest.raises(Refused, match="A facility reports"):
        report(unit="ward-1")


@pytest.mark.parametrize(
    "wrong", [{"text": " "}, {"text": "x" * 1001}, {"kind": "dance"}, {"place": "x" * 101}, {"measures": "x" * 1001}]
)
def test_what_must_be_said(report, wrong):
    with pytest.raises(Refused):
        report(**wrong)
    assert not Step.objects.exists()


def test_sent_twice_it_is_one(report):
    key = uuid4()
    assert report(key=key) == report(key=key)
    assert (Step.objects.count(), Message.objects.filter(kind="incidents.reported").count()) == (1, 0)


def test_a_second_of_its_kind_is_asked_about(report, leader, officer):
    report()
    with pytest.raises(Refused, match="民警甲") as refused:
        report(by=leader, learned="18:20")
    assert (refused.value.code, refused.value.field) == ("incidents.twice", "again")
    report(by=leader, again=True)
    report("fire")
    assert Incident.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_officers_at_once_are_one_incident(report, officer, leader):
    found = at_once(report, lambda: report(by=leader))
    assert sorted(type(one).__name__ for one in found) == ["Incident", "Refused"]
    assert Step.objects.count() == 1


def test_an_unknown_hour_and_count_stay_unknown(report):
    step = queries.now(report())
    assert (step.happened_at, step.persons, step.text) == (None, None, TEXT)


def test_follow_ups_until_the_final_report(report, officer, drill):
    incident = report()
    assert owed("incidents.follow").get().due_at == at("18:30", TOMORROW)
    drill(at("20:00"))
    actions.follow(incident, "已隔离", measures_taken="单间", persons=1, by=officer)
    assert owed("incidents.follow").get().due_at == at("20:00", TOMORROW)
    step = actions.conclude(incident, "排除", by=officer)
    assert (step.number, step.persons, step.due_at, owed("incidents.follow").count()) == (3, 1, None, 0)
    met = Obligation.objects.filter(kind="incidents.follow", met_by=officer)
    assert met.count() == 2


def test_said_twice_it_is_one_follow_up(report, officer):
    incident = report()
    first, second = (actions.follow(incident, "已隔离", by=officer) for _n in range(2))
    assert first == second
    assert actions.conclude(incident, "x", by=officer) == actions.conclude(incident, "x", by=officer)


def test_a_closed_one_takes_no_more(report, officer, leader, li):
    incident = report()
    actions.conclude(incident, "排除", by=officer)
    with pytest.raises(Refused, match=r"closed.*民警甲"):
        actions.follow(incident, "x", by=leader)
    with pytest.raises(Refused, match="You cannot"):
        actions.follow(incident, "x", by=li)


@pytest.mark.parametrize("change", [{"text": "x"}, {"learned_at": at("18:20")}])
def test_what_was_said_is_never_changed(report, change):
    report()
    with pytest.raises(DatabaseError):
        Step.objects.update(**change)
