from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fengsui.command.assessment.queries import brief, observed, signature
from fengsui.command.reports.measures import CUTOFF
from fengsui.command.reports.models import BUREAU_KINDS, owing_units
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.declare import KEY
from fengsui.ground.indicators.rollups import rollup
from fengsui.ground.measures import queries as measures
from fengsui.ground.obligations.declare import Panel
from fengsui.ground.org import scope
from fengsui.ground.org.models import SYSTEM_OF, System, UnitKind
from fengsui.ground.org.queries import line_of

if TYPE_CHECKING:
    from datetime import date

    from fengsui.ground.indicators.rollups import Rollup
    from fengsui.ground.org.models import Person
    from fengsui.ground.org.queries import Node

SHOWN = 6


def _context(person: Person) -> dict[str, Any]:
    """The state of the whole for the highest unit whose assessment the person may see; as of the last tick."""
    unit, day = scope.highest(person, "assessment.view"), clock.today()
    assert unit is not None  # the panel is shown to who has the verb
    line = line_of(unit)
    rolled = rollup(day, line, unit)
    seen = observed(day, {node.unit_id for node in rolled.nodes}, SHOWN)
    owing = set(owing_units(day).values_list("pk", flat=True)) & rolled.own.keys()
    missing = [node for node in rolled.missing(0) if node.unit_id in owing]
    return {
        "unit": unit, "day": day, "line": line, "seen": seen, "findings": seen.findings if seen else [],
        "more": seen.total - len(seen.findings) if seen else 0,
        "owing": len(owing), "signed": len(owing) - len(missing), "missing": _standing(missing, day)[:SHOWN],
        "unnamed": max(len(missing) - SHOWN, 0),
        "figures": _figures(rolled), "signature": signature(brief(unit, line, day)),
    }  # fmt: skip


def _figures(rolled: Rollup) -> list[tuple[Any, Any]]:
    """The key figures that somebody below owes."""
    shown = [code for code in rolled.codes if KEY in indicators.indicators()[code].tags]
    figures = [(indicators.indicators()[code], rolled.figure(0, code)) for code in shown]
    return [row for row in figures if row[1].m]


def _standing(missing: list[Node], day: date) -> list[tuple[Node, bool]]:
    """The units that have not signed, and whether their cut-off has passed; the silent ones first, facilities before bureaus."""
    reading = measures.reading(CUTOFF, at=clock.last_moment(day))
    moment = clock.now()

    def silent(node: Node) -> bool:
        system = SYSTEM_OF.get(UnitKind(node.kind), System.BUREAU)
        return moment > clock.on(day, reading.at(system, node.unit_id))

    return sorted(((node, silent(node)) for node in missing), key=lambda row: (not row[1], row[0].kind in BUREAU_KINDS))


WHOLE = Panel("assessment.whole", verb="assessment.view", template="assessment/panel.html", context=_context, order=30)
