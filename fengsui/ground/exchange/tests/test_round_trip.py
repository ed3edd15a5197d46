"""What goes out can come in again: unchanged in another house, all the same in this one."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengsui.cast import DAY, FOUNDED
from fengsui.ground.exchange import actions as exchange
from fengsui.ground.exchange.columns import SHEETS
from fengsui.ground.exchange.layout import workbook
from fengsui.ground.exchange.queries import Taking, outgoing
from fengsui.ground.exchange.tests import province
from fengsui.ground.org.models import Unit
from fengsui.ground.org.scope import SYSTEM


def plain(sheets):
    """Rows without their order and without what is empty."""
    return {
        key: sorted(str(sorted((k, v) for k, v in row.items() if v)) for row in rows) for key, rows in sheets.items()
    }


def out(unit=None, **how):
    taking = Taking(SYSTEM, unit, DAY, **({"unmasked": True, "with_ids": False} | how))
    return {sheet.key: list(rows) for sheet, rows in outgoing(taking)}


def brought(body, unit=None):
    return exchange.match(exchange.bring(body, "x.xlsx", unit=unit, by=SYSTEM, day=FOUNDED), by=SYSTEM)


def test_a_second_province_comes_in_and_goes_out_unchanged(drill, second_province):
    batch = brought(second_province)
    assert exchange.take(batch, by=SYSTEM), batch.counts
    assert plain(out()) == plain(province.sheets())


def test_it_comes_in_below_a_unit_too(units, second_province):
    exchange.take(brought(second_province, units["department"]), by=SYSTEM)
    assert plain(out(Unit.objects.get(code="p2-dept"))) == plain(province.sheets())


@pytest.mark.parametrize("how", [{"unmasked": True}, {"unmasked": False}])
def test_what_went_out_is_all_the_same_when_it_comes_back(drill, second_province, how):
    exchange.take(brought(second_province), by=SYSTEM)
    sheets = out(**how, with_ids=True)
    batch = brought(workbook((SHEETS[key], rows) for key, rows in sheets.items()))
    assert batch.counts == {key: {"same": len(rows)} for key, rows in sheets.items()}


BELOW = {"department": ["league_bureau", "prison_administration"], "league_bureau": ["county_bureau", "office", "centre"],
         "prison_administration": ["prison"], "prison": ["ward"], "centre": ["brigade"], "county_bureau": ["office"]}  # fmt: skip
NAMES = st.sampled_from(["演练甲", "阿拉坦·演练巴特尔", "Drill Person", "乌兰图雅演练其其格", "欧阳演练"])


@st.composite
def organisations(draw):
    """A small organisation: units in a tree, persons numbered in their own ways, appointments, seats, stations."""
    units = [province.unit("u0", "department", "厅", territory="-", supervision="-")]
    for n in range(1, draw(st.integers(1, 9))):
        above = draw(st.sampled_from([row for row in units if row["kind"] in BELOW]))
        kind = draw(st.sampled_from(BELOW[above["kind"]]))
        units.append(province.unit(f"u{n}", kind, f"{n}", territory=above["code"].removeprefix("p2-")))
    people = [
        {"name": draw(NAMES), "unit": draw(st.sampled_from(units))["code"], "capacity": draw(st.sampled_from(["officer", "volunteer"])),
         "since": draw(st.dates(FOUNDED, DAY)).isoformat(), "phone": f"199{n:08}", "identity": draw(st.sampled_from(["", province.identity(n)]))}
        for n in range(draw(st.integers(0, 6)))
    ]  # fmt: skip
    who = [{key: row[key] for key in ("name", "phone", "identity", "unit")} for row in people]
    appointments = [
        row | {"office": draw(st.sampled_from(["leader", "officer"])), "since": "2020-01-15"} for row in who
    ]
    seats = [{"unit": row["code"], "seat": "duty_chief"} for row in units if draw(st.booleans())]
    stations = [
        {"unit": row["code"], "station": "大门（岗）", "capacity": str(draw(st.integers(1, 3)))}
        for row in units
        if draw(st.booleans())
    ]
    return {"units": units, "persons": people, "appointments": appointments, "seats": seats, "stations": stations}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(organisations())
def test_any_small_organisation_goes_out_as_it_came(drill, organisation):
    with transaction.atomic():
        batch = brought(workbook((SHEETS[key], rows) for key, rows in organisation.items() if rows))
        assert exchange.take(batch, by=SYSTEM), batch.counts
        assert plain(out()) == plain(organisation)
        transaction.set_rollback(True)
