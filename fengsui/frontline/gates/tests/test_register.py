"""A fixed terminal registers whoever passes: permit, temperature, turning away; Enter twice is once."""

from datetime import timedelta

import pytest

from fengsui.cast import at, at_once
from fengsui.frontline.custody.measures import CLOSED
from fengsui.frontline.gates.actions import keeping, passes, permits
from fengsui.frontline.gates.actions.keeping import Entry
from fengsui.frontline.gates.measures import FORM, REMEASURE
from fengsui.frontline.gates.models import Passage, Tally
from fengsui.frontline.gates.queries import inside, store
from fengsui.frontline.gates.queries.passes import text
from fengsui.frontline.gates.tests.permits import NAME, approved
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import actions as measures
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

IN, OUT = 0, 1


@pytest.fixture
def enter(other_gate, officer):
    """Register at the prison's gate: enter(name="…"), enter(code=…, way=OUT)."""

    def register(way=IN, *, heat=365, by=officer, **more):
        entry = Entry(**({"id": keeping.ident(clock.now()), "way": way, "heat": heat} | more))
        return keeping.register(other_gate, entry, by=by)

    return register


@pytest.fixture
def shut(prison):
    measures.put(CLOSED, True, basis="专题会议", system="prison", by=SYSTEM)


@pytest.fixture
def code(prison, officer, leader):
    """The text of a pass for an approved permit."""
    return text(passes.issue(approved(prison, officer, leader), by=officer)[0])


def reading(parameter, value, **more):
    return measures.put(parameter, value, basis="x", by=SYSTEM, **more)


def test_by_a_pass_in_and_out_again(enter, code, shut, prison, drill):
    row = enter(code=code)
    assert (row.outcome, row.building, row.known_at) == (0, "", at("18:30"))
    [one] = inside.listed(prison, plain=True)
    assert (one.name, one.since, one.until, one.known) == (NAME, at("18:30"), at("23:00"), True)
    drill(at("19:00"))
    enter(OUT, code=code, heat=None)
    assert inside.counts([prison.pk]) == {}
    assert sum(Tally.objects.values_list("passages", flat=True)) == 2


def test_a_closed_gate_lets_nobody_in_without_a_permit(enter, shut):
    with pytest.raises(Refused, match="The gate is closed") as refused:
        enter(name="张某")
    assert refused.value.field == "reason"
    row = enter(name="张某", reason="closed", heat=None)
    assert (row.outcome, row.reason) == (1, "closed")


def test_a_pass_that_was_revoked_is_refused(enter, code, leader, other_gate):
    permits.revoke([passes.Pass.objects.get().permit], reason="x", by=leader)
    with pytest.raises(Refused, match="revoked"):
        enter(code=code)
    assert keeping.look(other_gate, OUT, code=code).reason is None


def test_a_visitor_says_a_name_and_is_inside_by_it(enter, prison):
    enter(name="张某某", number="150404199001011234", note="送药")
    [one] = inside.listed(prison)
    assert (one.name, one.known, one.is_over(at("23:59"))) == ("张**", False, False)
    enter(plate="蒙A12345", way=OUT)
    assert Passage.objects.get(plate__isnull=False).kind == 1
    with pytest.raises(Refused, match="Say who"):
        enter()


def test_at_the_threshold_it_is_measured_again_and_a_fever_stays_out(enter, prison, drill, monkeypatch):
    monkeypatch.setattr(keeping.alarms, "raised", lambda *_rows: 0)
    with pytest.raises(Refused, match="measure again") as refused:
        enter(name="张某", heat=373)
    assert refused.value.field == "again"
    assert enter(name="张某", heat=373, again=366).outcome == 0
    row = enter(name="李某", heat=374, again=376)
    assert (row.outcome, row.reason) == (1, "fever")
    reading(REMEASURE, False)
    assert enter(name="赵某", heat=380).reason == "fever"


@pytest.mark.parametrize(("wrong", "field"), [({"heat": 300}, "heat"), ({"heat": 373, "again": 450}, "again"), ({"heat": None}, "heat"), ({"reason": "bored"}, "reason")])  # fmt: skip
def test_what_is_wrong_is_said_beside_it(enter, wrong, field):
    with pytest.raises(Refused) as refused:
        enter(name="张某", **wrong)
    assert refused.value.field == field


def test_a_temperature_that_cannot_be_read_is_said_so(enter):
    assert enter(name="张某", heat=None, site="unreadable").site == "unreadable"


def test_enter_twice_is_once(enter):
    key = keeping.ident(at("18:30"))
    assert enter(id=key, name="张某").pk == enter(id=key, name="另一个").pk
    assert store.moment_of(key) == at("18:30")
    assert Passage.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one(enter):
    key = keeping.ident(at("18:30"))
    at_once(lambda: enter(id=key, name="张某"), lambda: enter(id=key, name="张某"))
    assert Passage.objects.count() == 1


def test_what_waited_for_the_network_happened_when_it_was_entered(enter, prison):
    assert enter(name="张某", waited=timedelta(minutes=20)).at == at("18:10")
    assert inside.listed(prison)[0].since == at("18:10")
    assert enter(name="李某", waited=timedelta(days=3)).at == at("06:30")


def test_one_takes_back_what_one_registered(enter, other_gate, officer, leader, prison, drill):
    row = enter(name="张某")
    with pytest.raises(Refused, match="yourself"):
        keeping.take_back(other_gate, row.pk, by=leader)
    keeping.take_back(other_gate, row.pk, by=officer)
    assert inside.counts([prison.pk]) == {}
    with pytest.raises(Refused, match="already"):
        keeping.take_back(other_gate, row.pk, by=officer)
    drill(at("19:01"))
    with pytest.raises(Refused, match="half hour"):
        keeping.take_back(other_gate, row.pk, by=officer)


def test_only_who_keeps_the_gate_registers(enter, keeper):
    with pytest.raises(Refused, match="You cannot"):
        enter(name="张某", by=keeper)


def test_permit_only_takes_a_known_person_with_a_permit(enter, other_gate, prison, officer, leader):
    reading(FORM, "permit", unit=prison)
    [permit] = approved(prison, officer, leader)
    assert keeping.look(other_gate, IN).reason == "no_permit"
    assert enter(regular=permit.regular).who == permit.regular_id
    assert enter(regular=permit.regular, by=SYSTEM, way=OUT).keeper is None
