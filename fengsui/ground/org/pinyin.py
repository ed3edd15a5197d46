"""How Chinese is typed: full pinyin and initials, of units by phrase, of persons by character."""

from __future__ import annotations

from functools import cache, lru_cache

# Names of places that the dictionary reads character by character, and wrongly (names of leagues and banners: 民政部).
PLACES = {
    "锡林郭勒": "xi lin guo le",
    "霍林郭勒": "huo lin guo le",
    "克什克腾": "ke shi ke teng",
}
# Surnames that are read otherwise than the same character elsewhere.
SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "任": "ren", "盖": "ge",
    "朴": "piao", "翟": "zhai", "乐": "yue", "尉": "wei", "万": "wan", "缪": "miao", "宁": "ning", "折": "she",
    "员": "yun", "召": "shao", "黑": "he", "秘": "bi", "种": "chong", "纪": "ji", "繁": "po", "那": "na", "覃": "qin",
}  # fmt: skip


@cache
def _ready() -> None:
    from pypinyin import load_phrases_dict  # noqa: PLC0415 - its dictionary is large; read when first needed

    load_phrases_dict({word: [[one] for one in sound.split()] for word, sound in PLACES.items()})


@lru_cache(maxsize=5000)
def phrase(text: str) -> tuple[str, ...]:
    """The syllables of a name of a unit; whatever is not Chinese stands in it as it is, in small letters."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    _ready()
    return tuple(part.lower() for part in lazy_pinyin(text))


@lru_cache(maxsize=20_000)
def character(one: str) -> str:
    """The usual reading of one character; what is not Chinese is itself, in small letters."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return "".join(lazy_pinyin(one)).lower()


def person(name: str) -> list[str]:
    """The syllables of a person's name; the surname as surnames are read."""
    sounds = [character(one) for one in name]
    if name[:1] in SURNAMES:
        sounds[0] = SURNAMES[name[0]]
    return sounds
