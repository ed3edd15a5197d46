"""The last look, as pages in a hurry read it: a few lines in words, of the others only how grave they are."""

import pytest

from fengsui.cast import DAY, at
from fengsui.command.assessment import actions as assessment
from fengsui.command.assessment.models import Snapshot
from fengsui.command.assessment.queries import observed


@pytest.fixture
def silent(units, drill):
    """All of them silent after the cut-off."""
    drill(at("18:46"))
    return units


def test_a_page_is_told_a_few_and_of_the_others_how_grave_they_are(silent):
    assessment.look(DAY)
    here = {unit.pk for unit in silent.values()}
    whole, few = observed(DAY, here), observed(DAY, here, 2)
    assert [line.text for line in few.findings] == [line.text for line in whole.findings[:2]]
    assert (few.total, few.worst) == (len(whole.findings), whole.worst)
    assert few.worst == {one: max(x.severity for x in whole.findings if x.unit.pk == one) for one in few.worst}


def test_nobody_is_told_of_a_unit_that_is_not_asked_for(silent):
    assessment.look(DAY)
    seen = observed(DAY, {silent["prison-2"].pk})
    assert {line.unit.code for line in seen.findings} == {"prison-2"}
    assert (seen.total, set(seen.worst)) == (len(seen.findings), {silent["prison-2"].pk})


def test_a_day_in_order_was_looked_at(units):
    Snapshot.objects.create(day=DAY, at=at("18:30"))
    seen = observed(DAY, {units["prison"].pk})
    assert (seen.at, seen.findings, seen.total, seen.worst) == (at("18:30"), [], 0, {})
