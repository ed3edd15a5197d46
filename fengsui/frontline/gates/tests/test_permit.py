"""A permit is asked for and approved by another person, refused, revoked, taken back; it ends by itself."""

from uuid import uuid4

import pytest

from fengsui.cast import DAY, at, at_once
from fengsui.frontline.gates.actions import permits
from fengsui.frontline.gates.actions.permits import Guest
from fengsui.frontline.gates.models import Permit, PermitStep, Regular
from fengsui.frontline.gates.queries import permits as queries
from fengsui.frontline.gates.queries.people import names
from fengsui.frontline.gates.tests.permits import NAME, approved, ask
from fengsui.ground.journal.models import Entry
from fengsui.ground.messages.models import Message
from fengsui.ground.obligations import queries as obligations
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def state(permit):
    return queries.with_steps(Permit.objects.filter(pk=permit.pk))[0].state


def owed(person):
    return [one.subject for one in obligations.mine(person)[0] if one.kind == queries.KIND]


def test_a_new_person_becomes_a_regular_until_the_permit_ends(prison, officer):
    [permit] = ask(prison, officer)
    assert names([permit.regular], plain=True) == {permit.regular_id: NAME}
    assert (permit.regular.until, permit.regular.version) == (DAY.replace(day=4), 1)
    assert Entry.objects.get(kind="gates.permit_asked").about == permit.about


def test_who_is_known_is_not_entered_again_and_is_known_as_long(prison, officer, drill):
    [first] = ask(prison, officer)
    [second] = permits.ask(
        prison, [Guest(NAME)], since=at("08:00", DAY.replace(day=5)), until=at("20:00", DAY.replace(day=5)), reason="x", by=officer
    )  # fmt: skip
    assert second.regular_id == first.regular_id
    assert (Regular.objects.get().until, Regular.objects.get().version) == (DAY.replace(day=6), 2)


def test_of_several_with_one_name_the_building_tells_which(prison, officer):
    ask(prison, officer, Guest(NAME, "1"))
    ask(prison, officer, Guest(NAME, "2"))
    with pytest.raises(Refused, match="write the building"):
        ask(prison, officer)
    assert ask(prison, officer, Guest(NAME, "2"))[0].regular.building == "2"


