"""How alike two short texts are, by their pairs of letters: good for Chinese, where one letter is a word."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=8192)
def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters; a single letter stands for itself."""
    return frozenset(text[n : n + 2] for n in range(len(text) - 1)) or frozenset({text} if text else ())


def likeness(one: str, other: str) -> float:
    """From 0 to 1: twice the common pairs by all pairs (Dice)."""
    a, b = pairs(one), pairs(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def held(small: str, large: str) -> float:
    """How much of a small text is in a large one, from 0 to 1."""
    a, b = pairs(small), pairs(large)
    return len(a & b) / len(a) if a else 0.0
