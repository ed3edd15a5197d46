"""The timeline: who reads what, and the filters."""

import pytest

from fengsui.cast import _person
from fengsui.chronicle.timeline import queries
from fengsui.ground.journal import actions as journal


@pytest.fixture
def entries(units):
    for code in ("prison", "centre"):
        journal.write("reports.accepted", by=None, unit=units[code].pk, about="test", day="2020-02-03")


def units_of(rows):
    return set(rows.values_list("unit", flat=True))


def test_the_auditor_reads_everything(entries, auditor, units):
    assert {None, units["prison"].pk, units["centre"].pk} <= units_of(queries.readable(auditor))


def test_a_bureau_reads_its_own(entries, bureau, units):
    assert units["prison"].pk not in units_of(queries.readable(bureau))
    assert units["centre"].pk in units_of(queries.readable(bureau))


def test_the_outsider_reads_nothing(entries, zhao, units):
    other = _person(units, "局外", "county")
    for person in (zhao, other):
        assert not queries.readable(person).exists()


def test_it_narrows_to_a_room_and_a_unit(entries, auditor, units):
    rows = queries.readable(auditor)
    narrowed = queries.filtered(rows, {"room": "reports", "unit": "prison"})
    assert [(row.kind, row.unit) for row in narrowed] == [("reports.accepted", units["prison"].pk)]
    assert queries.filtered(rows, {"room": "nonsense", "unit": ""}).count() == rows.count()
    assert "reports" in queries.kinds()