@pytest.mark.parametrize("names_", [(NAME, NAME), ("甲", "甲")])
def test_nobody_stands_there_twice(prison, officer, names_):
    ask(prison, officer)
    with pytest.raises(Refused, match="twice"):
        ask(prison, officer, *names_)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"until": "18:00"}, "until"), ({"since": "10:00", "until": "18:20"}, "until"), ({"reason": " "}, "reason"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_it(prison, officer, wrong, field):
    with pytest.raises(Refused) as refused:
        ask(prison, officer, **wrong)
    assert refused.value.field == field


def test_one_asks_for_somebody_and_for_not_too_many_nor_too_long(prison, officer, gate):
    for people in ([], [Guest(" ")], [Guest(f"{n}") for n in range(201)]):
        with pytest.raises(Refused) as refused:
            permits.ask(prison, people, since=at("18:00"), until=at("20:00"), reason="x", by=officer)
        assert refused.value.field == "people"
    with pytest.raises(Refused, match="60 days"):
        permits.ask(prison, [Guest(NAME)], since=at("18:00"), until=at("18:00", DAY.replace(month=5)), reason="x", by=officer)  # fmt: skip
    with pytest.raises(Refused, match="another unit"):
        ask(prison, officer, gate=gate)


def test_who_holds_nothing_there_asks_for_nothing(prison, keeper, uyunna):
    for person in (keeper, uyunna):
        with pytest.raises(Refused, match="You cannot"):
            ask(prison, person)


def test_sent_twice_it_is_asked_once(prison, officer):
    key = uuid4()
    assert ask(prison, officer, key=key) == ask(prison, officer, key=key)
    assert PermitStep.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_for_one_unknown_enter_one(prison, officer, leader):
    at_once(lambda: ask(prison, officer), lambda: ask(prison, leader))
    assert (Regular.objects.count(), Permit.objects.count()) == (1, 2)


def test_the_approver_owes_one_decision_for_a_shift_of_forty(prison, officer, leader):
    made = ask(prison, officer, *(f"民警{n}" for n in range(40)))
    assert owed(leader) == [queries.subject(made[0].asking)]
    assert Message.objects.get(kind="gates.permits_asked").recipient == leader
    permits.approve(made, by=leader)
    assert owed(leader) == []
    told = Message.objects.get(kind="gates.permits_approved")
    assert (told.recipient, told.data["n"]) == (officer, 40)


def test_it_is_owed_until_the_last_one_is_decided(prison, officer, leader):
    made = ask(prison, officer, "甲", "乙")
    permits.approve(made[:1], by=leader)
    assert owed(leader)
    permits.refuse(made[1:], reason="未检测", by=leader)
    assert not owed(leader)
    assert [state(one) for one in made] == ["approved", "refused"]
    assert [one.subject for one in queries.expected(at("00:00"), at("23:59"))] == []


def test_nobody_approves_what_they_asked_for(prison, leader, officer):
    with pytest.raises(Refused, match="yourself"):
        permits.approve(ask(prison, leader), by=leader)
    with pytest.raises(Refused, match="You cannot"):
        permits.approve(ask(prison, leader, "乙"), by=officer)
    assert permits.approve(ask(prison, SYSTEM, "丙"), by=SYSTEM)


def test_decided_twice_the_second_hears_who_was_first(prison, officer, leader):
    made = ask(prison, officer)
    permits.approve(made, by=leader)
    for again in (lambda: permits.approve(made, by=leader), lambda: permits.refuse(made, reason="x", by=leader)):
        with pytest.raises(Refused, match="approved already \\(所领导甲"):
            again()
    assert PermitStep.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_decide_once(prison, officer, leader):
    made = ask(prison, officer)
    done = at_once(lambda: permits.approve(made, by=leader), lambda: permits.approve(made, by=SYSTEM))
    assert sorted(isinstance(one, Refused) for one in done) == [False, True]


def test_what_is_over_is_not_approved_any_more(prison, officer, leader, drill):
    made = ask(prison, officer, until="19:00")
    drill(at("19:00"))
    with pytest.raises(Refused, match="over"):
        permits.approve(made, by=leader)
    assert queries.word(queries.with_steps(Permit.objects.all())[0], at("19:00"))[1] == "over"


def test_it_holds_from_until_at_its_gate(prison, officer, leader, other_gate, gate, drill):
    [permit] = approved(prison, officer, leader, since="19:00", until="20:00", gate=other_gate)
    assert queries.permitted(other_gate, permit.regular_id) is None
    assert queries.permits_now(other_gate)[0]["regular"] == str(permit.regular_id)
    drill(at("19:00"))
    assert queries.permitted(other_gate, permit.regular_id) == permit
    assert queries.permitted(gate, permit.regular_id) is None
    drill(at("20:00"))
    assert queries.permitted(other_gate, permit.regular_id) is None


def test_it_is_revoked_by_an_approver_or_by_who_asked_before_it_is_decided(prison, officer, leader):
    mine = ask(prison, officer)
    assert permits.revoke(mine, reason="写错", by=officer)
    other = approved(prison, officer, leader, "乙")
    with pytest.raises(Refused, match="You cannot"):
        permits.revoke(other, reason="x", by=officer)
    permits.revoke(other, reason="体温", by=leader)
    assert [state(one) for one in (*mine, *other)] == ["revoked", "revoked"]


def test_ones_own_last_decision_is_taken_back(prison, officer, leader):
    made = ask(prison, officer)
    permits.approve(made, by=leader)
    assert permits.undo(made, by=leader)
    assert state(made[0]) == "asked"
    assert owed(leader)
    with pytest.raises(Refused, match="own last"):
        permits.undo(made, by=leader)
    permits.revoke(made, reason="x", by=officer)
    permits.undo(made, by=officer)
    assert state(made[0]) == "asked"


def test_a_reason_and_a_choice_are_needed(prison, officer, leader):
    made = ask(prison, officer)
    for act in (permits.refuse, permits.revoke):
        with pytest.raises(Refused, match="Say why"):
            act(made, reason=" ", by=leader)
    with pytest.raises(Refused, match="at least one"):
        permits.approve([], by=leader)


def test_how_it_stands_in_words(prison, officer, leader):
    [permit] = approved(prison, officer, leader, since="19:00")
    row = queries.with_steps(Permit.objects.all())[0]
    assert queries.word(row, at("18:30")) == ("busy", "approved, to come")
    assert queries.word(row, at("19:00")) == ("good", "approved")
    assert Permit.objects.visible_to(leader).get() == permit


def test_nobody_is_destroyed_while_a_permit_holds_or_they_are_inside(prison, officer, other_gate, drill):
    from fengsui.frontline.gates.tests.test_inside import presence_of

    [permit] = ask(prison, officer, until="19:00")
    rows = Regular.objects.filter(queries.undecided())
    assert rows.get() == permit.regular
    drill(at("19:00"))
    assert not Regular.objects.filter(queries.undecided()).exists()
    presence_of(permit.regular_id, prison)
    assert Regular.objects.filter(queries.undecided()).exists()
