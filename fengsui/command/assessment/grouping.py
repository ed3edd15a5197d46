"""What many bureaus of one superior have in common is said once, of the superior: a hundred lines hide what matters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.command.assessment.languages import in_languages
from fengsui.ground.checks import queries as checks
from fengsui.ground.org.models import System, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.assessment.findings import Row
    from fengsui.ground.org.queries import Node

MANY = 4  # bureaus of one superior; facilities are few, and each is said by itself
NAMED = 6


@dataclass(frozen=True)
class Names:
    """Some units' names, in the language in which they are read."""

    units: tuple[Unit, ...]

    def __str__(self) -> str:
        said = [unit.label for unit in self.units[:NAMED]]
        more = len(self.units) - len(said)
        return _(", ").join(said + ([_("and %(n)d more") % {"n": more}] if more else []))


def by_superior[T](rows: Iterable[tuple[Unit, T]], nodes: list[Node]) -> dict[int, list[T]]:
    """Superior's id → the rows of its bureaus, where they are many."""
    parents = {node.unit_id: node.parent for node in nodes}
    found: dict[int, list[T]] = {}
    for unit, row in rows:
        above = parents.get(unit.pk)
        if unit.system == System.BUREAU and above in parents and above is not None:
            found.setdefault(above, []).append(row)
    return {above: one for above, one in found.items() if len(one) >= MANY}


def together(rows: list[Row], nodes: list[Node]) -> list[Row]:
    """The rows with those of many bureaus under one superior made one, if their check says how. Handled ones stay alone."""
    groups: list[tuple[int, list[Row]]] = []
    for key, check in checks.checks().items():
        same = [row for row in rows if check.together and row.check == key and not row.handlings and row.is_open]
        groups += by_superior([(row.unit, row) for row in same], nodes).items()
    if not groups:
        return rows
    superiors = Unit.objects.in_bulk({above for above, _members in groups})
    said = {row.finding.pk for _above, members in groups for row in members}
    return [row for row in rows if row.finding.pk not in said] + [
        _one(members, superiors[above], nodes[0]) for above, members in groups
    ]


def _one(rows: list[Row], superior: Unit, root: Node) -> Row:
    line, first = root.path.split(".")[0], rows[0]
    names, sentence = Names(tuple(row.unit for row in rows)), checks.checks()[first.check].together
    said = in_languages(lambda: str(sentence).format(n=len(rows), units=names))
    url = (
        reverse("assessment:findings", args=[line, superior.code]) + f"?check={first.check}&day={first.day.isoformat()}"
    )
    return replace(first, unit=superior, said=said, url=url, members=rows)
