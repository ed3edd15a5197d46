"""Text as it can be printed: without characters that print nothing, private ones as their numbers."""

from __future__ import annotations

import unicodedata
from typing import Any

# The second one parts the last vowel of a Mongolian word from its stem, which changes the shape of both.
_SEEN = {"\n", "\u180e"}


def cleaned(value: Any) -> Any:
    """Without characters that print nothing; private ones, which mean nothing elsewhere, as their numbers.

    What is signed is what is seen: an unseen mark could turn the order of a line round (Unicode's bidi controls).
    """
    if isinstance(value, str):
        return "".join(numbers(c) if unicodedata.category(c) in {"Co", "Cn"} else c for c in value if not _mute(c))
    if isinstance(value, dict):
        return {key: cleaned(item) for key, item in value.items()}
    return [cleaned(item) for item in value] if isinstance(value, list | tuple) else value


def numbers(text: str) -> str:
    """Each character as its number: 〔U+E000〕."""
    return "".join(f"〔U+{ord(character):04X}〕" for character in text)


def _mute(character: str) -> bool:
    return character not in _SEEN and unicodedata.category(character) in {"Cc", "Cf", "Cs"}
