"""Finding indicators and units by what a sheet calls them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import override

from fengsui.command.forms.guess import words
from fengsui.command.forms.paper.grid import plain
from fengsui.command.forms.paper.likeness import held, likeness

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.org.models import Unit

_ENOUGH = 0.62
_CLEARLY = 0.06
_ALIKE = 0.72


@dataclass(frozen=True)
class Known:
    """An indicator as it is looked for: the words it is called by, and whom it is about."""

    indicator: Indicator
    names: tuple[str, ...]
    subjects: frozenset[str]


def known(indicators: Iterable[Indicator]) -> list[Known]:
    """Indicators by their Chinese and English names, for sheets come in Chinese whatever the reader's language."""
    found = []
    for one in indicators:
        names, about = [], ""
        for language in ("zh-hans", "en"):
            with override(language):
                full = words.said(str(one.name))
                names.append(re.sub(r"\(.*?\)", "", full))
                about += full + words.said(str(one.group))
        found.append(Known(one, tuple(dict.fromkeys(names)), frozenset(w for w in words.SUBJECTS if w in about)))
    return found


class Indicators:
    """The indicators to choose from. `find` is sure or says nothing."""

    def __init__(self, chosen: list[Known]) -> None:
        self._chosen = chosen

    @lru_cache(maxsize=2048)  # noqa: B019 - lives as long as one upload
    def find(self, texts: tuple[str, ...], context: str, kinds: frozenset[str]) -> Indicator | None:
        """The one indicator that the words around a cell mean. context: the title; kinds: of the units asked for."""
        ranked = sorted(
            ((_score(one, texts, context), -n, one) for n, one in enumerate(self._chosen) if kinds & set(one.indicator.kinds)),
            key=lambda row: row[:2], reverse=True,
        )  # fmt: skip
        if not ranked or ranked[0][0] < _ENOUGH:
            return None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLEARLY:
            return None
        return ranked[0][2].indicator


def _score(one: Known, texts: tuple[str, ...], context: str) -> float:
    """How well an indicator's name fits: how much of it is said, and how much of what is said it explains."""
    about = words.subjects("".join(texts)) or words.subjects(context)
    if about and one.subjects and not about & one.subjects:
        return 0.0
    bare = [text for text in map(_bare, texts) if text]
    best = 0.0
    for name in one.names if bare else ():
        core = _bare(name) or name
        said = max(held(core, text) for text in (*bare, "".join(bare)))
        length = sum(len(text) for text in bare)
        explained = sum(held(text, core) * len(text) for text in bare) / length
        best = max(best, 0.6 * said + 0.4 * explained)
    return best + (0.08 if about & one.subjects else 0.0)


def _bare(text: str) -> str:
    """A text without days, without whom it is about, and without words that every head has."""
    for pattern in (words.YESTERDAY, words.TODAY, words.SINCE):
        text = pattern.sub("", text)
    for word in words.SUBJECTS:
        text = text.replace(word, "")
    return words.NOISE.sub("", text)


class Units:
    """The units to choose from, and the one whose form it is."""

    def __init__(self, own: Unit, chosen: Iterable[Unit]) -> None:
        self.own = own
        self._by_name: dict[str, list[Unit]] = defaultdict(list)
        for unit in chosen:
            for name in {plain(unit.name), plain(unit.short), plain(unit.name_en), _brief(unit.name)} - {""}:
                self._by_name[name].append(unit)

    @cached_property
    def _names(self) -> list[tuple[str, Unit]]:
        return [(name, unit) for name, units in self._by_name.items() for unit in units if len(name) > 2]

    @lru_cache(maxsize=2048)  # noqa: B019 - lives as long as one upload
    def find(self, text: str) -> Unit | None:
        """The one unit that a label names, also in short; None if there is none or more than one."""
        bare = plain(text)
        named = [*self._by_name.get(bare, []), *self._by_name.get(_brief(text), [])]
        exact: dict[int, Unit] = {unit.pk: unit for unit in named}
        if len(exact) == 1:
            return named[0]
        if exact or len(bare) < 3:
            return None
        if _digits(bare) == bare:
            return None
        best: dict[int, tuple[float, Unit]] = {}
        for name, unit in self._names:
            if _digits(name) == _digits(bare):
                score = max(likeness(bare, name), 0.9 if len(name) > 3 and name in bare else 0.0)
                if score > best.get(unit.pk, (0.0, unit))[0]:
                    best[unit.pk] = (score, unit)
        ranked = sorted(best.values(), key=lambda pair: -pair[0])
        if not ranked or ranked[0][0] < _ALIKE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _CLEARLY):
            return None
        return ranked[0][1]


def _brief(name: str) -> str:
    """A unit's name without what is said of every one: the region, the long word for a centre."""
    return (
        re.sub(r"^.{2,6}?自治区|^.{2,4}?省", "", plain(name)).replace("强制隔离戒毒所", "戒毒所").replace("司法局", "")
    )


def _digits(text: str) -> str:
    """The numbers in a name, which must be the same ones: the fifth prison is not the sixth."""
    return "".join(re.findall(r"[\d一二三四五六七八九十]", text))
