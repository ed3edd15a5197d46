"""Places of a template, {姓名}: which are known by themselves, what is wrong with them, and how they are filled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OWN = ("单位", "日期", "时间")  # known by themselves: unit, day, hour; the same words in an English text
MOST = 8
_NAME = re.compile(r"\w{1,20}")
_HELD = re.compile(r"\{([^{}]*)\}")
_WIDE = str.maketrans("｛｝", "{}")


def tidy(text: str) -> str:
    """The text with half-width braces, without blanks inside them and at the ends of lines."""
    lines = (line.strip(" \t　") for line in text.replace("\0", "").strip().translate(_WIDE).splitlines())
    return _HELD.sub(lambda found: f"{{{found[1].strip()}}}", "\n".join(lines))


def held(text: str) -> list[str]:
    """The places of a tidy text, each once."""
    return list(dict.fromkeys(_HELD.findall(text)))


def names(given: str | Iterable[str]) -> list[str]:
    """Fields as they are typed: apart by commas, blanks or lines."""
    listed = re.split(r"[\s,，、;；]+", given.translate(_WIDE)) if isinstance(given, str) else given
    return list(dict.fromkeys(name for one in listed if (name := one.strip("{} 　"))))


def is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None


def has_lone_brace(text: str) -> bool:
    return re.search(r"[{}]", _HELD.sub("", text)) is not None


def check(text: str, fields: list[str], *, field: str) -> None:
    """Refuse a text that does not fit its fields: one that nobody knows, one that is not needed, a brace that stands alone."""
    known = [*OWN, *fields]
    for name in held(text):
        if name not in known:
            raise Refused(
                "messages.place", _("Nobody knows the place {%(name)s}. Known are: %(known)s. Correct it, or add it to the fields.")
                % {"name": name, "known": "、".join(f"{{{one}}}" for one in known)}, field=field,
            )  # fmt: skip
    if has_lone_brace(text):
        raise Refused(
            "messages.brace", _("A brace stands alone; a place is written {姓名}, with both braces."), field=field
        )
    if needless := next((name for name in fields if name not in held(text)), ""):
        raise Refused(
            "messages.needless", _("This text does not use the field “%(name)s”: write {%(name)s} where it belongs, or take it out.")
            % {"name": needless}, field=field,
        )  # fmt: skip


def check_fields(fields: list[str]) -> None:
    if wrong := next((name for name in fields if not is_name(name) or name in OWN), ""):
        raise Refused(
            "messages.field", _("“%(name)s” cannot be a field: up to 20 letters, and none that is known by itself.")
            % {"name": wrong}, field="fields",
        )  # fmt: skip
    if len(fields) > MOST:
        raise Refused("messages.fields", _("A template has at most 8 fields of its own."), field="fields")


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every place filled; what is filled in is not looked at again."""
    return _HELD.sub(lambda found: values.get(found[1], found[0]), text)


# A lock screen is read by whoever sits beside it: these tell what somebody is.
_TELLING = ("矫正", "社矫", "服刑", "罪犯", "戒毒", "吸毒", "刑满", "假释", "缓刑", "监外执行", "确诊", "疑似", "密接")


def telling(text: str) -> list[str]:
    """The words of a text that tell a stranger what its reader is."""
    return [word for word in _TELLING if word in text]
