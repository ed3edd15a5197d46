"""Units out of a file: the code is the key, the order of the rows does not matter, nothing outside one's reach."""

from fengsui.ground.exchange import actions as exchange
from fengsui.ground.org.models import Tie, Unit

HEADS = ["单位编码", "单位类别", "单位名称", "上级（属地）", "上级（监狱条线）"]
NEW = ["x-prison", "监狱", "演练（合成）监狱", "prisons", "prisons"]
WARD = ["x-ward", "监区", "一监区", "x-prison", "x-prison"]


def test_superiors_may_stand_below_their_units(system, units, bring):
    batch = bring(system, units["department"], units=[HEADS, WARD, NEW])
    assert batch.counts == {"units": {"new": 2}}
    assert exchange.take(batch, by=system)
    assert set(Tie.objects.filter(unit__code="x-ward").values_list("superior__code", flat=True)) == {"x-prison"}
