"""Entering units. What changes them later stands in changing.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Line, Tie, Unit, UnitKind
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from fengsui.ground.org.scope import Actor

ROOT = "-"  # the superior of a line's root


@dataclass
class UnitRow:
    """A unit as a file says it; `superiors` maps a line to the superior's code (ROOT for the line's root)."""

    code: str
    kind: str
    name: str
    name_en: str = ""
    short: str = ""
    division: str = ""
    synthetic: bool = False
    superiors: dict[str, str] = field(default_factory=dict)


@action
def arrange(rows: Iterable[UnitRow], *, since: date, by: Actor) -> int:
    """Enter units and their ties; superiors must come before their units or exist already. All or nothing."""
    scope.require(by, "org.arrange")
    listed = list(rows)
    _check_rows(listed)
    units = Unit.objects.bulk_create(
        Unit(code=r.code, kind=r.kind, name=r.name, name_en=r.name_en, short=r.short, division=r.division,
             synthetic=r.synthetic, valid_from=since)
        for r in listed
    )  # fmt: skip
    known = {unit.code: unit for unit in units} | {unit.code: unit for unit in Unit.objects.all()}
    paths: dict[tuple[str, int], str] = {(t.line, t.unit_id): t.path for t in Tie.objects.on(since)}
    Tie.objects.bulk_create([_tie(row, line, known, paths, since) for row in listed for line in row.superiors])
    journal.write("org.arranged", by=by.pk, unit=None, about="org.units", units=len(listed))
    return len(listed)


def _check_rows(rows: list[UnitRow]) -> None:
    for number, row in enumerate(rows, 1):
        where = {"number": number, "code": row.code or "?"}
        if not row.code or not row.name:
            raise Refused("org.row", _("Unit %(number)d needs a code and a name.") % where)
        if row.kind not in UnitKind.values:
            raise Refused("org.kind", _("Unit %(number)d (%(code)s) has an unknown kind.") % where)
        if row.superiors.keys() - set(Line.values):
            raise Refused("org.line", _("Unit %(number)d (%(code)s) names an unknown line.") % where)


def _tie(row: UnitRow, line: str, units: dict[str, Unit], paths: dict[tuple[str, int], str], since: date) -> Tie:
    unit, code = units[row.code], row.superiors[line]
    superior = None if code == ROOT else units.get(code)
    above = line if superior is None else paths.get((line, superior.pk))
    if (code != ROOT and superior is None) or above is None:
        raise Refused(
            "org.superior",
            _("The superior %(superior)s of %(code)s does not exist in that line; put it before its units.")
            % {"superior": code, "code": row.code},
        )
    path = paths[line, unit.pk] = f"{above}.{unit.pk}"
    return Tie(unit=unit, line=line, superior=superior, path=path, valid_from=since)
