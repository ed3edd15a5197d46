from datetime import date

import pytest

from fengsui.cast import DAY, EVENING, at
from fengsui.ground.journal.models import Entry
from fengsui.ground.response import actions
from fengsui.ground.response.models import Group, Member, PartKind, Role
from fengsui.ground.response.queries.groups import current, groups, roster
from fengsui.house import Refused

from .conftest import FIRST

LATER = date(2020, 2, 1)


@pytest.fixture
def group(emergency, bao):
    return actions.found_group(emergency, name="测试领导小组", since=FIRST, paper="1月25日", by=bao)


@pytest.fixture
def part(group, bao):
    return actions.add_part(group, PartKind.OFFICE, name="办公室", since=FIRST, by=bao)


def correct(group, bao, **more):
    said = {"name": "疫情防控领导小组", "since": date(2020, 1, 26), "reason": "名称录错", **more}
    return actions.correct_group(group, by=bao, **said)


def correct_part(part, bao, kind=PartKind.OFFICE, **more):
    return actions.correct_part(
        part, kind, **{"name": "领导小组办公室", "since": FIRST, "reason": "录错", "by": bao, **more}
    )


def test_a_group_is_corrected_with_a_reason_and_its_members_stay(group, bao, li, drill):
    actions.join(group, Role.MEMBER, since=LATER, person=li, by=bao)
    drill(at("18:40"))
    made = correct(group, bao)
    assert (made.key, made.about) == (group.pk, group.about)
    assert groups(group.emergency) == [made]
    assert len(roster(made, DAY).whole) == 1
    assert Entry.objects.get(kind="response.group_corrected").data["reason"] == "名称录错"


def test_as_known_before_it_is_as_it_was(group, bao, drill):
    drill(at("18:40"))
    correct(group, bao)
    assert current(group.pk).name == "疫情防控领导小组"
    assert current(group.pk, EVENING).name == "测试领导小组"


def test_a_correction_can_be_corrected_once(group, bao):
    made = correct(group, bao)
    again = correct(made, bao, name="又一个名称")
    assert again.first_id == group.pk
    with pytest.raises(Refused, match="meanwhile"):
        correct(made, bao)
    assert Group.objects.as_known().get() == again


def test_it_needs_a_name_a_reason_and_the_right(group, part, bao, officer):
    for wrong, words in (({"name": " "}, "called"), ({"reason": ""}, "what was wrong")):
        with pytest.raises(Refused, match=words):
            correct(group, bao, **wrong)
        with pytest.raises(Refused, match=words):
            correct_part(part, bao, **wrong)
    with pytest.raises(Refused, match="cannot"):
        correct(group, officer)
    with pytest.raises(Refused, match="cannot"):
        correct_part(part, officer)


def test_a_part_is_corrected_and_keeps_its_members(group, part, bao, li, units):
    actions.join(group, Role.DIRECTOR, since=LATER, person=li, part=part, by=bao)
    made = correct_part(part, bao, unit=units["department"], task="统筹")
    ((found, seats),) = roster(group, DAY).parts
    assert (found, found.name, found.task, len(seats)) == (made, "领导小组办公室", "统筹", 1)
    with pytest.raises(Refused, match="already"):
        actions.join(group, Role.DIRECTOR, since=LATER, person=li, part=made, by=bao)


def test_a_part_ends_with_its_memberships(group, part, bao, li, drill):
    actions.join(group, Role.DIRECTOR, since=FIRST, person=li, part=part, by=bao)
    drill(at("18:40"))
    actions.end_part(part, until=LATER, by=bao)
    assert Member.objects.as_known().get().until == at("00:00", LATER)
    assert [len(seats) for _part, seats in roster(group, date(2020, 1, 31)).parts] == [1]
    now = roster(group, DAY)
    assert (now.parts, [seat.who for seat in now.former]) == ([], ["李某"])
    assert len(roster(group, DAY, EVENING).parts) == 1


def test_a_part_ends_after_it_began(part, bao):
    with pytest.raises(Refused, match="after the day"):
        actions.end_part(part, until=FIRST, by=bao)
    with pytest.raises(Refused, match="after the day"):
        correct_part(part, bao, until=FIRST)


def test_one_office_at_a_time(group, part, bao):
    with pytest.raises(Refused, match="one office"):
        actions.add_part(group, PartKind.OFFICE, name="又一个", since=LATER, by=bao)
    ended = correct_part(part, bao, until=LATER)
    second = actions.add_part(group, PartKind.OFFICE, name="又一个", since=LATER, by=bao)
    with pytest.raises(Refused, match="one office"):
        correct_part(ended, bao)
    assert correct_part(second, bao, since=date(2020, 2, 2)).name == "领导小组办公室"
    working = actions.add_part(group, PartKind.WORKING, name="督导组", since=LATER, by=bao)
    assert correct_part(working, bao, PartKind.WORKING).kind == PartKind.WORKING
