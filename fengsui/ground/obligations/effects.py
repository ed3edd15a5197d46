from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy, ngettext

from fengsui.ground.clock import queries as clock
from fengsui.ground.measures.declare import Effect, Said, Severity
from fengsui.ground.obligations.actions.planning import AHEAD, BEHIND
from fengsui.ground.obligations.models import Obligation
from fengsui.ground.obligations.queries import named, owings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from fengsui.ground.measures.supposing import Supposition
    from fengsui.ground.obligations.declare import Expected

    type Owed = dict[tuple[str, str, str], Expected]


@dataclass
class Turn:
    """What becomes of one kind of obligation, as the units that it concerns, one for each thing owed."""

    dated: list[int] = field(default_factory=list)
    void: list[int] = field(default_factory=list)
    new: list[int] = field(default_factory=list)
    late: list[int] = field(default_factory=list)


def _tell(what: Supposition) -> Iterator[Said]:
    """What is owed at another hour, no longer, or newly: by the planning functions themselves, nothing is written."""
    now = clock.now()
    start = what.begins if what.begins > now else now - BEHIND
    before = _owed(start, start + AHEAD)
    with what.holds():
        after = _owed(start, start + AHEAD)
    turns: dict[str, Turn] = {}
    for key in _unmet(_differing(before, after)):
        _sort(turns.setdefault(key[0], Turn()), before.get(key), after.get(key), now)
    for kind, turn in turns.items():
        yield from _said(kind, turn)


def _owed(since: datetime, until: datetime) -> Owed:
    """Everything owed between two moments, as the measures that are read now say."""
    return {
        (kind, item.subject, item.period): item
        for kind, owing in owings().items()
        for item in owing.expected(since, until)
    }


def _differing(before: Owed, after: Owed) -> set[tuple[str, str, str]]:
    """What would be owed by somebody else or due at another hour, or only before, or only after."""
    return {key for key in before.keys() | after.keys() if _mark(before.get(key)) != _mark(after.get(key))}


def _mark(item: Expected | None) -> tuple[int, datetime] | None:
    return (item.unit_id, item.due_at) if item else None


def _unmet(keys: set[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Without what is met already: that is never touched. One query."""
    rows = Obligation.objects.filter(
        kind__in={kind for kind, _subject, _period in keys}, period__in={period for _kind, _subject, period in keys},
        met_at__isnull=False,
    )  # fmt: skip
    met = set(rows.values_list("kind", "subject", "period")) if keys else set()
    return sorted(keys - met)


def _sort(turn: Turn, before: Expected | None, after: Expected | None, now: datetime) -> None:
    if after is None:
        turn.void.append(before.unit_id if before else 0)
        return
    (turn.dated if before else turn.new).append(after.unit_id)
    if after.due_at < now and (before is None or before.due_at >= now):
        turn.late.append(after.unit_id)


def _said(kind: str, turn: Turn) -> Iterator[Said]:
    ways: tuple[tuple[list[int], Callable[[int], str], Severity], ...] = (
        (turn.late, _late, Severity.GRAVE), (turn.dated, _dated, Severity.NOTE),
        (turn.void, _void, Severity.WARN), (turn.new, _new, Severity.NOTE),
    )  # fmt: skip
    for units, words, severity in ways:
        if units:
            yield Said(partial(_sentence, words, kind, len(units)), tuple(sorted(set(units))), severity)


def _sentence(words: Callable[[int], str], kind: str, n: int) -> str:
    return words(n) % {"what": named(kind), "n": n}


def _late(n: int) -> str:
    return ngettext("%(what)s: %(n)d would be late at once.", "%(what)s: %(n)d would be late at once.", n)


def _dated(n: int) -> str:
    return ngettext("%(what)s: %(n)d is due at another hour.", "%(what)s: %(n)d are due at another hour.", n)


def _void(n: int) -> str:
    return ngettext("%(what)s: %(n)d is no longer owed.", "%(what)s: %(n)d are no longer owed.", n)


def _new(n: int) -> str:
    return ngettext("%(what)s: %(n)d is newly owed.", "%(what)s: %(n)d are newly owed.", n)


OWED = Effect("obligations.owed", gettext_lazy("What is owed at another hour"), _tell, order=20)
