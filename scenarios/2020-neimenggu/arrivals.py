"""Arrivals at a few justice offices of one county. All of it is synthetic and marked so: the account gives neither names nor
figures of lodgers and returnees, only that residents were to report who lodges with them (有外来人员逗留、暂住的，要及时报备).

Every day each of the offices takes a lodger report and a returnee's registration; who says Hubei is observed at home and
measured twice a day. What came on the last day still waits to be checked. A link with its poster, a notice, a round a day.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32

from fengsui.frontline.arrivals import actions
from fengsui.frontline.arrivals.actions import Reading
from fengsui.frontline.arrivals.models import Slot
from fengsui.frontline.arrivals.queries.observed import of_units
from fengsui.frontline.arrivals.saying import Companion, Lodging, Return
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Unit

from .staff import digits

if TYPE_CHECKING:
    from .diary import Agenda
    from .staff import People

OFFICES = 3  # of the county, the first ones by code
BEGINS = date(2020, 1, 31)
FROM = (("湖北省孝感市", "hubei"), ("北京市", "none"), ("河北省石家庄市", "none"), ("湖北省武汉市", "wuhan"))


def plan(agenda: Agenda, people: People, days: list[date]) -> None:
    """Have it filed, checked and measured when its time comes."""
    mine = [day for day in days if day >= BEGINS]
    for n, code in enumerate(sorted(people.clerks)[:OFFICES]):
        for day in mine:
            at = clock.midnight(day) + timedelta(minutes=3 * n)
            agenda.add(at + timedelta(hours=8, minutes=30), partial(_measure, people, code, Slot.MORNING))
            agenda.add(
                at + timedelta(hours=9, minutes=10),
                partial(_file, people, code, first=day == mine[0], last=day == mine[-1]),
            )
            agenda.add(at + timedelta(hours=17, minutes=30), partial(_measure, people, code, Slot.EVENING))


def _file(people: People, code: str, *, first: bool, last: bool) -> None:
    """The day's two forms, checked but for the last day's; on the first day the link and the notice too."""
    unit, clerk, day = Unit.objects.get(code=code), people.clerks[code], clock.today()
    if first:
        actions.open_door(unit, "演练：司法所门口", by=clerk)
        actions.post(
            unit,
            "演练：小区东门",
            "来人报备告示（演练）",
            text="有外来人员在生活区逗留、暂住的，要及时报备。",
            by=clerk,
            synthetic=True,
        )
    place, stay = FROM[crc32(f"{code}{day}".encode()) % len(FROM)]
    lodger = actions.file(unit, _lodging(code, day, place, stay), by=clerk, synthetic=True)
    returnee = actions.file(unit, _return(code, day, place, stay), by=clerk, synthetic=True)
    actions.explain(unit, "演练：小区", "防控措施（演练）", 20 + day.day % 7, households=9, by=clerk, synthetic=True)
    if last:
        return
    actions.check(lodger, by=clerk)
    if stay == "none":
        actions.check(returnee, by=clerk)
    else:
        actions.observe(returnee, "home", by=clerk)


def _mark(code: str, day: date) -> str:
    """Tells two filings apart: nobody of the drill is taken for another by accident."""
    return digits(f"{crc32(code.encode()) % 100:02}{day:%d}")


def _phone(begins: str, code: str, day: date) -> str:
    return f"{begins}0000{crc32(code.encode()) % 100:02}{day:%d}"


def _lodging(code: str, day: date, place: str, stay: str) -> Lodging:
    mark = _mark(code, day)
    return Lodging(
        host=f"演练居民{mark}", phone=_phone("138", code, day), building=f"演练小区{mark}号楼", name=f"演练来客{mark}", origin=place,
        since=day - timedelta(days=1), relation="relative", reason="visit", stay=stay,
    )  # fmt: skip


def _return(code: str, day: date, place: str, stay: str) -> Return:
    mark = _mark(code, day)
    return Return(
        name=f"演练返乡人{mark}", phone=_phone("139", code, day), address=f"演练小区{mark}号楼", origin=place, arrived_on=day - timedelta(days=1),
        transport="train", ride="演练车次", companions=(Companion(f"演练同行人{mark}"),) if day.day % 2 else (), stay=stay,
    )  # fmt: skip


def _measure(people: People, code: str, slot: Slot) -> None:
    """Everybody under observation, 36.2 to 36.8 °C."""
    unit = Unit.objects.get(code=code)
    rows = list(of_units([unit.pk]).order_by("pk").values_list("pk", flat=True))
    readings = [Reading(pk, f"36.{2 + (n + clock.today().day) % 7}") for n, pk in enumerate(rows)]
    if readings:
        actions.take(unit, clock.today(), slot, readings, by=people.clerks[code])
