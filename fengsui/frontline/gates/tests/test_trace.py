from datetime import date, timedelta

import pytest

from fengsui.cast import DAY, at, at_once
from fengsui.frontline.gates.actions import tracing
from fengsui.frontline.gates.actions.tracing import Question
from fengsui.frontline.gates.models import Pass, Regular, Trace
from fengsui.frontline.gates.queries.asked import shown
from fengsui.frontline.gates.queries.exposure import began, edition, exposure
from fengsui.frontline.gates.queries.told import told
from fengsui.frontline.gates.queries.whom import Whom, sought, wanted
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.ground.vault import actions as vault
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

pytestmark = pytest.mark.usefixtures("english")
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


def question(whom=None, **more):
    said = {
        "authority": "测试疾控中心",
        "paper": "测疾控〔2020〕7号",
        "since": at("00:00"),
        "until": at("18:30"),
        "minutes": 30,
    }
    return Question(whom or Whom(name="王某"), "流调", **said | more)


def code_of(act):
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


@pytest.fixture
def asked(units, desk, gate):
    def ask(whom=None, **more):
        return tracing.ask(units["county"], question(whom, **more), by=desk, file=("函.pdf", PDF))

    return ask


@pytest.fixture
def approved(asked, chief):
    return lambda whom=None, **more: tracing.approve(asked(whom, **more), by=chief)


def test_one_asks_and_another_approves(asked, desk, chief):
    row = asked()
    assert Message.objects.get(recipient=chief).kind == "gates.trace_asked"
    assert code_of(lambda: tracing.look(row, by=desk)) == "gates.not_approved"
    tracing.approve(row, by=chief, note="同意")
    assert Message.objects.get(recipient=desk).kind == "gates.trace_decided"
    tracing.look(row, by=desk)
    [one] = shown([row])
    assert (one.is_approved, one.is_waiting, one.looks, one.given, one.tone) == (True, False, 1, 0, "good")


def test_nobody_approves_their_own(units, chief, gate):
    row = tracing.ask(units["county"], question(), by=chief, file=("函.pdf", PDF))
    assert code_of(lambda: tracing.approve(row, by=chief)) == "gates.same_person"
    assert code_of(lambda: tracing.refuse(row, "x", by=chief)) == "gates.same_person"


def test_it_is_refused_with_a_reason_and_then_it_is_over(asked, chief, desk):
    row = asked()
    assert code_of(lambda: tracing.refuse(row, " ", by=chief)) == "gates.note"
    tracing.refuse(row, "文号不符", by=chief)
    assert code_of(lambda: tracing.approve(row, by=chief)) == "gates.decided"
    assert code_of(lambda: tracing.look(row, by=desk)) == "gates.not_approved"


def test_what_the_system_asked_for_anybody_decides(units, chief, gate):
    from fengsui.ground.org.scope import SYSTEM

    row = tracing.ask(units["county"], question(), by=SYSTEM, file=("函.pdf", PDF))
    tracing.approve(row, by=chief)
    assert not Message.objects.filter(kind="gates.trace_decided").exists()


@pytest.mark.django_db(transaction=True)
def test_two_decide_at_once(asked, chief, units):
    row = asked()
    done = at_once(lambda: tracing.approve(row, by=chief), lambda: tracing.refuse(row, "x", by=chief))
    assert sorted(isinstance(one, Refused) for one in done) == [False, True]


def test_who_may_not_does_not(asked, desk, li, zhao):
    row = asked()
    for act in (tracing.approve, tracing.look, tracing.open_file):
        assert code_of(lambda act=act: act(row, by=zhao)) == "org.no_right"
    assert code_of(lambda: tracing.approve(row, by=desk)) == "org.no_right"
    assert code_of(lambda: tracing.give(row, "pdf", "x", b"", by=li)) == "org.no_right"


def test_it_is_asked_once(units, desk, gate):
    sent = uuid7()
    first, again = (tracing.ask(units["county"], question(), by=desk, file=("函.pdf", PDF), id=sent) for _n in range(2))
    assert first == again
    assert Trace.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"whom": Whom()}, "gates.nobody"),
        ({"own": True}, "gates.own"),
        ({"authority": ""}, "gates.authority"),
        ({"paper": ""}, "gates.paper"),
        ({"until": at("00:00")}, "gates.window"),
        ({"until": at("00:00") + timedelta(days=61)}, "gates.window"),
        ({"minutes": 0}, "gates.minutes"),
    ],
)
def test_what_is_not_a_question_is_refused(asked, more, code):
    assert code_of(lambda: asked(**more)) == code


