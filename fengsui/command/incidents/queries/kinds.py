"""The list of kinds: those of the house and those that a site added, without those it took off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language

from fengsui.command.incidents.models import Kind, Listed

if TYPE_CHECKING:
    from collections.abc import Mapping


def kinds() -> dict[str, str]:
    """What can be chosen now: code → name; “another incident” stands last."""
    rows = list(Listed.objects.order_by("pk"))
    off = {row.code for row in rows if row.off_at}
    found = {str(code): str(label) for code, label in Kind.choices if code not in off and code != Kind.OTHER}
    found |= {row.code: named(row) for row in rows if row.code not in off and row.code not in Kind.values}
    return found if Kind.OTHER in off else found | {Kind.OTHER.value: str(Kind.OTHER.label)}


def labels() -> dict[str, str]:
    """What every kind is called, those that are off the list too."""
    return {str(code): str(label) for code, label in Kind.choices} | {
        row.code: named(row) for row in Listed.objects.order_by("pk") if row.code not in Kind.values
    }


def label(code: str, known: Mapping[str, str] | None = None) -> str:
    """What one kind is called; for a built-in one nothing is asked."""
    if code in Kind.values:
        return str(Kind(code).label)
    return (labels() if known is None else known).get(code, code)


def named(row: Listed) -> str:
    return row.name_en or row.name if get_language() == "en" else row.name


def is_fever(code: str) -> bool:
    return code == Kind.FEVER
