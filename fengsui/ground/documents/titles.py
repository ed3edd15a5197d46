"""Where the title of a document breaks: where a person broke it, else by sense, into lines of nearly equal length."""

from __future__ import annotations

import math
import re
import unicodedata
from itertools import pairwise

_FIT = 20  # characters of 22 points in 156 mm
_NOT_FIRST = set("的了之和与及或、，。；：！？）》〉”’〕％%)")
_NOT_LAST = set("《〈（“‘〔(第")
# Words that no line may cut; a person's line feed says it for all others.
_WORDS = re.compile(
    "内蒙古自治区|自治区|司法厅|司法局|司法部|司法行政系统|司法行政|司法所|司法鉴定|监狱管理局|戒毒管理局|监狱|强制隔离戒毒所|强制隔离|"
    "戒毒场所|戒毒|社区矫正|法律援助|法律服务|人民调解|律师|公证|志愿服务|领导小组|指挥部|办公室|新型冠状病毒|感染的肺炎|"
    "肺炎|疫情防控|疫情|防控|防疫|应急响应|应急|响应|封闭管理|管理|工作|措施|方案|通知|进一步|加强|做好|开展|落实|严格|"
    "执行|期间|场所|系统|全面|组织|人员|物资|保障|春节|值班|值守|信息|报送|报告|制度|有关|问题|情况|请示|批复|意见|"
    "决定|会议|纪要|公告|通告|通报|命令|关于|印发|调整|成立|启动|机关|单位|捐赠|接收|监管|安全|稳定|[0-9A-Za-z.]+",
)


def broken(title: str) -> str:
    """The title with a line feed at the end of each printed line but the last."""
    return "\n".join(_balanced(line.strip()) for line in title.splitlines() if line.strip())


def _balanced(line: str) -> str:
    if _wide(line) <= _FIT:
        return line
    places = [0, *_places(line), len(line)]
    fewest = math.ceil(_wide(line) / _FIT)
    for count in (fewest, fewest + 1):
        if found := _best(line, places, count):
            return "\n".join(line[begin:end] for begin, end in pairwise(found))
    return line  # the page breaks it anywhere


def _best(line: str, places: list[int], count: int) -> list[int] | None:
    """The ends of so many lines that are the least uneven together, or None if some line never fits."""
    mean = _wide(line) / count
    ways: dict[int, tuple[float, list[int]]] = {0: (0, [0])}
    for _line in range(count):
        longer: dict[int, tuple[float, list[int]]] = {}
        for cost, ends in ways.values():
            for end in places:
                if end > ends[-1] and (wide := _wide(line[ends[-1] : end])) <= _FIT:
                    new = cost + (wide - mean) ** 2 - _sense(line, end)
                    if end not in longer or new < longer[end][0]:
                        longer[end] = (new, [*ends, end])
        ways = longer
    return ways[len(line)][1] if len(line) in ways else None


def _sense(line: str, end: int) -> float:
    """What a break is worth that is one of the sentence too: before 关于, after a comma or a book's title."""
    return 6 if line[end:].startswith("关于") or line[end - 1] in "、，》" else 0


def _places(line: str) -> list[int]:
    """Before which characters a line may end."""
    inside = {n for word in _WORDS.finditer(line) for n in range(word.start() + 1, word.end())}
    return [
        n
        for n in range(2, len(line) - 1)
        if n not in inside and line[n] not in _NOT_FIRST and line[n - 1] not in _NOT_LAST
    ]


def _wide(text: str) -> float:
    return sum(1 if unicodedata.east_asian_width(one) in "WFA" else 0.5 for one in text)
