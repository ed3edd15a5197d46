"""Placeholders of a template, {姓名}: which there are, what is wrong with them, and how they are filled."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Known by themselves, in every template. A paper is Chinese, whatever the language of the screen.
NAME, UNIT, DATE, NUMBER, ISSUER = "姓名", "单位", "日期", "编号", "告知人"
NEUTRAL = (NAME, UNIT, DATE, NUMBER, ISSUER)
MOST = 10  # own fields of a template
_FIELD = re.compile(r"\w{1,20}")
_HELD = re.compile(r"\{([^{}]*)\}")
_WIDE = str.maketrans("｛｝", "{}")


def tidy(text: str) -> str:
    """The text with half-width braces, without blanks inside them and at the ends of lines."""
    lines = (line.strip(" \t　") for line in text.replace("\0", "").strip().translate(_WIDE).splitlines())
    return _HELD.sub(lambda found: f"{{{found[1].strip()}}}", "\n".join(lines))


def held(text: str) -> list[str]:
    """The placeholders of a tidy text, each once."""
    return list(dict.fromkeys(_HELD.findall(text)))


def names(given: str | Iterable[str]) -> list[str]:
    """Own fields as they are typed: apart by commas, blanks or lines."""
    listed = re.split(r"[\s,，、;；]+", given.translate(_WIDE)) if isinstance(given, str) else given
    return list(dict.fromkeys(name for one in listed if (name := one.strip("{} 　"))))


def check(text: str, each: list[str], shared: list[str]) -> None:
    """Refuse a text whose placeholders do not fit its fields; the sentence names the one that is meant."""
    _check_fields(each, shared)
    known = [*NEUTRAL, *each, *shared]
    for name in held(text):
        if name not in known:
            raise Refused(
                "notifications.placeholder",
                _("Nobody knows the placeholder {%(name)s}. Known are: %(known)s. Correct it, or add it to the fields.")
                % {"name": name, "known": "、".join(f"{{{one}}}" for one in known)},
                field="text",
            )
    if "{" in _HELD.sub("", text) or "}" in _HELD.sub("", text):
        raise Refused(
            "notifications.brace",
            _("A brace stands alone; a placeholder is written {姓名}, with both braces."),
            field="text",
        )
    needless = next((name for name in [*each, *shared] if name not in held(text)), "")
    if needless:
        raise Refused(
            "notifications.needless",
            _("The text does not need the field “%(name)s”: take it out, or write {%(name)s} where it belongs.")
            % {"name": needless},
            field="each" if needless in each else "shared",
        )


def _check_fields(each: list[str], shared: list[str]) -> None:
    field = "each" if each else "shared"
    wrong = next((name for name in [*each, *shared] if not _FIELD.fullmatch(name)), "")
    if wrong:
        raise Refused(
            "notifications.field", _("“%(name)s” is no name of a field: up to 20 letters, without signs.") % {"name": wrong},
            field="each" if wrong in each else "shared",
        )  # fmt: skip
    twice = next((name for name in [*each, *shared] if name in NEUTRAL or [*each, *shared].count(name) > 1), "")
    if twice:
        raise Refused(
            "notifications.field_twice", _("The field “%(name)s” is there already.") % {"name": twice},
            field="each" if twice in each else "shared",
        )  # fmt: skip
    if len(each) + len(shared) > MOST:
        raise Refused(
            "notifications.fields",
            _("A template has at most 10 fields of its own: ask only for what it needs."),
            field=field,
        )


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with every placeholder replaced; what is replaced is not looked at again."""
    return _HELD.sub(lambda found: values.get(found[1], found[0]), text)