def test_it_takes_a_reason_and_the_paper_itself(units, desk):
    assert code_of(lambda: tracing.ask(units["county"], question(), by=desk)) == "gates.file"
    bare = Question(Whom(name="x"), "", at("00:00"), at("18:30"), 30)
    assert code_of(lambda: tracing.ask(units["county"], bare, by=desk)) == "gates.reason"


def test_a_facility_traces_at_its_own_gates_without_a_paper(units, officer, leader, other_gate, passing):
    mine = passing("12:00", gate=other_gate, name="王某")
    row = tracing.ask(units["prison"], question(own=True, authority="", paper=""), by=officer)
    tracing.approve(row, by=leader)
    assert [line.row.pk for line in told(row, 10).mine] == [mine]


def test_what_is_given_out_is_written_down(approved, desk):
    row = approved()
    assert code_of(lambda: tracing.give(row, "xlsx", "", b"x", by=desk)) == "gates.to"
    tracing.give(row, "xlsx", "疾控", b"x", by=desk)
    assert Entry.objects.get(kind="gates.trace_given").data["to"] == "疾控"
    tracing.open_file(row, by=desk)
    assert Entry.objects.filter(kind="gates.trace_file_opened").exists()


def test_the_request_is_sealed(asked, chief):
    row = asked()
    assert PDF not in bytes(row.file.content_sealed)
    assert wanted(row) == Whom(name="王某")
    vault.destroy([row.pk])
    assert wanted(row) is None


def test_the_right_people_at_the_right_gate(approved, passing, other_gate, gate):
    mine = passing("12:00", name="王某")
    near = [passing("11:30", name="甲"), passing("12:30", name="乙")]
    passing("11:29", name="丙")
    passing("12:00", gate=other_gate, name="丁")
    found = told(approved(), 10)
    assert [line.row.pk for line in found.mine] == [mine]
    assert [(line.row.pk, line.name, line.minutes) for line in found.others] == [
        (near[0], "甲", 30),
        (near[1], "乙", 30),
    ]
    assert [(one.gate, one.passages, one.others) for one in found.gates] == [(gate, 1, 2)]
    assert found.persons == 2


def test_there_may_be_more(approved, passing):
    passing("12:00", name="王某")
    for n in range(3):
        passing(f"12:0{n + 1}", name=f"甲{n}")
    found = told(approved(), 2)
    assert found.more
    assert len(found.others) == 2


def test_the_own_passage_just_outside_is_not_another_person(approved, passing):
    passing("12:00", name="王某", plate="蒙D12345")
    passing("11:50", name="王某")
    row = approved(since=at("11:55"))
    assert [len(one) for one in (told(row, 9).mine, told(row, 9).others)] == [1, 0]
    by_plate = approved(Whom(plate="蒙D12345"))
    assert len(told(by_plate, 9).mine) == 1
    assert len(told(by_plate, 9).others) == 1


def test_a_person_is_found_by_all_they_are_known_by(units, passing, gate):
    row = Regular(pk=uuid7(), unit=units["county"], since=DAY)
    (pen,) = vault.admit([row.pk])
    row.name_sealed, row.number_sealed = pen.seal("name", "王某"), pen.seal("number", "15040419800101003X")
    row.save(force_insert=True)
    card = Pass.objects.create(regular=row, issued_at=at("00:00"), until=at("23:00"))
    passage = passing("12:00", who=row.pk)
    car = passing("12:05", plate="蒙D12345")
    county = units["county"]
    for whom in (Whom(name="王某"), Whom(number="15040419800101003x"), Whom(card=card.pk), Whom(passage=passage)):
        assert row.pk in sought(county, whom)[0]
    assert row.pk not in sought(county, Whom(name="王某", number="150404198001010028"))[0]
    assert sought(county, Whom(passage=car)) == ([], sought(county, Whom(plate="蒙d12345"))[1])
    assert sought(units["prison"], Whom(passage=passage)) == ([], None)
    assert sought(county, Whom(passage=uuid7())) == ([], None)


def test_contact_is_what_the_protocol_in_force_says(units, drill):
    assert [edition(day).days for day in (date(2020, 1, 1), date(2020, 2, 20), date(2020, 2, 21))] == [0, 0, 2]
    assert exposure(units["county"]).days == 0
    drill(at("09:00", date(2020, 2, 21)))
    assert exposure(units["county"]).days == 2
    assert began(date(2020, 2, 19), 2) == at("00:00", date(2020, 2, 17))


def test_a_leader_may_say_otherwise(units, bao):
    from fengsui.ground.measures import actions as measures
    from fengsui.ground.measures.queries import parameters

    measures.put(parameters()["gates.exposure_days"], 4, basis="后期", by=bao)
    assert (exposure(units["county"]).days, exposure(units["county"]).edition) == (4, None)
