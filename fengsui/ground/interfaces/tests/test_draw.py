from datetime import timedelta

import pytest

from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces import actions
from fengsui.ground.interfaces.models import Secret, Token, TokenState
from fengsui.ground.interfaces.queries import digest
from fengsui.ground.org.models import Appointment
from fengsui.house import Refused


@pytest.fixture
def token(prison, officer, leader):
    return actions.propose(prison, officer, "HR", ["reports.read"], by=leader)


def test_only_who_answers_for_it_draws_and_sees_the_secret(token, officer, leader):
    with pytest.raises(Refused, match="Only the person"):
        actions.draw(token, by=leader)
    assert actions.draw(token, by=officer).startswith("fs_")
    assert token.state == TokenState.ACTIVE


def test_the_secret_itself_is_stored_nowhere(token, officer):
    said = actions.draw(token, by=officer)
    kept = Secret.objects.get()
    assert bytes(kept.digest) == digest(said)
    assert kept.prefix == said[:9]
    assert len(said) == 46


def test_a_new_secret_ends_the_old_one_after_its_hours(token, officer):
    actions.draw(token, by=officer)
    actions.draw(token, by=officer, keep_hours=24)
    old, new = Secret.objects.all()
    assert timedelta(hours=23) < old.valid_until - clock.wall() <= timedelta(hours=24)
    assert new.valid_until is None
    actions.draw(token, by=officer)
    assert all(one.valid_until <= clock.wall() for one in Secret.objects.all()[:2])


@pytest.mark.parametrize("hours", [-1, 169])
def test_the_old_one_holds_a_week_at_most(token, officer, hours):
    with pytest.raises(Refused, match="168"):
        actions.draw(token, by=officer, keep_hours=hours)


def test_what_is_over_gets_no_new_secret(token, officer):
    moment = clock.wall()
    Token.objects.update(proposed_at=moment - timedelta(days=9), expires_at=moment)
    with pytest.raises(Refused, match="over"):
        actions.draw(token, by=officer)


def test_nor_does_who_lost_the_office(token, officer):
    Appointment.objects.filter(person=officer).update(office="analyst", valid_to="2020-02-02")
    officer.__dict__.pop("_holdings", None)
    with pytest.raises(Refused):
        actions.draw(token, by=officer)
