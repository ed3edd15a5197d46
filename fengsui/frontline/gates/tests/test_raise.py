from datetime import timedelta

import pytest

from fengsui.cast import DAY, at
from fengsui.frontline.gates.models import Alert, Regular
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault.actions import uuid7

pytestmark = pytest.mark.usefixtures("english")


def kinds():
    return list(Alert.objects.order_by("at").values_list("kind", "heat"))


def test_a_fever_is_raised_and_told_and_owed(passing, desk):
    passage = passing("12:00", heat=374, name="王某")
    alert = Alert.objects.get()
    assert (alert.passage, alert.kind, alert.heat, alert.answers.code) == (passage, "fever", 374, "county")
    assert Message.objects.get(recipient=desk).kind == "gates.fever"
    owed = Obligation.objects.get(kind="gates.alert")
    assert (owed.unit.code, owed.due_at - owed.opens_at) == ("county", timedelta(minutes=15))
    assert Entry.objects.get(kind="gates.alerted").at == at("12:00")


@pytest.mark.parametrize(
    ("said", "raised"),
    [
        ({"heat": 372}, []),
        ({"heat": 373}, [("fever", 373)]),
        ({"heat": 378, "heat_again": 368}, []),
        ({"heat": 378, "site": "unreadable"}, [("fever", 378)]),
        ({"heat": 372, "heat_again": 375}, [("fever", 375)]),
        ({"heat": None, "site": "unreadable"}, []),
    ],
)
def test_the_last_reading_counts(passing, said, raised):
    passing("12:00", **said)
    assert kinds() == raised


@pytest.mark.parametrize(("reason", "raised"), [("contact", 1), ("force", 1), ("no_permit", 0), ("", 0)])
def test_being_turned_away_is_an_alert_for_a_reason_of_the_epidemic(passing, reason, raised):
    passing("12:00", outcome=1, reason=reason)
    assert Alert.objects.filter(kind="refusal").count() == raised


def test_what_is_sent_again_is_not_raised_again(gate, passing):
    from fengsui.frontline.gates.actions import alarms
    from fengsui.frontline.gates.actions.storing import Fresh, store

    passage = passing("12:00", heat=380)
    row = Fresh(id=passage, at=at("12:00"), direction=0, kind=0, heat=380)
    assert alarms.raised(gate, [row], store(gate, [row], known_at=at("18:30"))) == 0
    assert alarms.raised(gate, [row], {passage}) == 0
    assert Alert.objects.count() == 1


def test_a_fever_that_arrives_three_days_late_says_when_it_was(passing, desk, drill):
    passing("12:00", day=DAY - timedelta(days=3), heat=380)
    alert = Alert.objects.get()
    assert alert.is_late
    assert alert.at == at("12:00", DAY - timedelta(days=3))
    assert alert.opened_at == at("18:30")
    from fengsui.ground.messages.queries.inbox import notes

    said = notes()["gates.fever"].words(Message.objects.get(recipient=desk).data)
    assert (said["at"], said["heat"]) == ("31 Jan, 12:00", "38.0")


def test_with_nobody_at_the_county_the_one_above_answers_and_the_duty_chief_hears(passing, bureau, li):
    passing("12:00", heat=380)
    assert Alert.objects.get().answers.code == "league"
    assert {one.recipient for one in Message.objects.filter(kind="gates.fever")} == {bureau, li}


def test_with_nobody_anywhere_it_is_owed_by_the_gate_itself(passing):
    passing("12:00", heat=380)
    assert Alert.objects.get().answers.code == "county"


@pytest.fixture
def wanted(units, chief):
    from fengsui.frontline.gates.actions.listing import Entry as Wanted
    from fengsui.frontline.gates.actions.listing import enlist

    def enter(name="赵六", number="15040419800101003X", until="23:00", unit="county", by=SYSTEM):
        return enlist(
            units[unit], Wanted(name, "测试疾控中心", "测疾控〔2020〕3号", "密切接触者", at(until), number), by=by
        )

    return enter


def test_a_listed_person_is_recognised_by_the_number(passing, wanted):
    row = wanted()
    passing("12:00", name="赵 六", number="15040419800101003x")
    assert Alert.objects.get().listed == row


def test_a_name_alone_is_a_hint_and_no_alert(passing, wanted, desk):
    row = wanted()
    passing("12:00", name="赵六")
    assert not Alert.objects.exists()
    assert Message.objects.get(recipient=desk).kind == "gates.namesake"
    assert Entry.objects.get(kind="gates.hinted").about == row.about


def test_another_number_is_another_person(passing, wanted):
    wanted()
    passing("12:00", name="赵六", number="150404198001010028")
    assert not Alert.objects.exists()
    assert not Message.objects.exists()


def test_without_a_number_on_the_list_there_are_only_hints(passing, wanted, desk):
    wanted(number="")
    passing("12:00", name="赵六", number="150404198001010028")
    passing("12:01", name="钱某")
    assert not Alert.objects.exists()
    assert Message.objects.filter(recipient=desk).count() == 1


@pytest.mark.parametrize(
    ("unit", "raised"), [("department", 1), ("league", 1), ("county", 1), ("prison", 0), ("office", 0)]
)
def test_a_list_holds_at_the_gates_of_the_unit_and_below(passing, wanted, unit, raised):
    wanted(unit=unit)
    passing("12:00", number="15040419800101003X")
    assert Alert.objects.count() == raised


def test_a_list_ends_by_itself(passing, wanted, drill):
    wanted(until="19:00")
    drill(at("19:30"))
    passing("19:10", number="15040419800101003X")
    assert not Alert.objects.exists()


def test_a_regular_is_recognised_too(passing, wanted, units):
    wanted()
    row = Regular(pk=uuid7(), unit=units["county"], since=DAY)
    (pen,) = vault.admit([row.pk])
    row.name_sealed, row.number_sealed = pen.seal("name", "赵六"), pen.seal("number", "15040419800101003X")
    row.save(force_insert=True)
    passing("12:00", who=row.pk)
    passing("12:01", who=uuid7())
    assert [one.kind for one in Alert.objects.all()] == ["listed"]


def test_phones_get_hashes_and_nothing_else(gate, wanted):
    from hashlib import sha256

    from fengsui.frontline.gates.queries.listed import listed_hashes

    assert listed_hashes(gate, b"salt") == []
    wanted()
    expected = {sha256(b"salt" + text.encode()).hexdigest()[:16] for text in ("赵六", "15040419800101003X")}
    assert set(listed_hashes(gate, b"salt")) == expected
