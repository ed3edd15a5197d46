"""How superiors' sheets call things. Data about Chinese office language, not about any room: kept in one place to grow."""

from __future__ import annotations

import re
from functools import lru_cache

from fengsui.command.forms.paper.grid import plain

# Each line: the word as this house says it, and what else is written for it. Longer ones are replaced first.
SAME = {
    "罪犯": ("服刑人员", "押犯", "犯人", "在押人员", "prisoners"),
    "强制隔离戒毒人员": ("强制戒毒人员", "强戒人员", "戒毒学员", "戒毒人员", "学员", "detainees"),
    "民警": ("干警", "警察", "警力", "officers"),
    "在押人数": ("在押罪犯总数", "在押罪犯数", "罪犯总数", "罪犯人数", "在押数", "在押总数", "实押人数", "现有罪犯", "在册罪犯", "在押罪犯"),
    "在所人数": ("在所总数", "在所数", "在所强制隔离戒毒人员", "强制隔离戒毒人员总数", "强制隔离戒毒人员人数", "现有强制隔离戒毒人员", "在册强制隔离戒毒人员"),
    "收押": ("新收押", "新收监", "收监", "入监", "新收罪犯", "新入监"),
    "收治": ("新收治", "入所", "新入所"),
    "刑满释放": ("刑释", "释放出监", "出监", "释放"),
    "解除强制隔离戒毒": ("解除强戒", "解戒", "出所", "解除"),
    "离监就医": ("监外就医", "离监住院", "外出就医", "住院治疗"),
    "所外就医": ("外出就医", "所外住院"),
    "发热": ("发烧", "体温异常", "高热", "发热症状", "有发热"),
    "测温": ("体温检测", "体温监测", "测量体温", "检测体温"),
    "执勤民警": ("监管区内执勤民警", "在岗民警", "封闭执勤民警", "值班民警", "执勤警察", "在岗执勤民警"),
    "隔离民警": ("隔离观察民警", "集中隔离民警", "民警隔离"),
    "备勤民警": ("民警备勤", "备勤人员", "待命民警"),
}  # fmt: skip
SUBJECTS = ("罪犯", "强制隔离戒毒人员", "民警")
SUBJECT_HINTS = {"监狱": "罪犯", "在押": "罪犯", "戒毒所": "强制隔离戒毒人员", "在所": "强制隔离戒毒人员"}
YESTERDAY = re.compile(r"前一日|前日|昨日|昨天|上日|上一日|yesterday")
TODAY = re.compile(r"当日|今日|本日|当天|今天|目前|截至目前|现有|新增|today")
SINCE = re.compile(r"累计|总累计|cumulative|total to date")
NOT_PLAIN = re.compile(
    r"增减|环比|同比|较.{0,3}日|占比|比例|百分比|率|确诊|疑似|密接|密切接触|治愈|计划|目标|去年|上年|上月|本月|本周"
)
OWN = re.compile(r"合计|总计|小计|全区|全省|全市|全县|全旗|本单位|本监|本所|本局|total|all")
NUMBERING = re.compile(r"序号|编号|no\.?")
IDLE = re.compile(r"(?:序号|编号|no\.?|备注|说明|审核|签字|签名|联系电话|电话|remarks?|notes?)(?:\(.*\))?")
UNIT_LIKE = re.compile(r".{2,}(?:监狱|戒毒所|司法局|管理局|医院|看守所|司法所)$")
UNIT_HEAD = re.compile(r"单位|监所|场所|监狱|戒毒所|名称|unit|facility")
NOISE = re.compile(r"人数|人次|总数|数量|数|人|个|名|次|情况|其中|[():、,/%#]|\(.*?\)")

UNIT_TAG, FILLER_TAG, DAY_TAG = (
    "填报单位|报送单位|填表单位|上报单位|报告单位|单位名称|填报部门",
    "填报人|填表人|报送人|经办人|制表人|填报人员|联系人",
    "填报时间|填报日期|报送时间|报送日期|填表日期|填表时间|上报时间|上报日期|报表日期|制表时间|制表日期|统计时间|统计日期|日期|时间",
)
TAGS = {"{unit}": UNIT_TAG, "{filler}": FILLER_TAG, "{date}": DAY_TAG}

_PLACES = sorted(((other, word) for word, others in SAME.items() for other in others), key=lambda pair: -len(pair[0]))


@lru_cache(maxsize=4096)
def said(text: str) -> str:
    """A text in this house's words."""
    found = plain(text)
    for other, word in _PLACES:
        if other in found and (word not in found or word in other):
            found = found.replace(other, word)
    return found


def subjects(text: str) -> set[str]:
    """Whom a text in this house's words is about."""
    found = {word for word in SUBJECTS if word in text}
    return found or {who for hint, who in SUBJECT_HINTS.items() if hint in text}
