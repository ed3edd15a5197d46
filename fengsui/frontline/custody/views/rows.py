"""The rows behind a number, and behind a head count that does not add up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render

from fengsui.frontline.custody.models import Fever, Movement, Strength
from fengsui.frontline.custody.queries.balances import balances, wholes
from fengsui.frontline.custody.queries.hours import last_day
from fengsui.frontline.custody.queries.numbers import MOVEMENTS, sheets
from fengsui.frontline.custody.queries.persons import with_persons
from fengsui.frontline.custody.queries.places import sections
from fengsui.frontline.custody.views.common import basics, facility_of
from fengsui.frontline.custody.words import movement_label
from fengsui.ground.clock.past import looks_back
from fengsui.ground.indicators import queries as indicators

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from fengsui.frontline.custody.models import OfPerson, Slot
    from fengsui.ground.indicators.declare import Asked
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


@looks_back
def rows(request: Request, code: str, day: date, indicator: str) -> HttpResponse:
    """The rows that make one number of a facility's report."""
    unit = facility_of(request, code)
    found = indicators.indicators().get(indicator)
    if found is None or found.compute is None or not indicator.startswith("custody.") or unit.kind not in found.kinds:
        raise Http404
    asked = indicators.asked(day, [unit.pk], request.known)
    context = basics(
        unit, day=day, indicator=found, value=found.compute(asked).get(unit.pk), window=asked.windows[unit.system],
        **_rows(unit, indicator.removeprefix("custody."), asked),
    )  # fmt: skip
    return render(request, "custody/rows.html", context)


def _rows(unit: Unit, name: str, asked: Asked) -> dict[str, Any]:
    window = asked.windows[unit.system]
    if name.startswith("officers_"):
        told = Strength.objects.filter(facility=unit, day=last_day(window)).order_by("-known_at")
        return {"officers": told.filter(known_at__lte=asked.known) if asked.known else told}
    kind = MOVEMENTS.get(name.partition("_")[2])
    if kind or name.endswith("_fevers"):
        table: QuerySet[Any] = (
            Movement.objects.as_known(asked.known).filter(kind=kind) if kind else Fever.objects.as_known(asked.known)
        )
        found = table.filter(facility=unit, at__gte=window.start, at__lt=window.end).order_by("at")
        related = ("section", "to_section", "counterpart") if kind else ("section",)
        people: list[tuple[OfPerson, Any]] = with_persons(found.select_related("prisoner", "detainee", *related))
        return {"people": people, "label": movement_label(unit, kind) if kind else ""}
    sheet = asked.shared(sheets).get(unit.pk)
    call = sheet.calls[-1] if sheet and sheet.calls else None
    here = sections([unit.pk], call.day).get(unit.pk, []) if call else []
    return {"call": call, "counts": [(each, sheet.last.get(each.pk)) for each in here] if sheet else []}


@looks_back
def balance(request: Request, code: str, day: date, slot: Slot) -> HttpResponse:
    """Both counts of every section and the movements between them."""
    unit = facility_of(request, code)
    parts = sorted(
        balances(day, request.known, facility=unit, slot=slot),
        key=lambda part: (len(part.now.section.code), part.now.section.code),
    )
    whole = next(iter(wholes(day, parts)), None)
    between: dict[Any, Movement] = {line.pk: line for part in parts for line in (*part.came, *part.left)}
    moved = Movement.objects.filter(pk__in=between).order_by("at")
    listed = with_persons(moved.select_related("section", "to_section", "counterpart", "prisoner", "detainee"))
    context = basics(
        unit, day=day, slot=slot, parts=parts, whole=whole,
        moved=[(row, movement_label(unit, row.kind), who) for row, who in listed],
    )  # fmt: skip
    return render(request, "custody/balance.html", context)
