import pytest

from fengsui.ground.interfaces import actions
from fengsui.ground.interfaces.models import TokenState
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


def propose(unit, person, by, scopes=("reports.read",), **how):
    return actions.propose(unit, person, how.pop("name", "HR"), scopes, by=by, **how)


def test_a_token_is_set_up_without_a_secret(prison, officer, leader):
    token = propose(prison, officer, leader)
    assert token.state == TokenState.PROPOSED
    assert (token.expires_at - token.proposed_at).days == 90
    told = Entry.objects.get(kind="interfaces.proposed")
    assert told.about == token.about
    assert told.data["scopes"] == ["reports.read"]


def test_an_officer_sets_up_none(prison, officer):
    with pytest.raises(Refused, match="You cannot"):
        propose(prison, officer, officer)


def test_not_even_a_leader_elsewhere(units, leader):
    with pytest.raises(Refused, match="You cannot"):
        propose(units["prison-2"], leader, leader)


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"name": " "}, "name"),
        ({"scopes": ()}, "scopes"),
        ({"scopes": ("all.write",)}, "scopes"),
        ({"days": 0}, "days"),
        ({"days": 367}, "days"),
        ({"networks": ["10.8"]}, "networks"),
        ({"networks": ["office"]}, "networks"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(prison, officer, leader, how, field):
    with pytest.raises(Refused) as refused:
        propose(prison, officer, leader, **how)
    assert refused.value.field == field


def test_networks_are_read_as_people_write_them(prison, officer, leader):
    token = propose(prison, officer, leader, networks=["10.8.3.7", " 10.9.1.2/16 ", ""])
    assert token.networks == ["10.8.3.7/32", "10.9.0.0/16"]


def test_the_person_must_have_what_the_token_may_do(prison, leader, superior):
    with pytest.raises(Refused, match="lacks there") as refused:
        propose(prison, superior, leader)  # a superior reads it, but holds no office at the prison
    assert refused.value.field == "person"


def test_an_administrator_gets_no_right_by_setting_up_a_token(units, bureau, auditor):
    with pytest.raises(Refused):
        propose(units["league"], auditor, bureau, ["reports.read"])


def test_a_closed_unit_gets_none(units, prison, officer, leader):
    from fengsui.cast import DAY
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    org.close(units["ward-1"], day=DAY, by=SYSTEM)
    with pytest.raises(Refused, match="closed"):
        actions.propose(units["ward-1"].__class__.objects.get(code="ward-1"), officer, "x", ["units.read"], by=SYSTEM)
