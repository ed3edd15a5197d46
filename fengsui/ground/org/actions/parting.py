"""What happens to the people and the rows of units that are closed, founded or reopened by a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from fengsui import house
from fengsui.ground.org.actions.offices import may_give
from fengsui.ground.org.models import Appointment, Capacity, Tie, Unit
from fengsui.ground.org.plans import lasting
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from fengsui.ground.org.models import Change
    from fengsui.ground.org.plans import Part, Plan
    from fengsui.ground.org.scope import Actor


def close_all(plan: Plan, change: Change) -> None:
    """Close units with their ties, appointments and capacities."""
    ids = [unit.pk for unit in plan.closing]
    Unit.objects.filter(pk__in=ids).update(valid_to=plan.day, ended_by=change)
    ends = {"valid_to": plan.day, "ended_by": change}
    Tie.objects.filter(unit__in=ids, valid_to__isnull=True).update(**ends)
    for model in (Appointment, Capacity):
        rows = model._default_manager.filter(unit__in=ids, ended_by__isnull=True)  # noqa: SLF001
        lasting(rows.exclude(valid_from__gt=plan.day), plan.day).update(**ends)


def go_over(plan: Plan, heir: Unit, change: Change, carry: Collection[int], by: Actor) -> None:
    """Let the people of units that are closed belong to the heir; give anew the appointments that were chosen."""
    Capacity.objects.bulk_create(
        Capacity(person_id=row.person_id, kind=row.kind, unit=heir, valid_from=plan.day, made_by=change)
        for row in plan.capacities()
    )
    chosen = list(plan.appointments().filter(pk__in=carry))
    for office in {row.office for row in chosen}:
        may_give(by, office, heir)
    there = set(Appointment.objects.filter(unit=heir, valid_to__isnull=True).values_list("person", "office"))
    wanted = {(row.person_id, row.office) for row in chosen} - there
    Appointment.objects.bulk_create(
        Appointment(person_id=person, office=office, unit=heir, valid_from=plan.day, made_by=change)
        for person, office in wanted
    )


def found_parts(plan: Plan, change: Change) -> Iterator[tuple[Part, Unit, dict[str, str]]]:
    """Found the new units of a split, each where the old one stands; with the path of each line."""
    if not plan.parts:
        return
    old = plan.unit
    ties = list(Tie.objects.filter(unit=old, valid_to__isnull=True))
    for part in plan.parts:
        unit = Unit.objects.create(
            code=part.code, kind=old.kind, name=part.name.strip(), name_en=part.name_en.strip(), short=part.short.strip(),
            division=old.division, synthetic=old.synthetic, valid_from=plan.day, made_by=change,
        )  # fmt: skip
        paths = {tie.line: f"{tie.path.rpartition('.')[0]}.{unit.pk}" for tie in ties}
        Tie.objects.bulk_create(
            Tie(unit=unit, line=tie.line, superior_id=tie.superior_id, path=paths[tie.line], valid_from=plan.day, made_by=change)
            for tie in ties
        )  # fmt: skip
        yield part, unit, paths


def reopen_all(change: Change, founded: list[int]) -> None:
    """Take back closing and founding; what was founded and is used already cannot be taken back."""
    Unit.objects.filter(ended_by=change).update(valid_to=None, ended_by=None)
    for model in (Appointment, Capacity):
        rows = model._default_manager  # noqa: SLF001
        rows.filter(made_by=change).delete()
        rows.filter(ended_by=change).update(valid_to=None, ended_by=None)
    house.forget_units(founded)
    try:
        Unit.objects.filter(pk__in=founded).delete()
    except ProtectedError as error:
        raise Refused("org.in_use", _("The new units are in use already; close them instead.")) from error
