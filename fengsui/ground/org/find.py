"""By what units are found: their names, code, pinyin and initials, in one column that holds for two thousand of them.

No trigrams: a scan of two thousand short rows takes a millisecond or two.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.org import index, pinyin

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit


def words_of(unit: Unit) -> str:
    """The column of a unit: a line each for what it is called, its pinyin, its initials."""
    found: list[str] = []
    for name in dict.fromkeys((unit.name, unit.short)):
        if name:
            sounds = pinyin.phrase(index.tidy(name))
            found += [index.tidy(name), "".join(sounds), "".join(sound[:1] for sound in sounds)]
    found += [unit.name_en.lower(), index.tidy(unit.name_en), unit.code.lower(), unit.division]
    return "\n".join(dict.fromkeys(word for word in found if word))


def runs(text: str) -> list[str]:
    """What must all stand in a unit's column: words between blanks, and in them Chinese apart from letters and digits."""
    found = []
    for word in text.split():
        plain, start = index.tidy(word), 0
        for at in range(1, len(plain) + 1):
            if at == len(plain) or index.is_han(plain[at]) != index.is_han(plain[start]):
                found.append(plain[start:at])
                start = at
    return found


def rank(unit: Unit, wanted: list[str], text: str) -> int:
    """How well a unit fits: 0 exactly, 1 it begins so, 2 a syllable or a word begins so, 3 somewhere."""
    plain, lines = index.tidy(text), unit.words.split("\n")
    if plain in lines:
        return 0
    if any(line.startswith(plain) for line in lines):
        return 1
    return 2 if all(_begins(unit, run) for run in wanted) else 3


def _begins(unit: Unit, run: str) -> bool:
    if run in unit.name or run in unit.code or run in unit.name_en.lower():
        return True
    sounds = pinyin.phrase(index.tidy(unit.name))
    initials = "".join(sound[:1] for sound in sounds)
    return run in initials or any("".join(sounds[at:]).startswith(run) for at in range(len(sounds)))
