"""The fixed cast of the tests: one small administration, and who does what in it.

The commander Bao, the duty chief Li, the gate volunteer Uyunna, the outsider Zhao who must see nothing; the duty
officer and the leader on duty of one prison, a bureau with a rehabilitation centre of its own. The clock is a
drill's and stands still at 18:30 on 3 February 2020 until a test moves it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

from fengsui.ground.clock.queries import LOCAL
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from fengsui.ground.org.actions import UnitRow
    from fengsui.ground.org.models import Account, Person, Unit

DAY = date(2020, 2, 3)
EVENING = datetime(2020, 2, 3, 18, 30, tzinfo=LOCAL)
FOUNDED = date(2020, 1, 1)
# What is read once a second, whoever asks: on a slow machine one more time, so it is left out where queries are counted.
REMEMBERED = ('FROM "clock_clock"', 'FROM "indicators_defined"', 'FROM "indicators_slot"')


def at(hour: str, day: date = DAY) -> datetime:
    """A local hour of the cast's day: `at("18:45")`."""
    return datetime.fromisoformat(f"{day.isoformat()}T{hour}").replace(tzinfo=LOCAL)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all at the same moment, each on a connection of its own: what each gave, or how it was refused, in their order."""
    from django.db import connection

    together = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        together.wait(30)
        try:
            return act()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(run, acts))


@pytest.fixture
def drill(db: None) -> Callable[[datetime], None]:
    """A drill's clock standing still; call it with a moment to move it."""
    from fengsui.ground.clock import actions
    from fengsui.ground.indicators.actions import register_slots

    actions.found_drill(EVENING, "test")
    register_slots()

    def move(moment: datetime) -> None:
        actions.move(moment, rate=0)

    return move


def _rows() -> list[UnitRow]:
    from fengsui.ground.org.actions import UnitRow

    def row(code: str, kind: str, name: str, **superiors: str) -> UnitRow:
        return UnitRow(code, kind, name, name_en=f"Test {code}", superiors=superiors)

    prison = {"territory": "prisons", "prison": "prisons"}
    return [
        row("department", "department", "测试司法厅", territory="-", prison="-", rehabilitation="-", supervision="-"),
        row("prisons", "prison_administration", "测试监狱管理局", territory="department", prison="department"),
        row("centres", "rehabilitation_administration", "测试戒毒管理局", territory="department", rehabilitation="department"),
        row("league", "league_bureau", "测试市司法局", territory="department", supervision="department"),
        row("county", "county_bureau", "测试旗司法局", territory="league"),
        row("prison", "prison", "测试监狱", **prison),
        row("prison-2", "prison", "测试第二监狱", **prison),
        row("centre", "centre", "测试戒毒所", territory="league", rehabilitation="centres"),
        row("ward-1", "ward", "一监区", territory="prison", prison="prison"),
        row("ward-2", "ward", "二监区", territory="prison", prison="prison"),
        row("ward-3", "ward", "一监区", territory="prison-2", prison="prison-2"),
        row("brigade-1", "brigade", "一大队", territory="centre", rehabilitation="centre"),
        row("office", "office", "测试司法所", territory="county"),
        row("institute", "institute", "测试司法鉴定所", supervision="league"),
    ]  # fmt: skip


@pytest.fixture
def units(drill: object) -> dict[str, Unit]:
    """All units of the small administration by code."""
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import SYSTEM

    org.arrange(_rows(), since=FOUNDED, by=SYSTEM)
    return {unit.code: unit for unit in Unit.objects.all()}


@pytest.fixture
def prison(units: dict[str, Unit]) -> Unit:
    return units["prison"]


@pytest.fixture
def centre(units: dict[str, Unit]) -> Unit:
    return units["centre"]


def _person(units: dict[str, Unit], name: str, unit: str, office: str | None = None, seat: str | None = None) -> Person:
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    person = org.register([name], unit=units[unit], capacity="officer", by=SYSTEM)[0]
    if office:
        org.appoint(person, units[unit], office, by=SYSTEM, since=FOUNDED)
    if seat:
        since, until = EVENING - timedelta(hours=12), EVENING + timedelta(hours=12)
        org.hold_seat(person, units[unit], seat, since=since, until=until, by=SYSTEM)
    return person


@pytest.fixture
def bao(units: dict[str, Unit]) -> Person:
    """The commander of the day."""
    return _person(units, "包某", "department", "commander", "commander")


@pytest.fixture
def li(units: dict[str, Unit]) -> Person:
    """The duty chief."""
    return _person(units, "李某", "department", "duty_chief", "duty_chief")


@pytest.fixture
def uyunna(units: dict[str, Unit]) -> Person:
    """The gate volunteer: a person without any office."""
    return _person(units, "乌云娜", "county")


@pytest.fixture
def zhao(units: dict[str, Unit]) -> Person:
    """The outsider, who must see nothing."""
    return _person(units, "赵某", "institute")


@pytest.fixture
def officer(units: dict[str, Unit]) -> Person:
    """A duty officer of the prison."""
    return _person(units, "民警甲", "prison", "officer")


@pytest.fixture
def leader(units: dict[str, Unit]) -> Person:
    """The leader on duty of the prison."""
    return _person(units, "所领导甲", "prison", "leader", "leader_on_duty")


@pytest.fixture
def keeper(units: dict[str, Unit]) -> Person:
    """A duty officer of the rehabilitation centre."""
    return _person(units, "民警乙", "centre", "officer")


@pytest.fixture
def bureau(units: dict[str, Unit]) -> Person:
    """The leader of the league bureau, to which the centre belongs."""
    return _person(units, "局领导", "league", "leader")


@pytest.fixture
def superior(units: dict[str, Unit]) -> Person:
    """A duty chief of the prison administration."""
    return _person(units, "值班长乙", "prisons", "duty_chief")


@pytest.fixture
def auditor(units: dict[str, Unit]) -> Person:
    """The audit administrator of the department."""
    return _person(units, "审计员", "department", "audit_administrator")


@pytest.fixture
def security(units: dict[str, Unit]) -> Person:
    """The security administrator of the department."""
    return _person(units, "安全员", "department", "security_administrator")


@pytest.fixture
def account() -> Callable[..., Account]:
    """Give a person an account: `account(bao)`; the log-in name is “user” unless given."""
    from fengsui.ground.org.models import Account

    def give(person: Person, username: str = "user") -> Account:
        return Account.objects.create_user(username, "fengsui2020", person=person)

    return give
