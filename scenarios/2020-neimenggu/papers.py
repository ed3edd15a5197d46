"""Work plans and incoming papers: what the account says of them, and a few rows for the drill. See facts.toml.

The account names one plan (its title, its bureau, that it was drafted, that a notice was made) and says that papers are passed
on in the evenings. It gives no text, no day, no number, and no single paper: none of these is entered. So the plan is a draft
without a text, entered when the drill opens; the papers and the other plan are made up, marked synthetic, and say so.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from fengsui.command.directives.papers import SERIES
from fengsui.command.incoming import actions as incoming
from fengsui.command.incoming.actions import Entry
from fengsui.command.plans import actions as plans
from fengsui.command.plans.content import Content, Part
from fengsui.command.plans.content import Entry as Item
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import actions as documents
from fengsui.ground.documents.actions.series import NAME
from fengsui.ground.org.models import Person, System, Unit
from fengsui.ground.org.scope import SYSTEM

from .force import SOURCE
from .staff import COUNTY, META

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.incoming.models import Paper

    from .diary import Agenda
    from .staff import People

# Code letters (机关代字) of those whose log-ins are printed, so that they can number what they issue; made up, as 演练 says.
LETTERS = {
    "department": "演练厅发", "prison-administration": "演练监发", "rehabilitation-administration": "演练戒发",
    "bureau-150400": "演练赤发", COUNTY: "演练林发",
}  # fmt: skip
DONGHE = "bureau-150202"
PLAN = "东河区社区矫正人员疫情防控工作方案"
DRAFTED = f"第一时间起草了《{PLAN}》并制作告知书"  # the account's words; whom they are about is not entered
UNSTATED = (
    f"【出处】{SOURCE}“{DRAFTED}”\n"
    "【原文未载】方案和告知书的正文、起草日期、发放对象和日期，是否审批、印发：均未补写。本稿的登记时间是演练开始的时间，不是起草时间。"
)
LEAGUE = "bureau-150400"
MADE_UP = "演练设定（合成），原文未载。"
SPEECH = (
    "司法厅（演练）",
    "演练用讲话（内容为虚构）",
    "speech",
)  # to the rehabilitation administration, to be passed on
PAPER = ("某来文单位（演练）", "演练用文件（内容为虚构）", "document")  # to the department, waits for an instruction


def arrange() -> None:
    """Begin the series in which official documents are numbered."""
    for code, letters in LETTERS.items():
        documents.arrange_series(Unit.objects.get(code=code), SERIES, title=NAME, letters=letters, by=SYSTEM)


def plan(agenda: Agenda, people: People) -> None:
    """Have them entered on the drill's own day, all but the account's plan before the evening meeting of 19:00."""
    opening: datetime = META["opening"]
    office, leader = people.reviewers[System.REHABILITATION], people.commanders["rehabilitation-administration"][0]
    here: list[Paper] = []
    steps = (
        (85, lambda: here.append(_register("rehabilitation-administration", SPEECH, "rehab"))),
        (75, lambda: incoming.propose(here[0], f"拟在晚报告会上传达，再转各场所。{MADE_UP}", by=office)),
        (65, lambda: incoming.instruct(here[0], f"同意。今晚传达。{MADE_UP}", by=leader)),
        (55, lambda: incoming.pass_on(here[0], acknowledge_by=tomorrow(9.5), by=office)),
        (50, lambda: here.append(_register("department", PAPER, "li"))),
        (45, lambda: incoming.propose(here[1], f"拟请指挥长阅示。{MADE_UP}", by=person_of("li"))),
        (40, _prepared),
    )
    for minutes, deed in steps:
        agenda.add(opening - timedelta(minutes=minutes), deed)
    agenda.add(opening, partial(_donghe, Unit.objects.get(code=DONGHE)))


def _donghe(unit: Unit) -> None:
    """The account's plan: a draft, its title exact, nothing in it that the account does not say; drafted by nobody here."""
    version = plans.begin(unit, PLAN, by=SYSTEM)
    plans.rewrite(version, Content(preamble=UNSTATED), revision=version.revision, by=SYSTEM)


def _prepared() -> None:
    """A made-up plan of a league bureau, drafted, ready to be approved, issued and carried out."""
    by, units = person_of("bureau"), Unit.objects.in_bulk([COUNTY, "office-150424-01"], field_name="code")
    county, office = units[COUNTY], units["office-150424-01"]
    version = plans.begin(Unit.objects.get(code=LEAGUE), "演练用工作方案（内容为虚构）", by=by, synthetic=True)
    parts = (
        Part("演练准备", entries=(Item("核对各司法所联系电话（演练）", unit=county, due_at=tomorrow(12)),)),
        Part("演练实施", entries=(
            Item("报送本所演练登记情况（演练）", unit=office, helpers=(county,), due_at=tomorrow(18)),
            Item("每日汇总一次（演练）", unit=county, recurring="每日"),
        )),
    )  # fmt: skip
    plans.rewrite(version, Content(parts, MADE_UP), revision=version.revision, by=by)


def _register(unit: str, said: tuple[str, str, str], username: str) -> Paper:
    sender, title, kind = said
    entry = Entry(sender, title, clock.now() - timedelta(minutes=5), kind=kind)
    return incoming.register(Unit.objects.get(code=unit), entry, by=person_of(username), synthetic=True)


def tomorrow(hour: float) -> datetime:
    """An hour of the day after the opening."""
    return clock.midnight(META["opening"].date() + timedelta(days=1)) + timedelta(hours=hour)


def person_of(username: str) -> Person:
    """The person of a printed account."""
    return Person.objects.get(account__username=username)
