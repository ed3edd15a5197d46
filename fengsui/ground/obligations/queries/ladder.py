"""Who stands above the units that are late, along every line in which they answer to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Self

from fengsui.ground.obligations.models import Obligation
from fengsui.ground.obligations.queries.kinds import owings, own_titles
from fengsui.ground.org import scope
from fengsui.ground.org.models import Tie, Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

    from fengsui.ground.org.models import Person


class Same(NamedTuple):
    """What makes two obligations the same thing owed by two units: kind, hour, and its own title if it has one."""

    kind: str
    due: datetime
    title: str


@dataclass(frozen=True)
class Ladder:
    """The superiors of some late rows' units and who hears there; a constant number of queries for all rows.

    A level counts only where somebody hears: what has no ears is passed over, not waited for.
    """

    paths: dict[int, list[list[str]]]  # unit → its lines: the line's name, then the ids from the root down to itself
    units: dict[int, Unit]
    ears: dict[str, dict[int, list[Person]]]  # verb → unit → who hears
    peers: dict[Same, set[int]]  # what was owed → every unit that owed it
    titles: dict[int, list[str]]  # row → its own title, if its kind has such

    @classmethod
    def of(cls, rows: Collection[Obligation]) -> Self:
        kinds, dues = {row.kind for row in rows}, {row.due_at for row in rows}
        owed = list(Obligation.objects.filter(kind__in=kinds, due_at__in=dues, void_at__isnull=True))
        titles = own_titles(owed)
        peers: dict[Same, set[int]] = {}
        for row in owed:
            peers.setdefault(_same(row, titles), set()).add(row.unit_id)
        paths: dict[int, list[list[str]]] = {}
        ties = Tie.objects.on().filter(unit__in=set().union(*peers.values()))
        for unit_id, path in ties.order_by("pk").values_list("unit_id", "path"):
            paths.setdefault(unit_id, []).append(path.split("."))
        late = {row.unit_id for row in rows}
        above = {int(step) for unit_id in late for path in paths.get(unit_id, []) for step in path[1:-1]}
        ears = {verb: scope.holders_of(verb, above) for verb in {owings()[kind].escalate_verb for kind in kinds}}
        return cls(paths, Unit.objects.in_bulk(above), ears, peers, titles)

    def same(self, row: Obligation) -> Same:
        return _same(row, self.titles)

    def above(self, row: Obligation, level: int) -> Iterator[tuple[str, Unit, list[Person]]]:
        """Who hears of a row at a level: line, superior, persons; along two lines it may be two superiors."""
        verb = owings()[row.kind].escalate_verb
        seen = set()
        for line, *steps, _self in self.paths.get(row.unit_id, []):
            hearing = [
                int(step)
                for step in reversed(steps)
                if line in scope.verbs()[verb].lines and int(step) in self.ears[verb]
            ]
            if len(hearing) >= level and hearing[level - 1] not in seen:
                seen.add(hearing[level - 1])
                yield line, self.units[hearing[level - 1]], self.ears[verb][hearing[level - 1]]

    def owed(self, same: Same, superior: int) -> int:
        """How many units below a superior owed the same at the same hour."""
        here = str(superior)
        return sum(any(here in path[1:-1] for path in self.paths.get(pk, [])) for pk in self.peers[same])


def _same(row: Obligation, titles: dict[int, list[str]]) -> Same:
    return Same(row.kind, row.due_at, titles.get(row.pk, [""])[0])
