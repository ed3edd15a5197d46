"""Whom a plan may name: units that can be given tasks by its own, and persons who do tasks there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.tasks.queries.whom import reach
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.command.plans.content import Content, Entry
    from fengsui.ground.org.models import Unit


def check_named(unit: Unit, content: Content) -> None:
    """Refuse units that are not at or below the plan's, and persons who hold no office at theirs: today, so it is asked again."""
    _check_units(unit, content)
    _check_persons(content.entries())


def _check_units(unit: Unit, content: Content) -> None:
    """Only units at or below the plan's own: what it gives them must be able to become a task."""
    wanted = content.units()
    here = set(reach(unit).filter(pk__in=wanted).values_list("pk", flat=True)) if wanted else set()
    named = [one for entry in content.entries() for one in (entry.unit, *entry.helpers) if one]
    if strange := next((one for one in named if one.pk not in here), None):
        raise Refused(
            "plans.reach",
            _("%(unit)s does not stand below %(giver)s; the plan can give it nothing.")
            % {"unit": strange.label, "giver": unit.label},
        )


def _check_persons(entries: Iterable[Entry]) -> None:
    named = [(entry.unit.pk, entry) for entry in entries if entry.unit and entry.person_id]
    held = scope.holders_of("tasks.do", [pk for pk, _entry in named]) if named else {}
    for pk, entry in named:
        if entry.person_id not in {one.pk for one in held.get(pk, [])}:
            raise Refused(
                "plans.person",
                _("The person named for “%(item)s” holds no office there that does tasks; choose another.")
                % {"item": entry.text[:30]},
            )
