import pytest

from fengsui.cast import FOUNDED, at
from fengsui.ground.org import actions as org
from fengsui.ground.org.actions import UnitRow
from fengsui.ground.org.models import Account, Unit
from fengsui.ground.org.queries import holder, names, offices, seats
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused


def test_a_leader_appoints_an_officer_of_the_own_unit(leader, uyunna, prison):
    org.appoint(uyunna, prison, "officer", by=leader)
    assert uyunna.appointments.get().office == "officer"


def test_nobody_gives_a_right_that_they_lack(leader, uyunna, prison):
    with pytest.raises(Refused, match="lack"):
        org.appoint(uyunna, prison, "commander", by=leader)


def test_nobody_appoints_elsewhere(leader, uyunna, units):
    with pytest.raises(Refused, match="You cannot"):
        org.appoint(uyunna, units["prison-2"], "officer", by=leader)


def test_a_seat_has_one_holder_at_a_time(bao, li, units):
    with pytest.raises(Refused, match="Somebody else"):
        org.hold_seat(li, units["department"], "commander", since=at("18:00"), until=at("23:00"), by=SYSTEM)
    assert holder(units["department"], "commander") == bao


def test_a_shift_ends_after_it_begins(li, units):
    with pytest.raises(Refused, match="end after"):
        org.hold_seat(li, units["prisons"], "commander", since=at("18:00"), until=at("18:00"), by=SYSTEM)


def test_names_are_sealed(bao):
    assert "包某".encode() not in bytes(bao.name_sealed)
    assert names([bao.pk, None]) == {bao.pk: "包某"}


def test_a_person_needs_a_name(units):
    with pytest.raises(Refused, match="name"):
        org.register(["  "], unit=units["prison"], capacity="officer", by=SYSTEM)


def test_a_login_name_is_taken_once(bao, li):
    org.open_account(bao, "bao", "fengsui2020", by=SYSTEM, check=False)
    with pytest.raises(Refused, match="taken"):
        org.open_account(li, "bao", "fengsui2020", by=SYSTEM, check=False)


def test_a_weak_password_is_refused(bao):
    with pytest.raises(Refused) as refused:
        org.open_account(bao, "bao", "12345678", by=SYSTEM)
    assert refused.value.field == "password"
    assert not Account.objects.exists()


def test_units_come_whole_or_not_at_all(units):
    rows = [
        UnitRow("new", "prison", "新监狱", superiors={"territory": "prisons"}),
        UnitRow("lost", "prison", "失联监狱", superiors={"territory": "nowhere"}),
    ]
    with pytest.raises(Refused, match="nowhere"):
        org.arrange(rows, since=FOUNDED, by=SYSTEM)
    assert not Unit.objects.filter(code="new").exists()


@pytest.mark.parametrize(
    ("row", "word"),
    [
        (UnitRow("", "prison", "x"), "code"),
        (UnitRow("x", "palace", "x"), "kind"),
        (UnitRow("x", "prison", "x", superiors={"railway": "-"}), "line"),
    ],
)
def test_a_wrong_row_is_named(units, row, word):
    with pytest.raises(Refused, match=word):
        org.arrange([row], since=FOUNDED, by=SYSTEM)


def test_the_seats_of_a_unit_and_who_sits_there(bao, li, units):
    assert seats(units["department"]) == {"commander": bao, "duty_chief": li}
    assert seats(units["department"], at("05:00")) == {}


def test_who_holds_two_offices_is_named_by_both(bao, uyunna, units):
    org.appoint(bao, units["prison"], "leader", by=SYSTEM, since=FOUNDED)
    both = "Test department · Commander, Test prison · Leader"
    assert offices([bao.pk, uyunna.pk, None]) == {bao.pk: both}
