"""A pass says offline that somebody may pass: signed, for a time, revocable; Python and phones agree (vectors.json)."""

import json
from pathlib import Path
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengsui.cast import DAY, at, at_once
from fengsui.frontline.gates import cards
from fengsui.frontline.gates.actions import passes, permits
from fengsui.frontline.gates.models import Pass
from fengsui.frontline.gates.queries import passes as queries
from fengsui.frontline.gates.queries import permits as asked
from fengsui.frontline.gates.queries import policy
from fengsui.frontline.gates.queries.policy import Card
from fengsui.frontline.gates.tests.permits import approved, ask
from fengsui.house import Refused

VECTORS = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))
NIGHT = at("23:30")


@pytest.fixture
def permit(prison, officer, leader):
    return approved(prison, officer, leader)[0]


@pytest.fixture
def made(permit, officer):
    return passes.issue([permit], by=officer)[0]


@pytest.fixture
def public():
    def number(part):
        return int.from_bytes(cards._bytes(VECTORS["key"][part]))

    return ec.EllipticCurvePublicNumbers(number("x"), number("y"), ec.SECP256R1()).public_key()


@pytest.mark.parametrize("one", VECTORS["passes"], ids=lambda one: one["name"])
def test_each_vector_is_worth_what_it_says(public, one):
    revoked = {UUID(pk) for pk in one["revoked"]}
    card, text = cards.check(one["text"], public, gate=one["gate"], now=one["now"], revoked=revoked)
    assert (card, text.regular.hex if text else None) == (one["card"], one["regular"])


@pytest.mark.parametrize("one", VECTORS["judged"], ids=lambda one: "-".join(map(str, one.values())))
def test_each_vector_passes_or_not(one):
    way = {"in": 0, "out": 1}[one["way"]]
    assert policy.judge(one["form"], way, one["card"], permitted=one["permitted"]) == one["reason"]


def test_a_pass_is_always_the_same_text_and_holds_no_name(made, permit):
    code = queries.text(made)
    assert code == queries.text(Pass.objects.select_related("permit").get())
    said = json.loads(cards._bytes(code.split(".")[1]))
    assert said == {"p": made.pk.hex, "r": permit.regular_id.hex, "u": int(permit.until.timestamp()), "g": 0}
    assert cards.read(code, cards.key().public_key()).pk == made.pk
    assert passes.pass_key()["crv"] == "P-256"


def test_a_permit_has_one_pass_however_often_it_is_asked_for(made, permit, leader):
    assert passes.issue([permit], by=leader) == [made]


def test_only_an_approved_permit_has_one(prison, officer, keeper, permit):
    with pytest.raises(Refused, match="approved"):
        passes.issue(ask(prison, officer, "乙"), by=officer)
    with pytest.raises(Refused, match="You cannot"):
        passes.issue([permit], by=keeper)


def test_at_the_gate_it_is_worth_what_the_database_says(made, permit, other_gate, gate, leader, drill):
    code = queries.text(made)
    assert queries.shown(code, other_gate) == (Card.GOOD, permit.regular, made)
    assert queries.shown(code, gate).card == Card.ELSEWHERE
    permits.revoke([permit], reason="x", by=leader)
    assert queries.shown(code, other_gate).card == Card.REVOKED
    assert asked.revoked(other_gate) == [str(made.pk)]
    permits.undo([permit], by=leader)
    drill(at("23:00"))
    assert queries.shown(code, other_gate).card == Card.EXPIRED
    assert asked.revoked(other_gate) == []


def test_who_left_has_no_pass_any_more(made, permit, other_gate, drill):
    assert queries.good().get() == made
    permit.regular.until = DAY
    permit.regular.save()
    assert queries.shown(queries.text(made), other_gate).card == Card.REVOKED
    assert asked.revoked(other_gate) == [str(made.pk)]
    assert not queries.good().exists()


def test_one_that_is_signed_and_not_in_our_books_is_forged(made, other_gate, permit):
    lost = cards.Text(UUID(int=5), permit.regular_id, int(NIGHT.timestamp()))
    assert queries.shown(cards.write(lost, cards.key()), other_gate).card == Card.FORGED
    assert queries.shown("4006381333931", other_gate).card == Card.FORGED


def test_it_is_revoked_once(made, officer, other_gate):
    assert passes.revoke([made], by=officer) == 1
    assert queries.shown(queries.text(made), other_gate).card == Card.REVOKED
    for rows in ([made], []):
        with pytest.raises(Refused, match="already"):
            passes.revoke(rows, by=officer)


def test_every_resident_gets_a_standing_one_once(prison, officer, permit, leader):
    ask(prison, officer, permits.Guest("乙", "1"))
    told = []
    assert passes.issue_standing(prison, until=NIGHT, by=officer, building="1", told=lambda *n: told.append(n)) == 1
    assert passes.issue_standing(prison, until=NIGHT, by=officer) == 1
    assert passes.issue_standing(prison, until=NIGHT, by=officer) == 0
    assert told == [(1, 1)]
    assert passes.revoke(queries.of_unit(prison), by=officer) == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_make_them_at_once_make_each_once(prison, officer, leader):
    ask(prison, officer, "甲", "乙")
    make = [lambda by=by: passes.issue_standing(prison, until=NIGHT, by=by) for by in (officer, leader)]
    assert sorted(at_once(*make)) == [0, 2]


@pytest.mark.parametrize("until", [at("18:00"), at("18:00", DAY.replace(month=9))])
def test_a_standing_one_ends_on_a_day_to_come(prison, officer, until):
    with pytest.raises(Refused, match="day to come"):
        passes.issue_standing(prison, until=until, by=officer)


def test_how_it_stands_on_the_screen(made, drill):
    row = queries.standing(Pass.objects.all()).get()
    assert queries.word(row, at("18:30")) == ("good", Card.GOOD)
    assert queries.word(row, at("23:00")) == ("still", Card.EXPIRED)
    row.revoked_at = at("18:30")
    assert queries.word(row, at("18:30")) == ("bad", Card.REVOKED)


def test_names_in_plain_are_journalled(prison, officer, uyunna):
    passes.names_shown(prison, "gates.asking:x", 3, by=officer)
    with pytest.raises(Refused, match="You cannot"):
        passes.names_shown(prison, "gates.asking:x", 3, by=uyunna)


def test_a_thousand_cost_what_one_does_for_each_five_hundred(prison, officer):
    ask(prison, officer, *(f"民警{n}" for n in range(20)))
    with CaptureQueriesContext(connection) as caught:
        passes.issue_standing(prison, until=NIGHT, by=officer)
    assert len(caught) < 12
