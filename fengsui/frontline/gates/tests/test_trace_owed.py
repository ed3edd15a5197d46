"""A trace that waits stands on the Today of those who may decide, and not on who asked for it."""

import pytest

from fengsui.cast import at
from fengsui.frontline.gates import retention as declared
from fengsui.frontline.gates.actions import tracing
from fengsui.frontline.gates.actions.tracing import Question
from fengsui.frontline.gates.queries.whom import Whom
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.obligations.queries import link, mine
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.retention import actions as retention

pytestmark = pytest.mark.usefixtures("english")
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"


@pytest.fixture
def ask(units, gate):
    def asked(by, unit="county"):
        question = Question(
            Whom(name="王某"), "流调", at("00:00"), at("18:30"), 30, authority="测试疾控中心", paper="7号"
        )
        return tracing.ask(units[unit], question, by=by, file=("函.pdf", PDF))

    return asked


def owed(person):
    return [one for one in mine(person)[0] if one.kind == "gates.trace"]


def test_who_may_decide_has_it_on_today_until_it_is_decided(ask, desk, chief, runner, zhao):
    row = ask(desk)
    assert [len(owed(one)) for one in (desk, chief, runner, zhao)] == [0, 1, 1, 0]
    [one] = owed(chief)
    assert (link(one), one.due_at) == (f"/gates/traces/{row.pk}/", at("20:30"))
    tracing.approve(row, by=chief)
    assert owed(runner) == []
    assert Obligation.objects.get(kind="gates.trace").met_by == chief


def test_who_asked_does_not_owe_it(ask, chief, runner):
    row = ask(chief)
    assert [len(owed(one)) for one in (chief, runner)] == [0, 1]
    obligations.remind(at("18:00"), at("20:40"))
    tracing.refuse(row, "文号不符", by=runner)
    assert owed(runner) == []


def test_what_the_system_asked_for_is_everybodys(ask, chief):
    ask(SYSTEM)
    assert len(owed(chief)) == 1


def test_the_tick_finds_nothing_to_change(ask, desk, chief):
    row = ask(desk)
    before = list(Obligation.objects.filter(kind="gates.trace").values())
    obligations.replan("gates.trace")
    assert list(Obligation.objects.filter(kind="gates.trace").values()) == before
    Obligation.objects.filter(kind="gates.trace").delete()
    obligations.replan("gates.trace")
    assert [one.subject for one in owed(chief)] == [f"{row.about}:!{desk.pk}"]


def test_what_was_destroyed_waits_no_more(ask, desk, chief):
    row = ask(desk)
    retention.destroy(declared.TRACES, [row.pk], reason="x", by=SYSTEM)
    assert owed(chief) == []
    obligations.replan("gates.trace")
    assert owed(chief) == []


def test_today_says_so(ask, desk, chief, browse):
    ask(desk)
    assert "Decide on a trace that was asked for" in browse(chief)("/").content.decode()
