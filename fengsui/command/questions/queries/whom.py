"""Whom one can ask: kinds of unit below one's own along a line, or single units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from fengsui.command.questions.models import NEVER, Asked, Round
from fengsui.command.questions.rights import ABOVE
from fengsui.ground.org import scope
from fengsui.ground.org.models import COMMAND_LINES, Tie, Unit, UnitKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from fengsui.ground.org.models import Person

LISTED = 200  # single units shown to pick from


def asking(person: Person) -> list[Unit]:
    """The units in whose name a person may ask, the highest first."""
    return scope.own_highest(person, "questions.ask", among_equals="pk")


def lines_of(unit: Unit) -> list[str]:
    """The lines of command in which a unit has others below it."""
    paths = list(Tie.objects.on().filter(unit=unit, line__in=COMMAND_LINES).values_list("path", flat=True))
    below = Tie.objects.on().filter(path__within=paths).exclude(unit=unit).values_list("line", flat=True)
    found = set(below.distinct())
    return [line.value for line in COMMAND_LINES if line.value in found]


def below(unit: Unit, line: str) -> QuerySet[Unit]:
    """The units that can be asked below one in a line."""
    paths = Tie.objects.on().filter(unit=unit, line=line).values_list("path", flat=True)
    return Unit.objects.existing().within(paths).exclude(pk=unit.pk).exclude(kind__in=NEVER)


def kinds(units: QuerySet[Unit]) -> list[tuple[str, str, int]]:
    """Each kind among some units: its value, its name, how many."""
    counted = dict(units.order_by().values_list("kind").annotate(n=Count("pk")))
    return [(kind.value, str(kind.label), counted[kind.value]) for kind in UnitKind if kind.value in counted]


def tops(unit: Unit, line: str) -> list[Unit]:
    """The units below which one can narrow the choice: bureaus and administrations with others below them."""
    return list(
        below(unit, line)
        .filter(kind__in=ABOVE, below__line=line, below__valid_to__isnull=True)
        .distinct()
        .order_by("code")
    )


def of_round(person: Person, pk: UUID | None) -> list[Unit]:
    """The units that a round asked and that still exist: the same as last time."""
    rounds = Round.objects.visible_to(person).filter(pk=pk) if pk else Round.objects.none()
    return list(
        Unit.objects.existing().filter(pk__in=Asked.objects.filter(round__in=rounds).values("unit")).order_by("code")
    )


def count_with(units: Iterable[Unit], indicator_kinds: Iterable[str]) -> int:
    """How many of some units have a number computed already."""
    wanted = set(indicator_kinds)
    return sum(unit.kind in wanted for unit in units)
