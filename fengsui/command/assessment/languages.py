"""What is kept is kept in every language of the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGES = ("zh-hans", "en")


def in_languages[T](say: Callable[[], T]) -> dict[str, T]:
    """What is said, in every language of the product."""
    said = {}
    for language in LANGUAGES:
        with translation.override(language):
            said[language] = say()
    return said
