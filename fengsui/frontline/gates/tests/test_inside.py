"""Who is inside: whatever order passages come in, withdrawn, doubled, older than what is kept."""

from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengsui.cast import DAY, EVENING, at
from fengsui.frontline.gates.actions import permits, staying, storing
from fengsui.frontline.gates.actions.storing import Fresh
from fengsui.frontline.gates.queries import inside
from fengsui.frontline.gates.tests.conftest import ident
from fengsui.frontline.gates.tests.permits import approved
from fengsui.ground.presence import actions as presence
from fengsui.ground.presence.models import Stay

WHO = UUID(int=77)
IN, OUT = 0, 1


@pytest.fixture
def passed(other_gate):
    """Store passages of one person: passed((IN, "08:00"), (OUT, "12:00"))."""

    def store(*rows, who=WHO, gate=other_gate, day=DAY):
        made = [
            Fresh(id=ident(at(hour, day), n), at=at(hour, day), direction=way, kind=0, who=who)
            for n, (way, hour) in enumerate(rows)
        ]
        storing.store(gate, made, known_at=EVENING)
        return made

    return store


def presence_of(who, unit):
    """Somebody went in at noon and is there still."""
    presence.retell(who, [(unit.pk, at("12:00"), None)], source=f"{inside.SOURCE}{unit.pk}")


def told():
    return [(stay.period.lower, stay.period.upper) for stay in Stay.objects.order_by("period")]


def test_late_ones_come_out_right(passed):
    passed((IN, "15:00"))
    passed((IN, "08:00"))
    assert told() == [(at("08:00"), None)]
    passed((OUT, "12:00"))
    assert told() == [(at("08:00"), at("12:00")), (at("15:00"), None)]


def test_withdrawn_ones_too(passed, other_gate):
    row = passed((IN, "08:00"), (OUT, "12:00"))[1]
    storing.withdraw(other_gate, row.id, id=ident(EVENING), at=EVENING, known_at=EVENING, reason="x")
    assert told() == [(at("08:00"), None)]
    counted = Fresh(id=ident(EVENING, 9), at=EVENING, direction=IN, kind=3)
    storing.store(other_gate, [counted], known_at=EVENING)
    storing.withdraw(other_gate, counted.id, id=ident(EVENING, 8), at=EVENING, known_at=EVENING, reason="x")
    assert len(told()) == 1


def test_a_community_gate_tells_of_nobody(passed, gate):
    passed((IN, "08:00"), gate=gate)
    assert told() == []


def test_stays_older_than_what_is_kept_stay(passed, drill):
    early = DAY - timedelta(days=31)
    drill(at("13:00", early))
    passed((IN, "08:00"), (OUT, "12:00"), (IN, "12:30"), day=early)
    drill(EVENING)
    passed((OUT, "18:00"))
    assert told() == [(at("08:00", early), at("12:00", early)), (at("12:30", early), at("18:00"))]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # two cores are shared
@given(st.lists(st.tuples(st.sampled_from([IN, OUT]), st.integers(0, 30))))
def test_spells_never_touch_whatever_was_entered(rows):
    passages = [(way, EVENING + timedelta(minutes=n)) for way, n in sorted(rows, key=lambda row: row[1])]
    spells = staying.spells_of(passages, 1)
    assert all(until is not None and since < until for _unit, since, until in spells[:-1])
    assert all(one[2] <= other[1] for one, other in pairwise(spells))


def test_who_stays_longer_than_permitted_is_found(passed, prison, officer, leader, drill):
    [permit] = approved(prison, officer, leader, until="19:00")
    passed((IN, "18:20"), who=permit.regular_id)
    passed((IN, "18:25"))
    assert inside.overdue() == []
    drill(at("19:00"))
    assert inside.listed(prison)[0].is_over(at("19:00"))
    over = (prison.pk, f"gates.regular:{permit.regular_id}", at("18:20"), at("19:00"))
    assert inside.overdue() == [over] == inside.overdue(DAY)
    assert inside.overdue(DAY - timedelta(days=1)) == []


def test_a_permit_that_was_over_when_they_came_is_another_matter(passed, prison, officer, leader, drill):
    [permit] = approved(prison, officer, leader, until="18:45")
    drill(at("19:30"))
    passed((IN, "19:00"), who=permit.regular_id)
    assert inside.overdue() == []


def test_who_was_destroyed_is_inside_without_a_name(passed, prison, officer, leader):
    from fengsui.ground.vault.actions import destroy

    [permit] = approved(prison, officer, leader)
    passed((IN, "18:20"), who=permit.regular_id)
    destroy([permit.regular_id])
    permits.undo([permit], by=leader)
    assert [one.name for one in inside.listed(prison)] == [""]


def test_the_check_names_the_facility_where_somebody_stayed_too_long(passed, prison, officer, leader, drill):
    from fengsui.frontline.gates.checks import LEFT

    [permit] = approved(prison, officer, leader, until="19:00")
    passed((IN, "18:20"), who=permit.regular_id)
    drill(at("19:30"))
    [failure] = LEFT.run(DAY, None)
    assert (failure.unit_id, failure.amount) == (prison.pk, 1)
    assert LEFT.run(DAY, at("19:20")) == []
