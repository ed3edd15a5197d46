"""Who may do what in the roll-call: the fixed cast against the room's verbs."""

import pytest

from fengsui.cast import FOUNDED
from fengsui.frontline.custody.queries.places import seen_by
from fengsui.ground.org import actions as org
from fengsui.ground.org import scope
from fengsui.ground.org.scope import SYSTEM

ENTERING = {"count", "move", "measure", "strength", "view"}
LEADING = ENTERING | {"confirm", "unmask"}
CAST = {
    "officer": ENTERING, "leader": LEADING, "superior": {"view", "watch"}, "bao": {"view"}, "li": {"view", "watch"},
    "bureau": set(), "keeper": set(), "uyunna": set(), "zhao": set(), "auditor": set(), "security": set(),
}  # fmt: skip


@pytest.mark.parametrize("name", CAST)
def test_at_the_prison_everybody_may_do_their_own_and_no_more(request, prison, name):
    person = request.getfixturevalue(name)
    verbs = LEADING | {"watch"}
    assert {verb for verb in verbs if scope.may(person, f"custody.{verb}", prison)} == CAST[name]


def test_who_only_holds_the_seat_leads_but_does_not_count(prison, units, uyunna):
    from datetime import timedelta

    from fengsui.cast import EVENING

    since, until = EVENING - timedelta(hours=1), EVENING + timedelta(hours=1)
    org.hold_seat(uyunna, prison, "leader_on_duty", since=since, until=until, by=SYSTEM)
    held = {verb for verb in LEADING if scope.may(uyunna, f"custody.{verb}", prison)}
    assert held == {"confirm", "unmask", "strength", "view"}


def test_the_bureau_sees_its_own_centre_only(bureau, superior, bao, zhao):
    def codes(person):
        return sorted(seen_by(person).values_list("code", flat=True))

    assert [codes(person) for person in (bureau, superior, zhao)] == [["centre"], ["prison", "prison-2"], []]
    assert codes(bao) == ["centre", "prison", "prison-2"]


def test_an_officer_of_one_ward_sees_the_prison_of_the_ward(units, uyunna):
    org.appoint(uyunna, units["ward-1"], "officer", by=SYSTEM, since=FOUNDED)
    assert list(seen_by(uyunna)) == [units["prison"]]
