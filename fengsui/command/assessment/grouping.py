"""What many bureaus of one superior have in common is said once, of the superior: a hundred lines hide what matters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.ground.checks import queries as checks
from fengsui.ground.org.models import System

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.assessment.findings import Finding
    from fengsui.ground.org.models import Unit
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


def together(found: list[Finding], nodes: list[Node], units: dict[int, Unit]) -> list[Finding]:
    """The findings with those of many bureaus under one superior made one, if their check says how."""
    grouped: list[Finding] = []
    for key, check in checks.checks().items():
        same = [finding for finding in found if check.together and finding.failure.check == key]
        for above, rows in by_superior([(finding.unit, finding) for finding in same], nodes).items():
            grouped.append(_one(rows, units[above], str(check.together), nodes[0]))
            found = [finding for finding in found if finding not in rows]
    return found + grouped


def _one(rows: list[Finding], superior: Unit, sentence: str, root: Node) -> Finding:
    line, failure = root.path.split(".")[0], rows[0].failure
    params = {"n": len(rows), "units": Names(tuple(row.unit for row in rows))}
    url = reverse("chase_unit", args=[line, superior.code]) + f"?day={failure.day.isoformat()}"
    said = replace(
        failure,
        unit_id=superior.pk,
        params=params,
        sentence=sentence,
        amount=float(len(rows)),
        url=url,
        subject="below",
    )
    return replace(rows[0], failure=said, unit=superior)
