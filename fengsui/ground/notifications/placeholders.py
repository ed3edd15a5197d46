"""Placeholders of a template, {姓名}: which there are and what is wrong with them. How they are written: messages.places."""

from __future__ import annotations

from django.utils.translation import gettext as _

from fengsui.ground.messages.places import has_lone_brace, held, is_name
from fengsui.house import Refused

# Known by themselves, in every template. A paper is Chinese, whatever the language of the screen.
NAME, UNIT, DATE, NUMBER, ISSUER = "姓名", "单位", "日期", "编号", "告知人"
NEUTRAL = (NAME, UNIT, DATE, NUMBER, ISSUER)
MOST = 10  # own fields of a template


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
    if has_lone_brace(text):
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
    wrong = next((name for name in [*each, *shared] if not is_name(name)), "")
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
