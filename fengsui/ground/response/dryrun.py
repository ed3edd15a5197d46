"""What a change of measures would do: every room is asked (`effects.py`), nothing is written."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import translation

from fengsui import house
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.declare import Effect, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from fengsui.ground.measures.declare import Said
    from fengsui.ground.measures.supposing import Supposition

LANGUAGES = ("zh-hans", "en")
_WEIGHT = {Severity.GRAVE: 0, Severity.WARN: 1, Severity.NOTE: 2}


@dataclass(frozen=True)
class Answer:
    """What one room says, the gravest first."""

    effect: Effect
    said: list[Said]

    @property
    def key(self) -> str:
        return self.effect.key


@dataclass(frozen=True)
class DryRun:
    """All answers, said in the language in which one reads them; token: a mark of what they rest on, given back with the act."""

    answers: list[Answer]
    token: str

    @cached_property
    def grave(self) -> int:
        return sum(said.severity == Severity.GRAVE for answer in self.answers for said in answer.said)

    def stored(self) -> list[dict[str, Any]]:
        """As it is shown, and kept with the act, in the language in force."""
        return [
            {"title": str(answer.effect.title), "said": [
                {"sentence": said.sentence, "severity": said.severity.value, "units": list(said.units), "link": said.link}
                for said in answer.said
            ]}
            for answer in self.answers
        ]  # fmt: skip


def effects() -> list[Effect]:
    return sorted(house.declared("effects", Effect), key=lambda effect: effect.order)


def run(supposed: Callable[[], Supposition], asked: object) -> DryRun:
    """Ask every room once. asked: what was asked for, as far as it does not change by itself."""
    with measures.remembering():
        what, answers = supposed(), []
        for effect in effects():
            said = sorted(effect.tell(what), key=lambda one: _WEIGHT[one.severity])
            if said:
                answers.append(Answer(effect, said))
        return DryRun(answers, _token(answers, asked))


def _token(answers: list[Answer], asked: object) -> str:
    """Of what was asked, the measures there are, and whom it concerns how gravely; not of words, which depend on the reader."""
    said = [[answer.key, [[one.severity, sorted(one.units)] for one in answer.said]] for answer in answers]
    spelled = json.dumps([asked, measures.state(), said], sort_keys=True, default=str)
    return hashlib.sha256(spelled.encode()).hexdigest()[:32]


def in_languages[T](made: Callable[[], T]) -> dict[str, T]:
    """Something said in every language: what a decision and its copies say."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            found[language] = made()
    return found
