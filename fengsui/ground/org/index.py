"""By what a person is found although the name is sealed: words that are digested, never kept as they are.

A question is answered in two steps: words narrow the persons down, then the opened name decides. So a word may be short
(a pair of characters, the first letters of the pinyin from a syllable on), and there are about fifteen a person.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from fengsui.ground.org import pinyin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SOUND = (2, 4, 7)  # letters of pinyin from the beginning of a syllable: "wa", "wang", "wangxia"
INITIALS = (2, 3)
TAIL = 4  # digits at the end of a number
LONGEST = 20  # characters of a name that are indexed


def tidy(text: str) -> str:
    """Text as it is compared: half-width, small letters, no blanks and no dots between parts of a name."""
    if text.isascii() and text.isalnum():  # a number: most of what is compared
        return text.lower()
    return unicodedata.normalize("NFKC", text).lower().translate(_LEFT_OUT)


_LEFT_OUT = dict.fromkeys(map(ord, " \t\u3000·•・.-'’"))


def is_han(one: str) -> bool:
    return "\u3400" <= one <= "\u9fff" or one >= "\U00020000"


def of_person(name: str, *numbers: str) -> Iterator[str]:
    """All words by which a person is found."""
    plain = tidy(name)[:LONGEST]
    yield from _pairs(plain)
    sounds = pinyin.person(plain)
    letters = "".join(sounds)
    at = 0
    for sound in sounds:
        yield from (f"p{letters[at : at + size]}" for size in SOUND if at + size <= len(letters))
        at += len(sound)
    first = "".join(sound[0] for sound in sounds)
    for start in range(len(first) - 1):
        yield from (f"i{first[start : start + size]}" for size in INITIALS if start + size <= len(first))
    yield from (f"n{tidy(number)[-TAIL:]}" for number in numbers if len(number) >= TAIL)


def _pairs(plain: str) -> Iterator[str]:
    return (f"c{plain[at : at + 2]}" for at in range(len(plain) - 1))


def asked(text: str) -> list[list[str]]:
    """What a question asks for: ways of reading it, each a list of words that a person must have. Empty: too short."""
    plain = tidy(text)
    if len(plain) < 2:
        return []
    if any(map(is_han, plain)):
        runs = [run for run in _runs(plain, is_han) if len(run) > 1]
        if runs:
            return [[word for run in runs for word in _pairs(run)]]
        letters = max(_runs(plain, lambda one: not is_han(one)), key=len, default="")
        return asked(letters)
    if any(one.isdigit() for one in plain):
        return [[f"n{plain[-TAIL:]}"]] if len(plain) >= TAIL else []
    sound = max(size for size in SOUND if size <= len(plain))
    return [[f"p{plain[:sound]}"], [f"i{plain[: max(size for size in INITIALS if size <= len(plain))]}"]]


def _runs(plain: str, wanted: Callable[[str], bool]) -> list[str]:
    return "".join(one if wanted(one) else " " for one in plain).split()


def fits(text: str, name: str, *numbers: str) -> bool:
    """Whether an opened person is really meant by a question; mixed questions (王xm) are read run by run."""
    plain, whole = tidy(text), tidy(name)
    if any(one.isdigit() for one in plain):
        return any(tidy(number).endswith(plain) or tidy(number) == plain for number in numbers)
    return _from(plain, whole, pinyin.person(whole))


def _from(plain: str, whole: str, sounds: list[str]) -> bool:
    return any(_reads(plain, whole[at:], sounds[at:]) for at in range(len(whole)))


def _reads(plain: str, whole: str, sounds: list[str]) -> bool:
    """Whether a text reads a name from its first character on: each as itself, as pinyin, or as an initial."""
    if not plain:
        return True
    if not whole:
        return False
    if plain[0] == whole[0] and _reads(plain[1:], whole[1:], sounds[1:]):
        return True
    sound = sounds[0]
    if sound.startswith(plain):  # the last syllable may be unfinished
        return True
    return any(
        plain.startswith(part) and _reads(plain[len(part) :], whole[1:], sounds[1:]) for part in {sound, sound[:1]}
    )
