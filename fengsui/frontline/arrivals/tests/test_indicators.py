from datetime import date

import pytest

from fengsui.cast import DAY, at
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.actions import Reading
from fengsui.frontline.arrivals.checks import UNCHECKED, UNMEASURED, UNRELEASED
from fengsui.frontline.arrivals.queries import numbers
from fengsui.frontline.arrivals.queries.bureaus import bureau_of, bureaus
from fengsui.frontline.arrivals.tests.conftest import NEXT
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.actions import refresh


def test_each_filing_counts_once_at_the_nearest_bureau(returnee, lodger, clerk, number):
    returnee(stay="hubei")
    returnee(companions=())
    lodger()
    arrivals.withdraw(lodger(name="李某某"), because="x", by=clerk)
    refresh(NEXT, room="arrivals.")
    found = [[number(code, unit) for code in ("returnees", "from_hubei", "lodgers")] for unit in ("county", "league")]
    assert found == [[3, 2, 1], [0, 0, 0]]


def test_a_bureau_where_nothing_happened_has_zero(units, number):
    refresh(NEXT, room="arrivals.")
    assert [
        number(code, "league") for code in ("returnees", "lodgers", "observed", "released", "missed", "explained")
    ] == [0] * 6


def test_observed_released_and_missed(watched, clerk, office, number, drill):
    one, other = watched(), watched(name="其其格", phone="13900000009")
    drill(at("12:00", NEXT))
    arrivals.take(office, NEXT, "morning", [Reading(one.pk, "36.5")], by=clerk)
    arrivals.release(other, by=clerk, because="x")
    refresh(NEXT, room="arrivals.")
    found = [number(code) for code in ("observed", "released", "missed")]
    assert found == [1, 1, 1]


@pytest.mark.parametrize(
    ("code", "n"),
    [
        ("returnees", 1),
        ("from_hubei", 0),
        ("lodgers", 1),
        ("observed", 1),
        ("released", 0),
        ("missed", 0),
        ("explained", 1),
    ],
)
def test_every_number_has_its_rows(watched, lodger, office, clerk, units, code, n):
    watched()
    lodger()
    arrivals.explain(office, "兴安社区", "不串门", 9, by=clerk)
    asked = indicators.asked(NEXT, [units["county"].pk])
    assert len(numbers.evidence(units["county"].pk, asked, f"arrivals.{code}")) == n


def test_the_rows_of_what_was_released_and_missed(watched, clerk, units, drill):
    arrivals.release(watched(), by=clerk, because="x")
    watched(name="其其格")
    drill(at("12:00", NEXT))
    asked = [indicators.asked(NEXT, [units["county"].pk])] * 2
    rows = [
        numbers.evidence(units["county"].pk, one, f"arrivals.{code}")
        for one, code in zip(asked, ("released", "missed"), strict=True)
    ]
    assert [len(one) for one in rows] == [1, 1]
    assert "2020-02-04 Morning" in rows[1][0].text


def test_the_past_as_it_was_known(watched, clerk, units, drill):
    row = watched()
    drill(at("19:00"))
    arrivals.release(row, by=clerk, because="x")
    asked = [indicators.asked(NEXT, [units["county"].pk], known) for known in (None, at("18:45"))]
    assert [dict(numbers.by_bureau(numbers.released)(one)) for one in asked] == [
        {units["county"].pk: 1},
        {units["county"].pk: 0},
    ]
    assert [len(numbers.evidence(units["county"].pk, one, "arrivals.returnees")) for one in asked] == [1, 1]


def test_a_partner_counts_with_the_county_of_its_place(partner, units, drill):
    type(partner).objects.filter(code__in=["community", "county"]).update(division="150424")
    partner.refresh_from_db()
    assert (bureau_of(partner), bureaus()[partner.pk]) == (units["county"], units["county"].pk)
    assert (bureau_of(units["office"]), bureau_of(units["league"])) == (units["county"], units["league"])


def test_a_partner_of_no_place_counts_nowhere(partner, units):
    assert (bureau_of(partner), partner.pk in bureaus()) == (None, False)


def test_what_waits_too_long_is_found(lodger, watched, clerk, office, drill):
    lodger()
    row = watched(first_day=date(2020, 1, 22))
    assert (UNCHECKED.run(DAY, None), UNMEASURED.run(DAY, None), UNRELEASED.run(DAY, None)) == ([], [], [])
    drill(at("21:00", NEXT))
    assert [(one.unit_id, one.amount) for one in UNCHECKED.run(NEXT, None)] == [(office.pk, 1)]
    assert [(one.subject, one.amount) for one in UNMEASURED.run(NEXT, None)] == [("morning", 1), ("evening", 1)]
    drill(at("09:00", date(2020, 2, 6)))
    [late] = UNRELEASED.run(date(2020, 2, 6), None)
    assert (late.amount, late.url) == (1, "/arrivals/office/?stage=due")
    arrivals.release(row, by=clerk, because="x")
    assert UNRELEASED.run(date(2020, 2, 6), None) == []
