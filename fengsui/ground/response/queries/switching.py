"""Switches: what was applied, what of it still holds, what somebody else changed meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.models import Measure
from fengsui.ground.measures.supposing import suppose, suppose_ended
from fengsui.ground.org.models import System
from fengsui.ground.response import dryrun
from fengsui.ground.response.models import Switch
from fengsui.ground.response.queries.sets import settings

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from fengsui.ground.measures.supposing import Supposition
    from fengsui.ground.response.dryrun import DryRun
    from fengsui.ground.response.models import Emergency, SwitchSet


@dataclass(frozen=True)
class Wanted:
    """A switch as it is asked for: which set, for whom, from–until."""

    prepared: SwitchSet
    system: str = ""
    at: datetime | None = None
    until: datetime | None = None

    def supposed(self) -> Supposition:
        return suppose(settings(self.prepared, system=self.system, at=self.at, until=self.until))

    @property
    def asked(self) -> list[Any]:
        return [self.prepared.pk, self.system, self.at, self.until]


def dry_run(wanted: Wanted) -> DryRun:
    """What applying it would do. Writes nothing."""
    return dryrun.run(wanted.supposed, wanted.asked)


@dataclass(frozen=True)
class Remains:
    """What is left of a switch: its measures that still stand, and what somebody else changed meanwhile."""

    standing: list[Measure]
    taken: list[Measure]  # of its own, taken back one by one
    later: list[Measure]  # of somebody else, set since for the same; they stay

    def supposed(self) -> Supposition:
        return suppose_ended(self.standing)


def remains(switch: Switch) -> Remains:
    """Two queries."""
    now = clock.now()
    own = list(Measure.objects.filter(switched__switch=switch).select_related("unit").order_by("pk"))
    others = Measure.objects.as_known().filter(
        parameter__in={row.parameter for row in own}, known_at__gte=switch.decided_at
    )
    later = [
        row for row in others.exclude(pk__in=[row.pk for row in own]).select_related("unit").order_by("pk")
        if row.pk > own[0].pk and any(_overlap(row, mine) for mine in own)
    ]  # fmt: skip
    return Remains(
        [row for row in own if row.replaced_at is None and (row.until is None or row.until > now)],
        [row for row in own if row.replaced_at is not None], later,
    )  # fmt: skip


def _overlap(one: Measure, other: Measure) -> bool:
    """Whether two measures of one parameter reach the same units."""
    if one.parameter != other.parameter:
        return False
    if one.unit_id and other.unit_id:
        return one.unit_id == other.unit_id
    systems = {row.unit.system if row.unit else row.system for row in (one, other)}
    return "" in systems or len(systems) == 1


def kept_sentences(left: Remains) -> list[str]:
    """What somebody else changed, and stays so, in the language in force."""
    taken = [_("%(what)s was taken back already.") % {"what": named(row)} for row in left.taken]
    return taken + [
        _("%(what)s, set meanwhile, stays: %(basis)s") % {"what": named(row), "basis": row.basis} for row in left.later
    ]


def named(row: Measure) -> str:
    """A measure in one line, in the language in force."""
    line = described(row)
    return _("%(name)s: %(value)s (%(whom)s)") % {"name": line["name"], "value": line["value"], "whom": line["whom"]}


def described(row: Measure) -> dict[str, str]:
    """A measure as people read it."""
    parameter = measures.parameters().get(row.parameter)
    whom = row.unit.label if row.unit else str(System(row.system).label) if row.system else _("all systems")
    value = str(row.value)
    if parameter:
        value = measures.shown(parameter.loaded(row.value), parameter.unit, parameter.choices)
    return {
        "name": str(parameter.name) if parameter else row.parameter,
        "value": value,
        "whom": whom,
        "key": row.parameter,
    }


def dry_run_back(switch: Switch) -> DryRun:
    """What taking it back would do. Writes nothing."""
    left = remains(switch)
    return dryrun.run(left.supposed, back_asked(switch, left))


def back_asked(switch: Switch, left: Remains) -> list[Any]:
    return [switch.pk, [row.pk for row in left.standing]]


def switches(emergency: Emergency, known: datetime | None = None) -> QuerySet[Switch]:
    """The switches of an emergency, the newest first; as known at a moment."""
    rows = Switch.objects.filter(emergency=emergency).select_related("prepared", "document__series", "unit", "reversal")
    return rows if known is None else rows.filter(decided_at__lte=known)


def told(stored: dict[str, list[Any]]) -> list[Any]:
    """What is kept in every language (a dry run, what was kept), in the language in force."""
    return stored.get("en" if (get_language() or "").startswith("en") else "zh-hans", [])


def own_measures(since: datetime, known: datetime | None = None) -> list[Measure]:
    """The measures decided since a moment that hold or are to come (now, or as known then), the newest first.

    One that a later one for the same units has overtaken is left out.
    """
    moment, found = known or clock.now(), []
    taken: set[tuple[str, str, int | None]] = set()
    rows = Measure.objects.as_known(known).filter(at__gte=since).select_related("unit")
    for row in rows.order_by("-at", "-pk"):
        reach = (row.parameter, row.system, row.unit_id)
        if (row.until and row.until <= moment) or reach in taken:
            continue
        found.append(row)
        if row.at <= moment:
            taken.add(reach)
    return found
