"""The response as the account has it: the government's level, the department's leading group. Nothing that it does not say.

The account says only “2020年1月” of the level; that it was announced in the evening of 25 January, as of that day, is publicly
known and stands in the record. The account names nobody: the head of the group is a post (一把手). Closing the prisons is a
measure with the account's sentence as its basis (force.py): it is no decision of a switch, and gets no number of one.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from fengsui.ground.clock import queries as clock
from fengsui.ground.org.models import Office, Unit
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.response import actions as response
from fengsui.ground.response.actions import Line
from fengsui.ground.response.models import EmergencyKind, Grade, Role, Stage, Tier

from .force import QUOTES, SOURCE

if TYPE_CHECKING:
    from .diary import Agenda

FIRST_CASE, DAY = date(2020, 1, 23), date(2020, 1, 25)
EMERGENCY = "新型冠状病毒感染的肺炎疫情"
PUBLIC = "（据公开报道：自治区政府1月25日晚宣布，自1月25日起；原文只写“2020年1月”，未写由谁宣布。）"
LEVEL = SOURCE + QUOTES["response"] + PUBLIC
GROUP = "新型冠状病毒感染肺炎疫情防控工作领导小组"
FOUNDED = SOURCE + QUOTES["leading-group"]
SYNTHETIC = "演练设定（合成），原文未载。"
SETS = {
    ("一级响应：提前截止（演练）", Grade.FIRST): (
        Line("reports.cutoff", "18:30", "rehabilitation"), Line("reports.cutoff", "18:35", "prison"),
        Line("obligations.remind_minutes", "30"),
    ),
    ("三级响应：恢复常态（演练）", Grade.THIRD): (
        Line("custody.closed", "no", "prison"), Line("reports.cutoff", "18:45", "rehabilitation"),
        Line("reports.cutoff", "18:45", "prison"),
    ),
}  # fmt: skip


def plan(agenda: Agenda, days: list[date]) -> None:
    """Have it entered when 25 January is over (no hour is known), or when the drill begins, if that is later."""
    begins = clock.midnight(days[0]) + timedelta(minutes=5)
    agenda.add(max(clock.midnight(DAY + timedelta(days=1)), begins), _enter)


def _enter() -> None:
    department, at = Unit.objects.get(code="department"), clock.midnight(DAY)
    source = "自治区首例确诊病例1月23日发现（公开通报；原文未载）。"
    emergency = response.open_emergency(
        department, name=EMERGENCY, kind=EmergencyKind.PUBLIC_HEALTH, begun=FIRST_CASE, source=source, by=SYSTEM
    )
    response.take_step(emergency, Stage.ACTIVATED, at=at, day_only=True, note=LEVEL, by=SYSTEM)
    response.record_level(
        emergency, tier=Tier.PROVINCE, issuer="内蒙古自治区人民政府", grade=Grade.FIRST, at=at, day_only=True,
        paper=LEVEL, by=SYSTEM,
    )  # fmt: skip
    group = response.found_group(emergency, name=GROUP, since=DAY, paper=FOUNDED, by=SYSTEM)
    response.join(group, Role.HEAD, since=DAY, unit=department, office=Office.LEADER, title="一把手", by=SYSTEM)
    for (name, grade), lines in SETS.items():
        response.write_set(department, name, lines, note=SYNTHETIC, grade=grade, by=SYSTEM)
