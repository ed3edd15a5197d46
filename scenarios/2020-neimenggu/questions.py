"""Two questions of the drill. Both are synthetic: the account tells of none; texts and figures are this drill's own.

One is open when the drill begins: the department asks every facility for an answer by 19:30, and a few have sent it. One is
standing: the justice offices of one county say every day how many asked them for legal advice; it flows to their bureau.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32

from fengsui.command.questions import actions
from fengsui.command.questions.actions import Given, Wanted
from fengsui.command.questions.models import Asked, Round
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import FACILITY_KINDS, Unit
from fengsui.ground.vault.actions import uuid7

from .staff import COUNTY, META

if TYPE_CHECKING:
    from datetime import date, datetime

    from .diary import Agenda
    from .staff import People

HUBEI = Wanted(
    "曾到湖北后返回的民警职工人数（演练）", text_en="Officers and staff who came back from Hubei (drill)", measure="人",
    help="自1月10日起曾到湖北、现已返回的本单位民警职工，含正在隔离的。虚构，演练用。", high=500,
    check_text="超过500人，请再核对。",
)  # fmt: skip
ADVICE = Wanted(
    "今日接到的法律咨询（演练）", text_en="Legal advice asked for today (drill)", measure="人",
    help="本司法所当天接到的法律咨询，含电话。虚构，演练用。", repeats=False,
)  # fmt: skip
ANSWERED = ("prison-01", "prison-02", "prison-03", "prison-07", "centre-01", "centre-03")  # before the drill opens
DUE = timedelta(hours=19, minutes=30)
SILENT = 3  # the last offices of the county have not answered yet when the drill opens


def plan(agenda: Agenda, people: People, days: list[date]) -> None:
    """Have the questions asked and answered when their time comes."""
    opening: datetime = META["opening"]
    noon = clock.midnight(days[0]) + timedelta(hours=12)
    agenda.add(noon, partial(_keep, people, days[0]))
    for day in days:
        agenda.add(
            clock.midnight(day) + timedelta(hours=16, minutes=40), partial(_register, people, day, opening.date())
        )
    agenda.add(opening - timedelta(minutes=5), partial(_ask, people))
    agenda.add(opening, partial(_answer, people))


def _ask(people: People) -> None:
    department = Unit.objects.get(code="department")
    facilities = list(Unit.objects.filter(kind__in=FACILITY_KINDS).order_by("code"))
    due = clock.midnight(clock.today()) + DUE
    commander = people.commanders["department"][0]
    actions.ask(department, HUBEI, facilities, due=due, by=commander, synthetic=True)


def _answer(people: People) -> None:
    row = Round.objects.get(question__text=HUBEI.text)
    for asked in row.asked.select_related("unit").filter(unit__code__in=ANSWERED):
        officer = people.staff[asked.unit.code].officers[0]
        actions.answer(asked, Given(number=float(_few(asked.unit.code, 3))), key=uuid7(), by=officer)


def _keep(people: People, first: date) -> None:
    offices = list(Unit.objects.filter(code__in=people.clerks).order_by("code"))
    by = people.bureaus[COUNTY]
    row = actions.ask(Unit.objects.get(code=COUNTY), ADVICE, offices, due=_due(first), by=by, synthetic=True)
    actions.keep(row, hour=clock.local(row.due_at).time(), by=by, name="法律咨询数（演练）", kind="flow")


def _due(day: date) -> datetime:
    return clock.midnight(day) + timedelta(hours=18, minutes=30)


def _register(people: People, day: date, last: date) -> None:
    """The offices answer; on the drill's own day the last ones have not yet."""
    row = Round.objects.filter(question__text=ADVICE.text, day=day).first()
    if row is None:
        return
    listed = list(Asked.objects.filter(round=row).select_related("unit").order_by("unit__code"))
    for asked in listed[1:-SILENT] if day == last else listed:
        actions.answer(
            asked,
            Given(number=float(_few(f"{asked.unit.code}{day}", 6))),
            key=uuid7(),
            by=people.clerks[asked.unit.code],
        )


def _few(seed: str, most: int) -> int:
    """A small number, the same in every load."""
    return crc32(seed.encode()) % (most + 1)
