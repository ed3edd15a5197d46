"""League and county bureaus sign too: what no register knows yet is typed, and says why."""

from datetime import timedelta

import pytest
from django.test import Client

from fengsui.cast import DAY, EVENING, FOUNDED, at
from fengsui.command.reports import actions
from fengsui.command.reports.actions import Correction
from fengsui.command.reports.measures import OWED
from fengsui.command.reports.models import Field, owing_units
from fengsui.command.reports.queries import sheet
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.actions import refresh
from fengsui.ground.indicators.rollups import rollup
from fengsui.ground.measures import actions as measures
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.org import actions as org
from fengsui.ground.org import scope
from fengsui.ground.org.scope import SYSTEM
from fengsui.house import Refused

TYPED = {
    "corrections.supervised": 180, "corrections.contacted": 178, "corrections.isolated": 1, "volunteers.at_gates": 24,
    "care.staff_isolated": 0, "care.staff_fevers": 0, "supplies.masks": 300,
}  # fmt: skip
OWN = ("care.staff_isolated", "care.staff_fevers", "supplies.masks")


def typed(**more):
    return {code: Correction(value) for code, value in (TYPED | more).items()}


@pytest.fixture
def clerk(units):
    """The leader of the county bureau."""
    person = org.register(["旗局领导"], unit=units["county"], capacity="officer", by=SYSTEM)[0]
    org.appoint(person, units["county"], "leader", by=SYSTEM, since=FOUNDED)
    return person


@pytest.fixture
def county(units):
    refresh(DAY)
    return units["county"]


@pytest.fixture
def page(account, clerk, county):
    client = Client()
    client.force_login(account(clerk, "clerk"))
    return client


def test_a_county_signs_what_it_typed_without_reasons(county, clerk):
    actions.sign(county, DAY, typed(), revision=0, by=clerk)
    said = {line.indicator.code: line.value for line in sheet(county, DAY).lines}
    arrived = {code: said.pop(code) for code in list(said) if code.startswith("arrivals.")}
    assert said == TYPED | {"reports.offices": 1}
    assert set(arrived.values()) == {0}  # by itself: the register of arrivals is there, and nobody came
    assert not Field.objects.exclude(reason="").exists()


def test_what_was_not_typed_is_missing_and_never_zero(county, clerk):
    with pytest.raises(Refused, match="Masks"):
        actions.sign(county, DAY, {}, revision=0, by=clerk)


def test_a_league_types_only_its_own(units, bureau, county, clerk):
    own = [line.indicator.code for line in sheet(units["league"], DAY).lines if line.is_typed]
    assert own == list(OWN)
    actions.sign(county, DAY, typed(), revision=0, by=clerk)
    actions.sign(units["league"], DAY, {code: Correction(5) for code in OWN}, revision=0, by=bureau)
    top = rollup(DAY, "territory")
    assert top.figure(0, "corrections.supervised").confirmed == 180
    assert top.figure(0, "supplies.masks").confirmed == 305


def test_what_is_typed_says_why(county):
    for kind in ("league_bureau", "county_bureau"):
        assert all(one.typed_because for one in indicators.of_kind(kind) if one.compute is None)


def test_yesterdays_stock_is_offered_and_never_a_flow(county, clerk):
    before = DAY - timedelta(days=1)
    refresh(before)
    actions.sign(county, before, typed(), revision=0, by=clerk)
    offered = {line.indicator.code: line.same for line in sheet(county, DAY).lines if line.same is not None}
    assert offered == {code: value for code, value in TYPED.items() if "contacted" not in code and "fevers" not in code}


def test_nothing_happened_is_one_tap(page, county, clerk):
    stocks = {f"value-{code}": value for code, value in TYPED.items() if code != "care.staff_fevers"}
    answer = page.post(f"/reports/county/{DAY}/", stocks | {"do": "nothing", "revision": 0})
    assert answer.status_code == 302
    assert sheet(county, DAY).is_signed
    assert sheet(county, DAY).is_zero


def test_nothing_happened_is_no_zero_for_a_stock(page, county):
    answer = page.post(f"/reports/county/{DAY}/", {"do": "nothing", "revision": 0}, HTTP_ACCEPT_LANGUAGE="en")
    assert (answer.status_code, sheet(county, DAY).is_signed) == (422, False)
    assert "Supervised persons on the books" in answer.text
    assert 'name="value-care.staff_fevers" value="0"' in answer.text


def test_what_was_typed_wins_over_nothing_happened(page, county):
    page.post(f"/reports/county/{DAY}/", {f"value-{code}": v for code, v in typed_text(fevers=2)} | {"do": "nothing"})
    assert {line.indicator.code: line.value for line in sheet(county, DAY).lines}["care.staff_fevers"] == 2


def typed_text(fevers):
    return (TYPED | {"care.staff_fevers": fevers}).items()


def test_the_form_says_what_is_still_typed_and_offers_yesterday(page, county, clerk):
    before = DAY - timedelta(days=1)
    refresh(before)
    actions.sign(county, before, typed(), revision=0, by=clerk)
    body = page.get(f"/reports/county/{DAY}/", HTTP_ACCEPT_LANGUAGE="en").text
    assert "Still typed: The register of supplies" in body
    assert 'data-same="300"' in body


@pytest.mark.parametrize("who", ["bureau", "bao", "officer", "zhao"])
def test_nobody_signs_for_the_county(who, county, request):
    with pytest.raises(Refused, match="You cannot"):
        actions.sign(county, DAY, typed(), revision=0, by=request.getfixturevalue(who))


def test_the_level_above_accepts_and_nobody_the_own(units, county, clerk, bureau, li):
    report = actions.sign(county, DAY, typed(), revision=0, by=clerk)
    own = actions.sign(units["league"], DAY, {code: Correction(0) for code in OWN}, revision=0, by=bureau)
    for mine, person in ((report, clerk), (own, bureau)):
        with pytest.raises(Refused, match="You cannot"):
            actions.accept(mine, by=person)
    assert actions.accept(report, by=bureau)
    assert actions.accept(own, by=li)


def test_who_leads_two_levels_may_review_the_lower_one(units, bureau):
    org.appoint(bureau, units["department"], "leader", by=SYSTEM, since=FOUNDED)
    reach = set(scope.units(bureau, "reports.review").values_list("code", flat=True))
    assert "league" in reach
    assert "department" not in reach


def test_an_office_never_writes_one(units, county, clerk):
    with pytest.raises(Refused):
        actions.save(units["office"], DAY, {}, revision=0, by=SYSTEM)


def test_it_is_owed_like_any_other(units, drill):
    from fengsui.ground.obligations.actions import replan

    replan()
    owing = Obligation.objects.filter(kind="reports.report", period=DAY.isoformat())
    assert set(owing.values_list("unit__code", flat=True)) == {"prison", "prison-2", "centre", "league", "county"}


def test_bureaus_may_begin_later(units):
    measures.put(OWED, False, basis="x", by=SYSTEM, at=at("00:00"), system="bureau")
    assert set(owing_units(DAY).values_list("code", flat=True)) == {"prison", "prison-2", "centre"}
    measures.put(OWED, True, basis="x", by=SYSTEM, at=at("00:00"), unit=units["county"])
    measures.put(OWED, False, basis="x", by=SYSTEM, at=at("00:00"), unit=units["centre"])
    assert set(owing_units(DAY).values_list("code", flat=True)) == {"prison", "prison-2", "county"}
    with pytest.raises(Refused, match="does not write a report"):
        actions.save(units["league"], DAY, {}, revision=0, by=SYSTEM)
    assert EVENING
