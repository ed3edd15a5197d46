"""Switch sets: prepared lists of settings, written by whoever may, edited by replacing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.measures import queries as measures
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Tie, Unit, UnitKind
from fengsui.ground.response.actions.emergencies import replace
from fengsui.ground.response.models import Grade, SwitchSet
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fengsui.ground.org.scope import Actor


class Line(NamedTuple):
    """One setting of a set: its value as people type it, for all, for a system or for the unit with a code."""

    parameter: str
    value: str
    system: str = ""
    unit: str = ""


@action
def write_set(
    unit: Unit, name: str, lines: Sequence[Line], *, by: Actor, note: str = "", grade: int = Grade.NONE,
    former: SwitchSet | None = None,
) -> SwitchSet:  # fmt: skip
    """Write a set, or a new version of one (`former`). Refused names the line (`facts["line"]`), or who was faster."""
    scope.require(by, "response.prepare", former.unit if former else unit)
    if not name.strip():
        raise Refused("response.set_name", _("Say what the set is called."), field="name")
    if not lines:
        raise Refused("response.no_lines", _("A set needs at least one measure."))
    stored = [_line(line, number, former.unit if former else unit) for number, line in enumerate(lines)]
    _no_doubles(stored)
    if former:
        replace(former)
    made = SwitchSet.objects.create(
        series=former.series if former else uuid7(), unit=former.unit if former else unit, name=name.strip(),
        note=note.strip(), grade=grade, lines=stored, at=clock.now(), known_at=clock.now(),
        by=by if isinstance(by, Person) else None,
    )  # fmt: skip
    journal.write(
        "response.set_written", by=by.pk, unit=made.unit_id, about=made.about, name=made.name, lines=len(stored)
    )
    return made


@action
def retire_set(prepared: SwitchSet, *, by: Actor) -> None:
    """Take a set out of use; what was switched by it stays as it is."""
    scope.require(by, "response.prepare", prepared.unit)
    replace(prepared)
    journal.write("response.set_retired", by=by.pk, unit=prepared.unit_id, about=prepared.about, name=prepared.name)


def _line(line: Line, number: int, unit: Unit) -> dict[str, Any]:
    parameter = measures.parameters().get(line.parameter)
    if parameter is None:
        raise Refused("response.parameter", _("Choose a measure."), field="parameter", line=number)
    try:
        value = parameter.read(line.value)
    except Refused as refused:
        raise Refused(refused.code, refused.sentence, field="value", line=number) from refused
    _reach(line, number, unit)
    return {"parameter": parameter.key, "value": value, "system": line.system, "unit": line.unit}


def _reach(line: Line, number: int, unit: Unit) -> None:
    """The department sets for all; an administration for its own system only."""
    there = Unit.objects.existing().filter(code=line.unit).first() if line.unit else None
    if line.unit and (there is None or line.system):
        raise Refused("response.whom", _("Choose a unit that exists, or a system."), field="whom", line=number)
    if unit.kind == UnitKind.DEPARTMENT:
        return
    own = Tie.objects.on().filter(unit=there, superior=unit).exists() if there else line.system == unit.system
    if not own:
        raise Refused(
            "response.reach", _("%(unit)s sets measures for its own system only.") % {"unit": unit.label}, field="whom",
            line=number,
        )  # fmt: skip


def _no_doubles(stored: list[dict[str, Any]]) -> None:
    seen = set()
    for number, line in enumerate(stored):
        key = (line["parameter"], line["system"], line["unit"])
        if key in seen:
            raise Refused(
                "response.double", _("This measure is set twice for the same."), field="parameter", line=number
            )
        seen.add(key)
