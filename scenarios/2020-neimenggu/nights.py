"""Two nights before the drill opens: calls at the duty telephone and one incident. All of it is made up and says so.

The account tells of no incident. The place is a facility with a synthetic name; nobody is hurt, nothing touches a person.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from fengsui.command.incidents import actions as incidents
from fengsui.command.incidents.actions.calling import Heard
from fengsui.command.incidents.models import Incident, Kind
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import System, Unit

from .papers import MADE_UP, person_of
from .staff import MAIN, of_the_day

if TYPE_CHECKING:
    from .diary import Agenda
    from .staff import People

DARK = "prison-09"
HAPPENED = "监管区外锅炉房短时停电，备用电源已启用（演练）。"
FIRST = f"{HAPPENED}监管区照明、监控未受影响，人员无异常。{MADE_UP}"
LAST = f"02:10恢复供电，供暖正常，未造成影响（演练）。{MADE_UP}"
CALLS = (  # before or after midnight of the main day, who is asked, who calls, what is said
    (-timedelta(hours=1, minutes=20), "prison-administration", "prison-07", "询问次日防护物资送达时间（演练）"),
    (timedelta(hours=5, minutes=20), "department", "", "来电询问会见是否恢复，已告知暂停会见并解释（演练）"),
)


def plan(agenda: Agenda, people: People) -> None:
    midnight = clock.midnight(MAIN)
    for offset, code, caller, text in CALLS:
        agenda.add(midnight + offset, partial(_call, people, code, caller, text, midnight + offset))
    before = clock.on(MAIN - timedelta(days=1), time(23, 10))
    agenda.add(before + timedelta(minutes=25), partial(_report, people, before))
    agenda.add(before + timedelta(minutes=35), partial(_take, people))
    agenda.add(clock.on(MAIN, time(2, 25)), partial(_conclude, people))


def _call(people: People, code: str, caller: str, text: str, at: datetime) -> None:
    unit = Unit.objects.get(code=code)
    who = people.reviewers[System(unit.system)] if code != "department" else person_of("li")
    heard = Heard(text=text, unit=Unit.objects.filter(code=caller).first(), at=at)
    incidents.call_to_note(incidents.ring(unit, heard, by=who, synthetic=True), by=who)


def _report(people: People, happened: datetime) -> None:
    said = incidents.Said(
        Kind.OTHER, FIRST, measures="启用备用电源，通知供电单位（演练）。", place="锅炉房（演练）", happened_at=happened,
        learned_at=happened + timedelta(minutes=5), persons=0,
    )  # fmt: skip
    incidents.report(Unit.objects.get(code=DARK), said, by=people.staff[DARK].officers[0], synthetic=True)


def _incident() -> Incident:
    return Incident.objects.get(unit__code=DARK)


def _take(people: People) -> None:
    """Both above acknowledge it: the administration's duty chief, and the department's commander of that day."""
    incidents.take(_incident(), by=people.reviewers[System.PRISON])
    incidents.take(_incident(), by=of_the_day(people.commanders["department"], MAIN - timedelta(days=1)))


def _conclude(people: People) -> None:
    incidents.conclude(_incident(), LAST, by=people.staff[DARK].officers[0])
