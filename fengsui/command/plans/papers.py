"""A version on paper: the 通知 (印发) with the plan as its annex, as documents.issue_official wants it. Always Chinese.

A 方案 is no statutory kind of document (《党政机关公文处理工作条例》 knows fifteen), so it is issued by a 通知.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.utils import translation

from fengsui.command.plans.queries import reading
from fengsui.command.tasks.queries.whom import reach
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import rules
from fengsui.ground.documents.kinds import Kind
from fengsui.ground.documents.models import Series
from fengsui.ground.org.models import UnitKind
from fengsui.ground.org.queries import names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fengsui.command.plans.content import Content, Entry, Part
    from fengsui.command.plans.models import Version

KIND = Kind.NOTICE
NAMED = 4  # so many units of one kind are addressed by name, more of them as “各…”
_DIGITS = "〇一二三四五六七八九"


def content(version: Version) -> dict[str, Any]:
    """What the 通知 says."""
    plan, said = version.plan, reading.content(version)
    to = recipients(version, said)
    return {
        "title": f"{plan.unit.name}关于印发《{plan.title}》的通知",
        "to": to,
        "text": _opening(version, to),
        "annexes": [{"title": plan.title, "text": text(said)}],
    }


def _opening(version: Version, to: list[str]) -> str:
    """Short, as such a 通知 is; a later version says what it replaces."""
    given = "印发给你们" if to else "印发"
    before = "，此前印发的同名方案同时停止执行" if reading.issued(version.plan) else ""
    return f"现将《{version.plan.title}》{given}，请认真贯彻落实{before}。"


def recipients(version: Version, said: Content) -> list[str]:
    """主送: the units below that it names or the one in force named, a few by name, many of a kind together; perhaps none."""
    named = said.units() | reading.content(reading.issued(version.plan)).units()
    kinds: dict[str, list[str]] = {}
    below = reach(version.plan.unit).exclude(pk=version.plan.unit_id)
    for kind, name in below.filter(pk__in=named).order_by("pk").values_list("kind", "name"):
        kinds.setdefault(kind, []).append(name)
    many = Counter(below.values_list("kind", flat=True)) if any(len(one) > NAMED for one in kinds.values()) else {}
    with translation.override("zh-hans"):
        return [to for kind, found in kinds.items() for to in _together(kind, found, many)]


def _together(kind: str, found: list[str], many: Mapping[str, int]) -> list[str]:
    """All of a kind are “各…”; more than a few of them are “各有关…”."""
    if len(found) <= NAMED:
        return found
    return [f"{'各' if len(found) == many[kind] else '各有关'}{UnitKind(kind).label}"]


def problems(version: Version) -> list[rules.Problem]:
    """What is wrong with the notice by the rules of official writing, the severe first."""
    return rules.problems(KIND, content(version))


def text(said: Content) -> str:
    """The plan itself: sections as 一、, items as （一）, a line each."""
    people = names(entry.person_id for entry in said.entries())
    lines = said.preamble.splitlines()
    for place, part in enumerate(said.parts, 1):
        lines += [f"{numeral(place)}、{part.title}", *part.text.splitlines(), *_items(part, people)]
    return "\n".join(line.strip() for line in lines if line.strip())


def _items(part: Part, people: dict[Any, str]) -> Iterator[str]:
    for place, entry in enumerate(part.entries, 1):
        yield f"（{numeral(place)}）{_sentence(' '.join(entry.text.split()))}{_who(entry, people)}"


def _sentence(words: str) -> str:
    return words if words.endswith(("。", "！", "？", "；")) else f"{words}。"


def _who(entry: Entry, people: dict[Any, str]) -> str:
    """（责任单位：……；责任人：……；协办单位：……；完成时限：……）"""
    said = []
    if entry.unit:
        said.append(f"责任单位：{entry.unit.name}")
    if entry.person_id:
        said.append(f"责任人：{people.get(entry.person_id, '')}")
    if entry.helpers:
        said.append(f"协办单位：{'、'.join(unit.name for unit in entry.helpers)}")
    if entry.recurring:
        said.append(f"频次：{entry.recurring}")
    if entry.due_at:
        due = clock.local(entry.due_at)
        said.append(f"完成时限：{due.year}年{due.month}月{due.day}日{due:%H:%M}")
    return f"（{'；'.join(said)}）" if said else ""


def numeral(number: int) -> str:
    """A number from 1 to 99 as a heading has it: 十二."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def series_of(version: Version) -> list[Series]:
    """The series of official documents from which a number can be taken."""
    rows = Series.objects.filter(unit=version.plan.unit_id, official=True).exclude(letters="")
    return list(rows.order_by("code"))
