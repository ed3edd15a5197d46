from datetime import timedelta
from uuid import uuid4

import pytest

from fengsui.cast import DAY, at, at_once
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.models import Filing, LodgerReport, Party, Returnee, Step
from fengsui.frontline.arrivals.queries.people import masked_by_filing, opened
from fengsui.frontline.arrivals.saying import Companion
from fengsui.frontline.arrivals.tests.conftest import coming, lodging
from fengsui.ground.journal.models import Entry
from fengsui.ground.measures import actions as measures
from fengsui.ground.measures.queries import parameters
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def test_a_resident_reports_who_lodges_there(lodger, step):
    filing = lodger()
    assert (step(filing).stage, filing.at, filing.known_at) == (
        "filed",
        at("00:00", DAY - timedelta(days=1)),
        at("18:30"),
    )
    assert LodgerReport.objects.get().origin == "湖北省武汉市"
    people = masked_by_filing([filing.pk])[filing.pk]
    assert [(one.role, one.name, one.phone) for one in people] == [
        ("lodger", "张**", ""),
        ("host", "王*", "*********01"),
    ]


def test_a_returnee_registers_with_who_came_along(returnee):
    filing = returnee()
    assert [row.role for row in Party.objects.filter(filing=filing)] == ["returnee", "companion"]
    assert opened(filing) == coming()


def test_nothing_of_a_person_is_readable_in_the_tables_or_the_journal(returnee):
    filing = returnee()
    rows = [*Party.objects.values(), *Returnee.objects.values(), *Entry.objects.values()]
    assert not any(word in str(rows) for word in ("乌兰图雅", "13900000002", "林西镇", "K1174"))
    assert Entry.objects.get(kind="arrivals.returnee_filed").data == {"way": "desk"}
    assert filing.receipt[4] == "-"


def test_sent_twice_it_is_filed_once(office, clerk):
    pk = uuid4()
    first, again = (arrivals.file(office, lodging(), by=clerk, id=pk) for _n in range(2))
    assert (first.pk, Filing.objects.count(), Party.objects.count()) == (again.pk, 1, 2)


def test_something_else_under_the_same_id_is_another_filing(office, clerk):
    pk = uuid4()
    arrivals.file(office, lodging(), by=clerk, id=pk)
    other = arrivals.file(office, lodging(name="李某某"), by=clerk, id=pk)
    assert (other.pk != pk, Filing.objects.count()) == (True, 2)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_file_once(office, clerk):
    pk = uuid4()
    done = at_once(*[lambda: arrivals.file(office, coming(), by=clerk, id=pk)] * 2)
    assert ([one.pk for one in done], Filing.objects.count()) == ([pk, pk], 1)


def test_only_who_keeps_arrivals_enters_them(office, zhao, officer, bao, county):
    for who in (zhao, officer, bao, county):
        with pytest.raises(Refused, match="enter arrivals"):
            arrivals.file(office, lodging(), by=who)


def test_a_partner_enters_at_its_own_unit(partner, appoint):
    worker = appoint("community", "officer", "社区干部")
    assert arrivals.file(partner, lodging(), by=worker).unit == partner


def test_an_identity_number_is_kept_only_where_the_measure_asks(office, clerk):
    said = coming(number="11010519491231002x", companions=(Companion("巴特尔", number="440524188001010014"),))
    assert opened(arrivals.file(office, said, by=clerk)).number == ""
    measures.put(parameters()["arrivals.ask_identity"], value=True, basis="test", by=SYSTEM)
    kept = opened(arrivals.file(office, said, by=clerk))
    assert (kept.number, kept.companions[0].number) == ("11010519491231002X", "440524188001010014")


WRONG = [
    ("name", {"name": ""}), ("name", {"name": "王1"}), ("phone", {"phone": "12"}), ("relation", {"relation": "x"}),
    ("reason", {"reason": ""}), ("stay", {"stay": "x"}), ("since", {"since": DAY + timedelta(days=1)}),
    ("since", {"since": DAY - timedelta(days=400)}), ("until", {"until": DAY - timedelta(days=9)}), ("plate", {"plate": "!!"}),
    ("celsius", {"celsius": "50"}), ("celsius", {"celsius": "hot"}), ("celsius", {"celsius": "nan"}), ("building", {"building": " "}),
    ("origin", {"origin": "x" * 61}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "more"), WRONG)
def test_a_lodger_report_that_cannot_be_is_refused_beside_its_field(lodger, field, more):
    with pytest.raises(Refused) as refused:
        lodger(**more)
    assert (refused.value.field, Filing.objects.count()) == (field, 0)


WRONG_RETURN = [
    ("transport", {"transport": "x"}), ("sex", {"sex": "3"}), ("contact", {"contact": ""}), ("control", {"control": ""}),
    ("symptoms", {"symptoms": ("x",)}), ("arrived_on", {"arrived_on": DAY - timedelta(days=91)}),
    ("left_on", {"left_on": DAY}), ("stay", {"stay": "x"}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "more"), WRONG_RETURN)
def test_a_registration_that_cannot_be_is_refused_beside_its_field(returnee, field, more):
    with pytest.raises(Refused) as refused:
        returnee(**more)
    assert refused.value.field == field


def test_steps_say_who_and_when(lodger, clerk):
    filing = lodger()
    [row] = Step.objects.filter(filing=filing)
    assert (row.deed, row.entered_by, row.at) == ("filed", clerk, at("18:30"))
