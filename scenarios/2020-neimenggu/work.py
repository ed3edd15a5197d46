"""Work under way when the drill opens: two directives and a few tasks. All of it is synthetic and says so in its words.

The account names neither. The first directive went from the department over the two administrations to the facilities: those
whose log-ins are printed have it before them, and those in trouble have not answered (who blocks?). The second one waits at
a county bureau (`county`) for its justice offices (`office`). Only units with synthetic names are late with anything.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from fengsui.command.directives import actions as directives
from fengsui.command.directives.actions import Wanted
from fengsui.command.directives.models import Delivery, Directive
from fengsui.command.tasks import actions as tasks
from fengsui.command.tasks.models import Task
from fengsui.ground.org.models import System, Unit

from . import troubles
from .papers import LEAGUE, MADE_UP, person_of, tomorrow
from .staff import COUNTY, META

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.org.models import Person

    from .diary import Agenda
    from .staff import People

ADMINISTRATIONS = ("prison-administration", "rehabilitation-administration")
WAITING = {troubles.SILENT, troubles.LIVE, troubles.HALFWAY, troubles.SHORT}  # have not acknowledged
REPORTED = ("prison-06", "centre-01")  # have reported it done
TO_FACILITIES = "关于开展部署签收演练的通知"
TO_OFFICES = "关于开展司法所签收演练的通知"
TEXT = (
    f"{MADE_UP}\n一、各单位收到后请签收，有下级的请传达到下级。\n"
    "二、请核对本单位今晚值班人员名单和联系电话。\n三、办结后用一句话报告结果。"
)
LOCAL = f"请各监狱同时核对备勤人员名单。{MADE_UP}"


class Job(NamedTuple):
    """A task of the drill: who gave it to whom, due when, how far it is."""

    giver: str
    text: str
    to: str
    due: datetime
    done: str = ""  # begin, report, finish, accept, back


def plan(agenda: Agenda, people: People) -> None:
    """Have them entered on the drill's own day."""
    opening: datetime = META["opening"]
    agenda.add(opening - timedelta(hours=2), partial(_to_facilities, opening))
    agenda.add(opening - timedelta(minutes=110), partial(_pass_on, people))
    agenda.add(opening - timedelta(minutes=80), partial(_acknowledge, people))
    agenda.add(opening - timedelta(minutes=35), partial(_report, people))
    agenda.add(opening - timedelta(minutes=70), partial(_to_offices, opening))
    for number, job in enumerate(jobs(opening)):
        given = opening - timedelta(hours=8, minutes=5 * number)
        agenda.add(given, partial(_give, people, job))
        if job.done:
            agenda.add(given + timedelta(hours=6), partial(_work, people, job))


def _to_facilities(opening: datetime) -> None:
    """Drafted and checked by the duty chief, approved and issued by the commander; passed on step by step."""
    wanted = Wanted(
        TO_FACILITIES, TEXT, opening + timedelta(minutes=95), do_by=tomorrow(12), chosen=_units(*ADMINISTRATIONS),
        stepwise=True, asks_result=True,
    )  # fmt: skip
    _issue("department", wanted, person_of("li"), person_of("bao"))


def _to_offices(opening: datetime) -> None:
    """From a league bureau to one of its counties, which has not passed it on to its justice offices yet."""
    wanted = Wanted(TO_OFFICES, TEXT, opening + timedelta(minutes=155), chosen=_units(COUNTY), stepwise=True)
    leader = person_of("bureau")
    _issue(LEAGUE, wanted, leader, leader)


def _issue(code: str, wanted: Wanted, drafter: Person, head: Person) -> None:
    made = directives.draft(Unit.objects.get(code=code), wanted, by=drafter, synthetic=True)
    made = directives.check(made, by=drafter)
    made = directives.approve(made, revision=made.revision, by=head)
    directives.issue(made, by=head)


def _deliveries() -> list[Delivery]:
    rows = Delivery.objects.filter(directive=Directive.objects.get(title=TO_FACILITIES)).select_related("unit")
    return list(rows.order_by("unit__code"))


def _pass_on(people: People) -> None:
    """Both administrations pass it on; one adds a measure of its own."""
    for row in _deliveries():
        if row.unit.code in ADMINISTRATIONS:
            by = people.reviewers[System(row.unit.system)]
            if row.unit.system == System.PRISON:
                directives.add_local(row, LOCAL, by=by)
            directives.pass_on(row, by=by)


def _acknowledge(people: People) -> None:
    for row in _deliveries():
        if row.unit.code in people.staff and row.unit.code not in WAITING:
            directives.acknowledge(row, by=people.staff[row.unit.code].officers[0])


def _report(people: People) -> None:
    for row in _deliveries():
        if row.unit.code in REPORTED:
            directives.do(row, "名单和电话已核对（演练）。", by=people.staff[row.unit.code].officers[0])


def jobs(opening: datetime) -> tuple[Job, ...]:
    """One in every state; the late one lies with the facility that is silent altogether."""
    evening, noon = opening + timedelta(minutes=155), tomorrow(12)
    return (
        Job("department", "报送今晚值班联系电话（演练）", troubles.LIVE, evening),
        Job("department", "确认晚间值班电话畅通（演练）", troubles.SILENT, opening - timedelta(minutes=55)),
        Job("department", "汇总各监狱防护物资缺口（演练）", "prison-administration", noon, "report"),
        Job("department", "提出警力补充办法（演练）", troubles.SHORT, noon, "finish"),
        Job("department", "安排发热人员复测（演练）", troubles.FEVERISH, noon, "accept"),
        Job("department", "核对各场所报送联系人（演练）", "rehabilitation-administration", noon, "back"),
        Job(LEAGUE, "汇总司法所返乡登记情况（演练）", COUNTY, noon, "begin"),
        Job(COUNTY, "报送宣传通告张贴地点（演练）", "office-150424-01", noon),
    )


def _give(people: People, job: Job) -> None:
    to = Unit.objects.get(code=job.to)
    tasks.give(
        Unit.objects.get(code=job.giver), job.text, to=to, due_at=job.due, by=_head(people, job.giver), source="own",
        source_note=MADE_UP,
    )  # fmt: skip


def _work(people: People, job: Job) -> None:
    """What the unit did with it since, and what the giver said to that."""
    task, by = Task.objects.get(text=job.text), _hand(people, job.to)
    tasks.begin(task, by=by)
    if job.done == "report":
        tasks.report(task, "已收到大半场所的数字（演练）。", percent=60, by=by)
    if job.done in {"finish", "accept", "back"}:
        tasks.finish(task, "已办理，结果为演练虚构。", by=by)
    if job.done == "accept":
        tasks.accept(task, by=_head(people, job.giver))
    if job.done == "back":
        tasks.give_back(task, "请补充联系人的备用电话（演练）。", by=_head(people, job.giver))


def _head(people: People, code: str) -> Person:
    """Whoever gives and reviews in the name of a unit: the commander of the day, or the bureau's leader."""
    return people.bureaus[code] if code in people.bureaus else people.commanders[code][0]


def _hand(people: People, code: str) -> Person:
    """Whoever does the work at a unit."""
    if code in people.staff:
        return people.staff[code].officers[0]
    return people.bureaus[code] if code in people.bureaus else people.reviewers[Unit.objects.get(code=code).system]


def _units(*codes: str) -> list[Unit]:
    return list(Unit.objects.filter(code__in=codes).order_by("code"))
