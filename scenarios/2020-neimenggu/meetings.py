"""Meetings: the rehabilitation administration's 9:30 and 19:00 with the roles of the account, and the special meeting of 26 January.

The account says who meets at these hours (yesterday's commander, today's, the duty chief; in the evening commander, deputy, duty
chief and each site's leader on duty) and nothing of what any meeting dealt with: held are the hours, the table and, of the change
of command, the two signatures (a setting of the drill). Of the special meeting it gives the day and what it demanded; no hour.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from functools import partial
from typing import TYPE_CHECKING

from fengsui.command.meetings import actions as meetings
from fengsui.command.meetings.models import Handover, Kind, Meeting, Presence, Side
from fengsui.command.meetings.queries.places import places
from fengsui.command.meetings.queries.put import put
from fengsui.ground.clock import actions as clock_actions
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import SeatKind, Unit
from fengsui.ground.org.queries import seats
from fengsui.ground.org.scope import SYSTEM

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person

    from .diary import Agenda

ADMINISTRATION, PRISONS = "rehabilitation-administration", "prison-administration"
SPECIAL = date(2020, 1, 26)
TITLE = "新型冠状病毒感染的肺炎疫情防控工作专题会议"
AGENDA = "就新型冠状病毒感染的肺炎疫情防控工作进行再研究再部署再强调"
DEMANDED = "全系统自26日14时开始实行全面封闭式管理。"
MORNING, EVENING = time(9, 30), time(19)
LASTS = timedelta(minutes=25)


def plan(agenda: Agenda, days: list[date]) -> None:
    """The meetings of the drill's days, each closed with its record; the special one entered when its day is over."""
    for day in days:
        agenda.add(clock.on(day, MORNING) - timedelta(minutes=5), clock_actions.tick)
        agenda.add(clock.on(day, MORNING), partial(_open, Kind.MORNING, day))
        agenda.add(clock.on(day, MORNING), partial(_hand_over, day))
        agenda.add(clock.on(day, MORNING) + LASTS, partial(_close, Kind.MORNING, day), reads=True)
    for day in days[:-1]:
        agenda.add(clock.on(day, EVENING), partial(_open, Kind.EVENING, day))
        agenda.add(clock.on(day, EVENING) + LASTS, partial(_close, Kind.EVENING, day), reads=True)
    begins = clock.midnight(days[0]) + timedelta(minutes=15)
    agenda.add(max(clock.midnight(SPECIAL + timedelta(days=1)) + timedelta(minutes=15), begins), _special)


def _chief() -> Person:
    """The duty chief of the moment."""
    return seats(Unit.objects.get(code=ADMINISTRATION))[SeatKind.DUTY_CHIEF]


def _meeting(kind: Kind, day: date) -> Meeting:
    return Meeting.objects.select_related("unit").get(unit__code=ADMINISTRATION, kind=kind, day=day)


def _open(kind: Kind, day: date) -> None:
    """Everybody of the table is there."""
    meeting, chief = meetings.open_meeting(_meeting(kind, day), by=_chief()), _chief()
    for place in places(meeting):
        meetings.attend(meeting, place.who, Presence.PRESENT, by=chief)


def _hand_over(day: date) -> None:
    handover = Handover.objects.standing().filter(unit__code=ADMINISTRATION, at=clock.on(day, MORNING)).first()
    for side in (Side.OUT, Side.IN) if handover else ():  # nobody commanded before the first day
        meetings.sign(handover, side, by=handover.owner(side))


def _close(kind: Kind, day: date) -> None:
    meetings.close(_meeting(kind, day), by=_chief())


def _special() -> None:
    """As the account has it: a day, no hour, and what the meeting demanded, with the measure that carried it out."""
    prisons = Unit.objects.get(code=PRISONS)
    meeting = meetings.enter(prisons, Kind.SPECIAL, TITLE, day=SPECIAL, lines=[AGENDA], by=SYSTEM)
    decision = meetings.decide(meeting, DEMANDED, by=SYSTEM)
    measure = put(meeting).filter(parameter="custody.closed").first()
    if measure:  # a drill that begins later has it in force from its own first day
        meetings.link_measure(decision, measure, by=SYSTEM)
    meetings.close(meeting, by=SYSTEM)
