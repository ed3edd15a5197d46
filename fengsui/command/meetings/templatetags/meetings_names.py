"""Names that a view looked up once for all: `{{ names|named:row.person }}`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

register = template.Library()


@register.filter
def named(names: Mapping[Any, str], pk: object) -> str:
    """The name of a person by id, as a UUID or as text; nothing for nobody."""
    if not pk:
        return ""
    return names.get(pk) or next((name for key, name in names.items() if str(key) == str(pk)), "")


@register.filter
def of(found: Mapping[Any, Any] | Sequence[Any], key: object) -> Any:
    """What a mapping has under a key; nothing where there is none."""
    return found.get(key, ()) if isinstance(found, dict) else ()


@register.filter
def moment_of(text: str) -> datetime | None:
    """A moment that was kept as text."""
    return datetime.fromisoformat(text) if text else None
