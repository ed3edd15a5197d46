"""What was asked or is computed already: found while one types, by the overlap of words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import translation

from fengsui.command.questions.models import Answer, Asked, Round
from fengsui.command.questions.queries.rolling import Part
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.rollups import rollup
from fengsui.ground.org.models import COMMAND_LINES, Tie

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.org.models import Person, Unit

RECENT = 300  # questions that are looked through
MOST = 5
ENOUGH = 0.4
COMMON = frozenset({"the", "and", "for", "who", "how", "many", "number", "today"})
_BETWEEN = re.compile(
    "人数|数量|情况|多少|今日|今天|目前|[的了过曾已后且并和与及或]"
)  # part words; what they join is no word
_WORD = re.compile(r"[a-z0-9]{3,}|[\u3400-\u9fff]+")


@dataclass(frozen=True)
class Match:
    """Something that may answer the question already. figure: its newest number for the asking unit, n of m."""

    title: str
    url: str
    score: float
    figure: float | None
    n: int
    m: int
    day: date
    indicator: Indicator | None = None


def tokens(text: str) -> frozenset[str]:
    """Words of Latin letters, and pairs of Chinese characters that stand together in a word."""
    found: set[str] = set()
    plain = _BETWEEN.sub(" ", unicodedata.normalize("NFKC", text).lower())
    for run in _WORD.findall(plain):
        chinese = run[0] > "z"
        found |= {run[i : i + 2] for i in range(len(run) - 1)} if chinese else {run}
    return frozenset(found - COMMON)


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the shorter text that the longer one has too, 0 to 1."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def similar(text: str, unit: Unit, person: Person) -> list[Match]:
    """What resembles a text among past questions and indicators, the nearest first."""
    wanted = tokens(text)
    if not wanted:
        return []
    found = [*_questions(wanted, person), *_indicators(wanted, unit)]
    return sorted(found, key=lambda match: -match.score)[:MOST]


def _questions(wanted: frozenset[str], person: Person) -> list[Match]:
    """The newest round of each question that resembles it."""
    rounds = Round.objects.visible_to(person).counting().filter(opens_at__lte=clock.now())
    best: dict[object, tuple[float, Round]] = {}
    for row in rounds.select_related("question").order_by("-pk")[:RECENT]:
        score = max(overlap(wanted, tokens(row.question.text)), overlap(wanted, tokens(row.question.text_en)))
        if score >= ENOUGH and row.question_id not in best:
            best[row.question_id] = (score, row)
    chosen = sorted(best.values(), key=lambda pair: -pair[0])[:MOST]
    parts = _parts([row for _score, row in chosen])
    return [
        Match(row.question.label, reverse("questions:round", args=[row.pk]), score, parts[row.pk].total, parts[row.pk].n,
              parts[row.pk].m, row.day)
        for score, row in chosen
    ]  # fmt: skip


def _parts(rounds: list[Round]) -> dict[UUID, Part]:
    """What each round brought, whole: two queries."""
    parts = {row.pk: Part(None) for row in rounds}  # type: ignore[arg-type]
    how = {row.pk: (row.question.adds_up, row.due_at) for row in rounds}
    answers = {one.asked_id: one for one in Answer.objects.as_known().filter(asked__round__in=rounds)}
    for pk, row in Asked.objects.filter(round__in=rounds).values_list("pk", "round"):
        parts[row].take(answers.get(pk), *how[row])
    return parts


def _indicators(wanted: frozenset[str], unit: Unit) -> list[Match]:
    day = clock.today()
    scores = {code: _score(wanted, one) for code, one in indicators.indicators().items() if one.holds(day)}
    chosen = [code for code, score in sorted(scores.items(), key=lambda pair: -pair[1])[:MOST] if score >= ENOUGH]
    line = (
        Tie.objects.on(day)
        .filter(unit=unit, line__in=COMMAND_LINES)
        .order_by("pk")
        .values_list("line", flat=True)
        .first()
    )
    if not chosen or line is None:
        return []
    rolled = rollup(day, line, unit)
    matches = []
    for code in chosen:
        one, figure = indicators.indicators()[code], rolled.figure(0, code)
        url = reverse("reports:figure", args=[line, unit.code, day, code])
        matches.append(Match(str(one.name), url, scores[code], figure.total, figure.n, figure.m, day, one))
    return [match for match in matches if match.m]


def _score(wanted: frozenset[str], one: Indicator) -> float:
    best = 0.0
    for language in ("zh-hans", "en"):
        with translation.override(language):
            best = max(best, overlap(wanted, tokens(str(one.name))))
    return best
