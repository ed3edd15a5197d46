"""The list of kinds: the house's own, those that a site adds, those that are off."""

import pytest

from fengsui.command.incidents import actions
from fengsui.command.incidents.queries.kinds import kinds, label
from fengsui.house import Refused


def test_one_more_can_be_chosen(report, bao, units):
    row = actions.add_kind("食物中毒", "Food poisoning", by=bao)
    assert list(kinds())[-2:] == [row.code, "other"]
    report(row.code)
    assert (label(row.code), label("fever"), label("gone")) == ("Food poisoning", "Fever", "gone")
    for wrong, says in (("食物中毒", "already"), ("", "name"), ("x" * 41, "at most")):
        with pytest.raises(Refused, match=says):
            actions.add_kind(wrong, by=bao)


def test_taken_off_and_put_back(bao):
    row = actions.add_kind("停电", by=bao)
    for code in (row.code, "fire"):
        for _n in range(2):
            actions.take_off(code, by=bao)
        assert code not in kinds()
        for _n in range(2):
            actions.put_back(code, by=bao)
        assert code in kinds()
    for code in ("other", "nonsense"):
        with pytest.raises(Refused, match="Choose"):
            actions.take_off(code, by=bao)


def test_without_the_last_one(bao):
    from fengsui.command.incidents.models import Listed
    from fengsui.ground.clock import queries as clock

    Listed.objects.create(code="other", name="其他", off_at=clock.now())
    assert "other" not in kinds()


def test_only_who_leads_the_department(bao, leader, li, superior):
    for person in (leader, li, superior):
        for act in (actions.add_kind, actions.take_off, actions.put_back):
            with pytest.raises(Refused, match="You cannot"):
                act("fire", by=person)
