"""In whose report an answer counts, and the numbers of standing questions as indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef

from fengsui.command.questions.models import AddUp, Answer, Asked, Stage, Step
from fengsui.ground.indicators import actions as indicators
from fengsui.ground.indicators.declare import REPORTING
from fengsui.ground.org.models import Line, Tie, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from fengsui.command.questions.models import Round
    from fengsui.ground.indicators.declare import Asked as AskedOf


def counted_for(units: Sequence[Unit], day: date) -> dict[int, int]:
    """Unit → the unit in whose report its number stands: itself, or the nearest above it in the territory."""
    paths = Tie.objects.on(day).filter(line=Line.TERRITORY, unit__in=units).values_list("unit", "path")
    above = {unit: [int(part) for part in path.split(".")[1:]] for unit, path in paths}
    ids = {pk for path in above.values() for pk in path}
    reporting = set(Unit.objects.filter(pk__in=ids, kind__in=REPORTING).values_list("pk", flat=True))
    found = {unit: next((pk for pk in reversed(path) if pk in reporting), None) for unit, path in above.items()}
    return {unit: pk for unit, pk in found.items() if pk is not None}


def refresh(row: Round, units: Iterable[int | None] = ()) -> None:
    """Compute the indicator of a standing question again, for some reporting units or all of its own."""
    if row.standing_id:
        touched = {pk for pk in units if pk} or set(
            Asked.objects.filter(round=row, counts_for__isnull=False).values_list("counts_for", flat=True)
        )
        indicators.refresh(row.day, touched, "q.")


def compute_many(asked: AskedOf, defined: Mapping[str, Any]) -> dict[str, dict[int, float]]:
    """The numbers of all standing questions of a day: one query. A unit nobody answered for has none."""
    codes = {params["standing"]: code for code, params in defined.items()}
    rows = current(asked.known).filter(
        asked__round__day=asked.day,
        asked__round__standing__in=codes,
        asked__counts_for__isnull=False,
        number__isnull=False,
    )
    found: dict[str, dict[int, float]] = {}
    fields = ("asked__round__standing", "asked__counts_for", "number", "asked__round__question__adds_up")
    for standing, unit, number, how in rows.values_list(*fields):
        numbers = found.setdefault(codes[standing], {})
        before = numbers.get(unit)
        numbers[unit] = number if before is None else max(before, number) if how == AddUp.MAX else before + number
    return found


def current(known: datetime | None = None) -> Any:
    """The answers that count, as known at a moment (now): not replaced, of rounds that were not withdrawn."""
    withdrawn = Step.objects.filter(round=OuterRef("asked__round"), stage=Stage.WITHDRAWN)
    if known:
        withdrawn = withdrawn.filter(at__lte=known)
    return Answer.objects.as_known(known).filter(~Exists(withdrawn))
