import pytest
from django.http import Http404

from fengsui.ground.journal.models import Entry
from fengsui.ground.org import actions as org
from fengsui.ground.org import scope
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused


def test_what_is_in_reach_is_found(officer, prison):
    assert fetch(officer, scope.units(officer, "org.view"), "/units/prison/", code="prison") == prison


@pytest.mark.parametrize("code", ["prison-2", "nowhere"])
def test_a_forged_code_is_not_found_and_noted(officer, code):
    with pytest.raises(Http404):
        fetch(officer, scope.units(officer, "org.view"), f"/units/{code}/", code=code)
    entry = Entry.objects.get(kind="org.denied")
    assert (entry.actor, entry.data) == (officer.pk, {"path": f"/units/{code}/"})


def test_the_clock_of_a_drill_is_moved_by_who_may(bao, officer, drill):
    from fengsui.cast import at

    assert org.move_clock(by=bao, at=at("18:50"), rate=0) == at("18:50")
    with pytest.raises(Refused):
        org.move_clock(by=officer, rate=60)
