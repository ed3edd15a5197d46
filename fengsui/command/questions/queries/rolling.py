"""Answers added up a line's tree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fengsui.command.questions.models import AddUp

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fengsui.command.questions.models import Answer
    from fengsui.ground.org.queries import Node


@dataclass
class Part:
    """What the units at or below a node answered: n of m, how many of them late, their numbers added up, their choices.

    total: None as long as nobody answered, never zero.
    """

    node: Node
    m: int = 0
    n: int = 0
    late: int = 0
    total: float | None = None
    choices: Counter[str] = field(default_factory=Counter)
    depth: int = 0  # below the asking unit

    @property
    def complete(self) -> bool:
        return self.n == self.m

    def take(self, answer: Answer | None, how: str, due: object) -> None:
        """Count one asked unit, and its answer if it gave one."""
        self.m += 1
        if answer is None:
            return
        self.n += 1
        self.late += answer.known_at > due  # type: ignore[operator]
        if answer.choice:
            self.choices[answer.choice] += 1
        if answer.number is not None and how != AddUp.NONE:
            self.total = answer.number if self.total is None else _join(self.total, answer.number, how)


def _join(total: float, number: float, how: str) -> float:
    return max(total, number) if how == AddUp.MAX else total + number


def roll(nodes: Sequence[Node], answers: Mapping[int, Answer | None], how: str, due: object) -> list[Part]:
    """Each node with what is known at or below it, in the order of the nodes; nodes where nobody was asked are left out.

    answers: asked unit → its answer, or None. A unit that stands nowhere in this line is in no part.
    """
    top = nodes[0].depth if nodes else 0
    parts = {node.unit_id: Part(node, depth=node.depth - top) for node in nodes}
    paths = {node.unit_id: node.path for node in nodes}
    for unit, answer in answers.items():
        for above in paths.get(unit, ".").split(".")[1:]:
            if above and int(above) in parts:
                parts[int(above)].take(answer, how, due)
    return [part for part in parts.values() if part.m]
