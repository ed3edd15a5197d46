"""What goes out can come in again: unchanged in another house, all the same in this one."""

import pytest

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
