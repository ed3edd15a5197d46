"""How a gate is kept, from a date and hour; closed management closes a facility's gates."""

import pytest

from fengsui.cast import DAY, at
from fengsui.frontline.custody.measures import CLOSED
from fengsui.frontline.gates.measures import FORM
from fengsui.frontline.gates.models import Direction, Form
from fengsui.frontline.gates.queries import policy
from fengsui.frontline.gates.queries.policy import Card
from fengsui.frontline.gates.reasons import Reason
from fengsui.ground.measures import actions as measures
from fengsui.ground.org.scope import SYSTEM

TOMORROW = DAY.replace(day=4)


def put(parameter, value, **more):
    return measures.put(parameter, value, basis="专题会议", by=SYSTEM, **more)


def test_registration_unless_somebody_decided_otherwise(gate):
    assert policy.now(gate) == Form.REGISTRATION
    put(FORM, "permit", unit=gate.unit)
    assert policy.now(gate) == Form.PERMIT


def test_what_is_decided_for_a_day_to_come_is_known_ahead(gate):
    put(FORM, "closed", unit=gate.unit, at=at("14:00", TOMORROW), until=at("18:00", TOMORROW))
    put(FORM, "open", system="prison", at=at("15:00", TOMORROW))
    assert policy.coming(gate)[1:] == [(at("14:00", TOMORROW), Form.CLOSED), (at("18:00", TOMORROW), Form.REGISTRATION)]
    assert policy.coming(gate)[0][1] == Form.REGISTRATION


def test_closed_management_closes_a_facilitys_gates_at_its_hour_and_no_others(gate, other_gate):
    put(FORM, "open", unit=other_gate.unit)
    put(CLOSED, True, system="prison", at=at("19:00"))
    assert policy.now(other_gate) == Form.OPEN
    assert policy.coming(other_gate)[1:] == [(at("19:00"), Form.CLOSED)]
    assert policy.forms([gate, other_gate], at("19:00")) == {gate.pk: Form.REGISTRATION, other_gate.pk: Form.CLOSED}


def test_an_office_entrance_stays_as_it_is(other_gate):
    other_gate.kind = "office"
    put(CLOSED, True, system="prison")
    assert policy.now(other_gate) == Form.REGISTRATION


def test_without_the_register_of_custody_nothing_follows(other_gate, monkeypatch):
    monkeypatch.setattr(policy, "SHUTS", "nobody.closed")
    assert policy.now(other_gate) == Form.REGISTRATION


@pytest.mark.parametrize(
    ("form", "way", "card", "permitted", "reason"),
    [
        (Form.OPEN, Direction.IN, Card.FORGED, False, None),
        (Form.REGISTRATION, Direction.IN, Card.NONE, False, None),
        (Form.REGISTRATION, Direction.IN, Card.REVOKED, False, Reason.REVOKED),
        (Form.PERMIT, Direction.IN, Card.NONE, False, Reason.NO_PERMIT),
        (Form.PERMIT, Direction.IN, Card.GOOD, False, None),
        (Form.PERMIT, Direction.IN, Card.NONE, True, None),
        (Form.CLOSED, Direction.IN, Card.GOOD, False, Reason.CLOSED),
        (Form.CLOSED, Direction.IN, Card.GOOD, True, None),
        (Form.CLOSED, Direction.IN, Card.ELSEWHERE, True, Reason.ELSEWHERE),
        (Form.CLOSED, Direction.OUT, Card.EXPIRED, False, None),
    ],
)
def test_whom_it_lets_in(form, way, card, permitted, reason):
    assert policy.judge(form, way, card, permitted=permitted) == reason
