import pytest

from fengsui.cast import DAY, at
from fengsui.command.reports import actions
from fengsui.command.reports.filling import filling
from fengsui.command.reports.queries import my_units
from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody.actions import Row
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.actions import refresh
from fengsui.ground.indicators.declare import ASIDE
from fengsui.ground.indicators.rollups import rollup
from fengsui.ground.org.models import UnitKind
from fengsui.ground.org.scope import SYSTEM


@pytest.fixture
def counted(units, officer):
    """The prison counted its evening; nobody else did anything."""
    rows = [Row(units["ward-1"], 300, 0, 300, 0), Row(units["ward-2"], 280, 0, 280, 0)]
    custody.count(units["prison"], DAY, "evening", rows, by=officer)
    refresh(DAY)
    return units


def of(counted, code):
    return indicators.numbers(counted[code].pk, DAY, DAY)[DAY].computed


def test_the_share_is_an_indicator_of_every_unit_that_reports(counted):
    prison, county = of(counted, "prison"), of(counted, "county")
    assert (county["reports.fields"], county["reports.filled"]) == (15, 800 / 15)
    assert prison["reports.filled"] == 100 * filled_in(prison) / prison["reports.fields"]


def filled_in(numbers):
    """Neither itself nor whatever else is worked out aside counts: they are no fields."""
    return sum(ASIDE not in indicators.indicators()[code].tags and not code.startswith("reports.") for code in numbers)


def test_it_rolls_up_by_the_number_of_fields(counted):
    top, numbers = (
        rollup(DAY, "territory"),
        [of(counted, code) for code in ("prison", "prison-2", "centre", "league", "county")],
    )
    fields = sum(each["reports.fields"] for each in numbers)
    mean = sum(each["reports.filled"] * each["reports.fields"] for each in numbers) / fields
    assert top.figure(0, "reports.filled").unconfirmed == pytest.approx(mean)


def test_signed_and_unsigned_together_are_one_mean(counted, officer):
    before = rollup(DAY, "territory").figure(0, "reports.filled").total
    actions.sign(counted["prison"], DAY, {}, revision=0, by=officer, note="—")
    figure = rollup(DAY, "territory").figure(0, "reports.filled")
    assert figure.confirmed != figure.unconfirmed
    assert figure.total == pytest.approx(before)


def test_a_typed_number_is_not_filled_in_by_itself(counted, officer):
    actions.sign(counted["prison"], DAY, {}, revision=0, by=officer, note="—")
    assert indicators.numbers(counted["prison"].pk, DAY, DAY)[DAY].confirmed["reports.filled"] < 100


def test_the_page_tells_each_kind_and_its_fields(counted, bao):
    kinds = {one.kind: one for one in filling(my_units(bao, DAY), DAY)}
    assert set(kinds) == {"prison", "centre", "league_bureau", "county_bureau"}
    assert (kinds["county_bureau"].share, kinds["county_bureau"].target) == (800 / 15, None)
    assert kinds["prison"].is_short
    assert kinds["prison"].course[:13] == [None] * 13
    assert sum(field.is_typed for field in kinds["county_bureau"].fields) == 7


@pytest.mark.parametrize(("language", "said"), [("en", "Still typed because"), ("zh-hans", "仍需手填的原因")])
def test_it_reads_in_both_languages(language, said, counted, bao, account, client):
    client.force_login(account(bao))
    assert said in client.get("/reports/filled/", HTTP_ACCEPT_LANGUAGE=language).text


def test_who_reports_nothing_sees_that(units, bao, account, client):
    client.force_login(account(bao))
    assert client.get("/reports/filled/?day=2019-12-01").status_code == 200


def test_as_known_before_the_roll_call_nothing_was_filled_in(counted, bao, drill, walk_in):
    prison = UnitKind.PRISON
    drill(at("19:00"))
    custody.set_strength(
        counted["prison"], DAY, on_duty=40, in_isolation=30, on_standby=35, inside_since=DAY, by=SYSTEM
    )
    now, then, before = (
        {one.kind: one for one in filling(my_units(bao, DAY, known), DAY, known)}[prison].share
        for known in (None, at("18:45"), at("18:00"))
    )
    assert now > then > before
    page, past = walk_in("/reports/filled/"), walk_in("/reports/filled/?as_known=2020-02-03T18:45")
    assert f"<strong>{now:.1f} %" in page
    assert f"<strong>{then:.1f} %" in past
    assert "as_known=2020-02-03T18:45" in past.partition("<main")[2]


@pytest.fixture
def walk_in(client, account, bao):
    client.force_login(account(bao))
    client.cookies["django_language"] = "en"
    return lambda path: client.get(path).content.decode()
