import pytest

from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.queries.persons import masked
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


def test_a_name_is_masked_and_shown_for_a_reason(move, leader):
    person = move("admission").person
    assert masked([person])[person.pk].name == "王**"
    opened = custody.unmask(person, reason="the family asks", by=leader)
    assert (opened.name, opened.number) == ("王某某", "1001")
    entry = Entry.objects.get(kind="custody.unmasked")
    assert (entry.data["reason"], "王" in str(entry.data)) == ("the family asks", False)


def test_without_a_reason_nothing_is_shown(move, leader):
    with pytest.raises(Refused, match="Say why"):
        custody.unmask(move("admission").person, reason=" ", by=leader)


def test_superiors_and_officers_never_see_a_name(move, officer, superior, bao):
    person = move("admission").person
    for who in (officer, superior, bao):
        with pytest.raises(Refused, match="see a name"):
            custody.unmask(person, reason="curious", by=who)
