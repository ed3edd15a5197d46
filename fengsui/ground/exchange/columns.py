"""The five sheets and their columns: what they are called in Chinese, in English and by code, and how their cells are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from fengsui.ground.exchange import values
from fengsui.ground.org.models import CapacityKind, Line, Office, SeatKind, UnitKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from django.utils.functional import Promise

WRONG = "what_is_wrong"  # the column that a file of rejected rows has more
_WORDS = {
    "officer": ("干警", "职工"), "volunteer": (), "partner": ("协作单位人员", "外单位人员"),
    "department": ("厅",), "league_bureau": ("盟市局", "市局"), "county_bureau": ("旗县局", "县局", "区局"),
    "centre": ("戒毒所", "强制隔离戒毒所"), "office": ("司法所",), "institute": ("鉴定所", "司法鉴定机构"),
    "leader": ("负责人",),
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Column:
    """A column: `head` is its title, `also` other ways to write it, `hint` a line for the template, `choices` a closed list."""

    key: str
    head: str | Promise
    read: Callable[[str], str]
    needed: bool = False
    also: tuple[str, ...] = ()
    hint: str | Promise = ""
    choices: Mapping[str, str | Promise] | None = None
    example: tuple[str, ...] = ("", "")


@dataclass(frozen=True, eq=False)
class Sheet:
    """A kind of sheet: its name, its verb in org (who may bring it in), its columns."""

    key: str
    name: str | Promise
    verb: str
    columns: tuple[Column, ...]
    also: tuple[str, ...] = ()
    one: tuple[str, ...] = field(default=())  # columns of which one at least must be there

    @property
    def by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}


def _listed(choices: Mapping[str, str | Promise]) -> Callable[[str], str]:
    @cache
    def words() -> dict[str, str]:
        found = {values.fold(code): code for code in choices}
        for language, _name in settings.LANGUAGES:
            with override(language):
                found |= {values.fold(str(label)): code for code, label in choices.items()}
        return {values.fold(w): c for c in choices for w in _WORDS.get(c, ())} | found

    return values.choice(words)


def _choice(key: str, head: str | Promise, choices: Iterable[tuple[str, str | Promise]], **more: object) -> Column:
    known = dict(choices)
    return Column(key, head, _listed(known), choices=known, **more)  # type: ignore[arg-type]


_YES_NO = {"yes": _("yes"), "": _("no")}
_UNIT = Column("unit", _("Unit code"), values.code, needed=True, also=("单位编码", "单位", "所在单位", "所属单位编码", "unit"), hint=_("The code in the sheet of units."), example=("demo-prison", "demo-prison-w1"))  # fmt: skip
_PERSON_REF = (
    Column("person", _("Person's id"), values.plain, also=("人员id", "person_id", "id"), hint=_("Given by this system; leave it empty for new persons.")),
    Column("name", _("Person's name"), values.person_name, also=("姓名", "人员姓名", "名字", "person_name", "full name"), needed=True, example=("演练甲", "演练乙")),
    Column("identity", _("Identity number"), values.identity, also=("身份证号", "身份证", "身份证号码", "公民身份号码", "证件号码", "id number"), hint=_("18 characters; format the column as text.")),
    Column("phone", _("Telephone"), values.phone, also=("电话", "手机", "手机号", "手机号码", "联系电话", "电话号码", "mobile"), example=("13800000001", "13800000002")),
)  # fmt: skip


def _superior(line: Line, head: str | Promise, *also: str, example: tuple[str, str] = ("", "")) -> Column:
    hint = _("Code of the unit above it in this line; “-” if that unit is not in this file.")
    return Column(line.value, head, values.code, also=also, hint=hint, example=example)


def dates(*, needed: bool = False) -> tuple[Column, Column]:
    return (
        Column("since", _("From day"), values.day, also=("起始日期", "开始日期", "任职日期", "起", "自", "from", "valid_from"), needed=needed, hint=_("Empty: the day from which the import holds."), example=("2020-01-01", "2020-01-01")),
        Column("until", _("Until day"), values.day, also=("截止日期", "结束日期", "止", "to", "valid_to"), hint=_("The first day on which it no longer holds; empty: further notice.")),
    )  # fmt: skip


UNITS = Sheet(
    "units", pgettext_lazy("sheet", "Units"), "org.arrange", also=("机构", "组织机构", "单位", "units", "organisation"),
    columns=(
        Column("code", _("Code"), values.code, needed=True, also=("编码", "单位编码", "机构编码", "编号", "unit code", "代码"), hint=_("Letters, digits, hyphens; the key of a unit, it never changes."), example=("demo-prison", "demo-prison-w1")),
        _choice("kind", _("Kind of unit"), UnitKind.choices, needed=True, also=("类别", "单位类别", "类型", "单位类型", "机构类型"), example=("prison", "ward")),
        Column("name", _("Name of unit"), values.unit_name, needed=True, also=("名称", "单位名称", "机构名称", "全称"), example=("演练监狱", "一监区")),
        Column("short", _("Short name"), values.short_name, also=("简称", "单位简称")),
        Column("name_en", _("English name"), values.english_name, also=("英文", "外文名称", "name (en)"), example=("Drill Prison", "Ward 1")),
        Column("division", _("Division code"), values.division, also=("行政区划代码", "行政区划", "区划代码", "division"), hint=_("Six digits."), example=("150000", "150000")),
        _superior(Line.TERRITORY, _("Superior (territory)"), "上级（属地）", "上级单位", "上级", "上级编码", "superior", example=("-", "demo-prison")),
        _superior(Line.PRISON, _("Superior (prison line)"), "上级（监狱条线）", "上级（监狱）", example=("-", "demo-prison")),
        _superior(Line.REHABILITATION, _("Superior (rehabilitation line)"), "上级（戒毒条线）", "上级（戒毒）"),
        _superior(Line.SUPERVISION, _("Superior (supervision)"), "上级（业务指导监督）", "上级（监督）", "指导监督单位"),
        Column("synthetic", _("Synthetic"), values.yes, also=("虚构", "演练", "是否虚构"), hint=_("“yes” if it is made up for a drill."), choices=_YES_NO, example=("yes", "yes")),
    ),
)  # fmt: skip
PERSONS = Sheet(
    "persons", pgettext_lazy("sheet", "Persons"), "org.register", also=("人员名单", "花名册", "人员", "persons", "staff", "people"),
    columns=(
        *_PERSON_REF, _UNIT,
        _choice("capacity", _("Capacity"), CapacityKind.choices, also=("身份类别", "人员类别", "人员身份", "类别"), hint=_("Empty: officer."), example=("officer", "officer")),
        *dates(),
        Column("synthetic", _("Synthetic"), values.yes, also=("虚构", "演练", "是否虚构"), hint=_("“yes” if it is made up for a drill."), choices=_YES_NO, example=("yes", "yes")),
    ),
)  # fmt: skip
APPOINTMENTS = Sheet(
    "appointments", pgettext_lazy("sheet", "Appointments"), "org.appoint", also=("任命", "任职情况", "appointments"),
    columns=(*_PERSON_REF, _UNIT, _choice("office", _("Office held"), Office.choices, needed=True, also=("职务", "职位", "岗位职务", "任命职务", "office"), example=("leader", "officer")), *dates()),
)  # fmt: skip
SEATS = Sheet(
    "seats", pgettext_lazy("sheet", "Seats"), "org.arrange", also=("席位", "值班岗位", "seats"),
    columns=(
        _UNIT, _choice("seat", _("Seat"), SeatKind.choices, needed=True, also=("岗位", "岗位名称", "席位", "seat"), example=("leader_on_duty", "")),
        *(Column(c.key, c.head, c.read, also=c.also, hint=c.hint) for c in _PERSON_REF),
        Column("since", _("Held from"), values.moment, also=("开始时间", "接岗时间", "from"), hint=_("Day and hour, 2020-02-03 08:00; empty if nobody holds it.")),
        Column("until", _("Held until"), values.moment, also=("结束时间", "交岗时间", "to"), hint=_("Day and hour.")),
    ),
)  # fmt: skip
STATIONS = Sheet(
    "stations", pgettext_lazy("sheet", "Stations"), "org.arrange", also=("岗点", "点位", "卡口", "stations"),
    columns=(
        _UNIT, Column("station", _("Name of station"), values.place_name, needed=True, also=("站点名称", "名称", "岗点名称", "点位名称", "name"), example=("大门岗", "")),
        Column("capacity", _("Persons at a time"), values.whole, also=("额定人数", "人数", "同时在岗人数", "capacity"), hint=_("Empty: 1."), example=("2", "")),
    ),
)  # fmt: skip
SHEETS = {sheet.key: sheet for sheet in (UNITS, PERSONS, APPOINTMENTS, SEATS, STATIONS)}


@cache
def heads(sheet: Sheet) -> dict[str, str]:
    """What the heads of a sheet may be, folded → the column's key; the titles in both languages go before synonyms."""
    found: dict[str, str] = {}
    for column in sheet.columns:
        found |= {values.fold(word): column.key for word in column.also}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {values.fold(str(column.head)): column.key for column in sheet.columns}
    return found | {values.fold(column.key): column.key for column in sheet.columns}


@cache
def titles() -> dict[str, str]:
    """What the sheets may be called, folded → the sheet's key."""
    found = {values.fold(word): sheet.key for sheet in SHEETS.values() for word in (sheet.key, *sheet.also)}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {values.fold(str(sheet.name)): sheet.key for sheet in SHEETS.values()}
    return found


@cache
def wrong_heads() -> frozenset[str]:
    """The heads of the column in which a file of rejected rows says what is wrong: read over when it comes back."""
    found = {values.fold(WRONG)}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {values.fold(str(wrong_head())), values.fold(str(row_head()))}
    return frozenset(found)


@cache
def explaining() -> frozenset[str]:
    """What the template's own explaining sheet may be called, folded: it comes back with the file and says nothing."""
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(values.fold(str(explanations())))
    return frozenset(found)


def explanations() -> str | Promise:
    return _("Explanations")


def wrong_head() -> str | Promise:
    return _("What is wrong")


def row_head() -> str | Promise:
    return _("Row in the file")


def shown(column: Column, value: str) -> str:
    """A cell's value as people read it: the word of a closed list, a text as it is."""
    return str(column.choices.get(value, value)) if column.choices and value else value
