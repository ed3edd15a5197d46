from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.declare import Effect, Said, Severity
from fengsui.ground.measures.supposing import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.measures.declare import Parameter
    from fengsui.ground.measures.supposing import Both, Supposition
    from fengsui.ground.org.models import Unit


def _tell(what: Supposition) -> Iterator[Said]:
    """Whose values change from what to what."""
    for key in sorted(what.keys):
        parameter = measures.parameters()[key]
        moved = what.moved(parameter, what.first(key))
        link = reverse("measures:parameter", args=[key])
        if not moved:
            yield Said(partial(_nothing, parameter), severity=Severity.WARN, link=link)
        groups: dict[Both, list[Unit]] = {}
        for unit in what.units:
            if unit.pk in moved:
                groups.setdefault(moved[unit.pk], []).append(unit)
        for values, units in groups.items():
            yield Said(partial(_sentence, parameter, values, units), tuple(unit.pk for unit in units), link=link)


def _nothing(parameter: Parameter) -> str:
    return _("%(name)s: nothing changes, the value holds everywhere already, or a unit’s own value goes before.") % {
        "name": parameter.name
    }


def _sentence(parameter: Parameter, values: Both, units: list[Unit]) -> str:
    return _("%(name)s: from %(before)s to %(after)s (%(units)s).") % {
        "name": parameter.name, "before": measures.shown(values.before, parameter.unit, parameter.choices),
        "after": measures.shown(values.after, parameter.unit, parameter.choices), "units": counted(units),
    }  # fmt: skip


VALUES = Effect("measures.values", gettext_lazy("What changes from what to what"), _tell, order=10)
