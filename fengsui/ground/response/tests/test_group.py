from datetime import date

import pytest

from fengsui.cast import DAY, EVENING, at
from fengsui.ground.response import actions
from fengsui.ground.response.models import Member, PartKind, Role
from fengsui.ground.response.queries.groups import groups, posts_and_people, roster
from fengsui.house import Refused

from .conftest import FIRST


@pytest.fixture
def group(emergency, bao):
    return actions.found_group(emergency, name="测试领导小组", since=FIRST, paper="1月25日", by=bao)


@pytest.fixture
def office(group, units, bao):
    return actions.add_part(group, PartKind.OFFICE, name="办公室", since=FIRST, unit=units["department"], by=bao)


def join(group, bao, role=Role.HEAD, since=FIRST, **more):
    return actions.join(group, role, since=since, by=bao, **more)


def seats(group, day=DAY, **more):
    return [(seat.member.role, seat.post, seat.who) for _part, seat in roster(group, day, **more).seats]


def test_a_head_may_be_a_post_without_a_name(group, units, bao):
    join(group, bao, unit=units["department"], office="leader", title="一把手")
    assert seats(group) == [("head", "Test department · 一把手", "")]


def test_a_post_shows_its_one_holder(group, units, bao):
    join(group, bao, Role.MEMBER, unit=units["department"], office="commander")
    assert seats(group) == [("member", "Test department · Commander", "包某")]
    assert seats(group, named=False) == [("member", "Test department · Commander", "")]


def test_a_person_and_what_they_are(group, bao, li):
    join(group, bao, Role.DEPUTY, person=li)
    assert seats(group) == [("deputy", "Test department · Duty chief", "李某")]


def test_office_and_working_groups_have_their_own(group, office, units, bao, li):
    working = actions.add_part(group, PartKind.WORKING, name="督导组", since=FIRST, task="实地督查", by=bao)
    join(group, bao, Role.LEAD, person=bao, part=working)
    join(group, bao, Role.DIRECTOR, person=li, part=office)
    found = roster(group, DAY)
    assert [(part.name, [seat.who for seat in here]) for part, here in found.parts] == [
        ("办公室", ["李某"]),
        ("督导组", ["包某"]),
    ]
    assert groups(group.emergency) == [group]


def test_who_leaves_stays_in_the_past(group, bao, li, drill):
    member = join(group, bao, Role.MEMBER, person=li)
    drill(at("18:40"))
    actions.leave(member, until=date(2020, 2, 1), by=bao)
    assert seats(group, date(2020, 1, 31)) != []
    assert seats(group) == []
    assert [seat.who for seat in roster(group, DAY).former] == ["李某"]
    assert seats(group, known=EVENING) != []


def test_what_was_entered_by_mistake_is_taken_out(group, bao, li):
    member = join(group, bao, Role.MEMBER, person=li)
    with pytest.raises(Refused, match="what was wrong"):
        actions.withdraw(member, reason=" ", by=bao)
    actions.withdraw(member, reason="录错", by=bao)
    assert seats(group) == []
    with pytest.raises(Refused, match="meanwhile"):
        actions.withdraw(Member.objects.get(), reason="录错", by=bao)


def test_a_membership_ends_after_it_began(group, bao, li):
    member = join(group, bao, Role.MEMBER, person=li)
    with pytest.raises(Refused, match="after the day"):
        actions.leave(member, until=FIRST, by=bao)


def test_a_member_is_a_person_or_a_post_once(group, bao, li, units):
    for wrong in ({}, {"person": li, "unit": units["department"], "office": "leader"}, {"office": "leader"}):
        with pytest.raises(Refused, match="Choose a person"):
            join(group, bao, **wrong)
    join(group, bao, person=li)
    with pytest.raises(Refused, match="already"):
        join(group, bao, person=li)


def test_a_role_has_its_place(group, office, bao, li):
    for role, part in ((Role.HEAD, office), (Role.DIRECTOR, None), (Role.LEAD, office)):
        with pytest.raises(Refused, match="another part"):
            join(group, bao, role, person=li, part=part)
    join(group, bao, Role.MEMBER, person=li, part=office)


def test_names_are_needed_and_there_is_one_office(group, office, emergency, bao):
    with pytest.raises(Refused, match="called"):
        actions.found_group(emergency, name="", since=FIRST, by=bao)
    with pytest.raises(Refused, match="called"):
        actions.add_part(group, PartKind.WORKING, name=" ", since=FIRST, by=bao)
    with pytest.raises(Refused, match="one office"):
        actions.add_part(group, PartKind.OFFICE, name="又一个", since=FIRST, by=bao)


def test_the_journal_holds_no_name(group, bao, li):
    from fengsui.ground.journal.models import Entry

    join(group, bao, Role.MEMBER, person=li)
    assert "李某" not in str(Entry.objects.get(kind="response.joined").data)


def test_whom_one_can_choose(units, bao, li):
    rows, names = posts_and_people([units["department"].pk])
    assert {names[row.person_id] for row in rows} == {"包某", "李某"}
    assert posts_and_people([units["department"].pk], named=False)[1] == {}


def test_an_officer_changes_no_group(group, officer, li):
    with pytest.raises(Refused, match="cannot"):
        join(group, officer, person=li)
