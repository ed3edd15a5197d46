"""Where nobody else of the unit may approve a trace, the next unit above that has somebody decides: only then, and sees no answer."""

import pytest

from fengsui.cast import at, at_once
from fengsui.frontline.gates.actions import tracing
from fengsui.frontline.gates.actions.tracing import Question
from fengsui.frontline.gates.queries.whom import Whom
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations.queries import mine
from fengsui.ground.org import actions as org
from fengsui.ground.org.models import Appointment, Unit
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

pytestmark = pytest.mark.usefixtures("english")
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


@pytest.fixture
def asked(units, gate, chief, bureau, bao):
    """Asked for by the only leader of the county; the league above has one, the department too."""
    question = Question(
        Whom(name="王某某"), "流调", at("00:00"), at("18:30"), 30, authority="测试疾控中心", paper="7号"
    )
    return tracing.ask(units["county"], question, by=chief, file=("函.pdf", PDF))


def code_of(act):
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


def owed(person):
    return [one.unit.code for one in mine(person)[0] if one.kind == "gates.trace"]


def test_the_next_unit_above_is_told_and_owes_it(asked, chief, bureau, bao):
    assert [list(Message.objects.filter(recipient=one).values_list("kind", flat=True)) for one in (chief, bao)] == [
        [],
        [],
    ]
    assert Message.objects.get(recipient=bureau).kind == "gates.trace_below"
    assert [owed(one) for one in (chief, bureau, bao)] == [[], ["league"], []]


def test_it_decides_and_that_is_written_down(asked, bureau, chief, units):
    tracing.open_file(asked, by=bureau)
    tracing.approve(asked, by=bureau, note="同意")
    entry = Entry.objects.get(kind="gates.trace_approved_above")
    assert (entry.unit, entry.data["above"]) == (units["county"].pk, units["league"].pk)
    assert owed(bureau) == []
    tracing.look(asked, by=chief)
    assert Message.objects.get(recipient=chief).kind == "gates.trace_decided"


def test_it_refuses_with_a_reason(asked, bureau):
    tracing.refuse(asked, "文号不符", by=bureau)
    assert Entry.objects.get(kind="gates.trace_refused_above").data["reason"] == "文号不符"


def test_nobody_higher_decides_and_nobody_above_sees_the_answer(asked, bureau, bao, chief):
    assert code_of(lambda: tracing.approve(asked, by=bao)) == "org.no_right"
    assert code_of(lambda: tracing.approve(asked, by=chief)) == "gates.same_person"
    tracing.approve(asked, by=bureau)
    assert code_of(lambda: tracing.look(asked, by=bureau)) == "org.no_right"
    assert code_of(lambda: tracing.open_file(asked, by=bureau)) == "org.no_right"


def test_a_second_person_of_the_unit_takes_it_back(asked, bureau, runner):
    from fengsui.ground.obligations.actions import replan

    assert code_of(lambda: tracing.approve(asked, by=bureau)) == "org.no_right"
    replan("gates.trace")
    assert [owed(one) for one in (bureau, runner)] == [[], ["county"]]
    tracing.approve(asked, by=runner)
    assert Entry.objects.filter(kind="gates.trace_approved").exists()


def test_who_is_missing_there_is_looked_for_higher(units, gate, chief, bao, asked, bureau):
    Appointment.objects.filter(person=bureau).delete()
    tracing.approve(asked, by=bao)
    assert Entry.objects.get(kind="gates.trace_approved_above").data["above"] == units["department"].pk


def test_who_leads_both_decides_on_neither(asked, chief, bureau, units):
    org.appoint(chief, units["league"], "leader", by=SYSTEM, since=at("00:00").date())
    Appointment.objects.filter(person=bureau).delete()
    assert code_of(lambda: tracing.approve(asked, by=chief)) == "gates.same_person"


@pytest.mark.django_db(transaction=True)
def test_two_above_decide_at_once(asked, bureau, units):
    other = org.register(["副局长"], unit=units["league"], capacity="officer", by=SYSTEM)[0]
    org.appoint(other, units["league"], "leader", by=SYSTEM, since=at("00:00").date())
    done = at_once(lambda: tracing.approve(asked, by=bureau), lambda: tracing.refuse(asked, "x", by=other))
    assert [one.code for one in done if isinstance(one, Refused)] == ["gates.decided"]


def test_its_pages(asked, browse, bureau, chief, bao):
    path = f"/gates/traces/{asked.pk}/"
    assert "it waits for Test league" in browse(chief)(path).content.decode()
    see = browse(bureau)
    page = see(path).content.decode()
    assert all(words in page for words in ("王某某", "Test county has nobody else", "函.pdf"))
    assert see(f"{path}file/").content == PDF
    assert "The unit that asked can look" in see(f"{path}decide/", {"do": "approve"}).content.decode()
    page = see(path).content.decode()
    assert "shown to the unit that asks" in page
    assert not any(words in page for words in ("王某某", "函.pdf", "Look at the answer", "therefore you decide"))
    assert [see(f"{path}{one}/").status_code for one in ("file", "answer")] == [404, 404]
    assert browse(bao)(path).status_code == 404


def test_nobody_above_may_either(units, gate, chief):
    assert Unit.objects.filter(code="league").exists()
    question = Question(Whom(name="王某"), "流调", at("00:00"), at("18:30"), 30, authority="测试疾控中心", paper="7号")
    row = tracing.ask(units["county"], question, by=chief, file=("函.pdf", PDF))
    assert code_of(lambda: tracing.approve(row, by=chief)) == "gates.same_person"
    assert owed(chief) == []
