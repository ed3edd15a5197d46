"""Switch sets: prepared lists of measures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.ground.measures import queries as measures
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame
from fengsui.ground.org.models import FACILITY_KINDS, Unit, UnitKind
from fengsui.ground.org.queries import fetch
from fengsui.ground.response import actions
from fengsui.ground.response.actions import Line
from fengsui.ground.response.forms import LineFormSet, SetForm
from fengsui.ground.response.models import SwitchSet
from fengsui.ground.response.queries.sets import sets, shown
from fengsui.ground.response.views.common import seen, status
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

KINDS = (
    UnitKind.PRISON_ADMINISTRATION,
    UnitKind.REHABILITATION_ADMINISTRATION,
    UnitKind.LEAGUE_BUREAU,
    *FACILITY_KINDS,
)


def index(request: Request) -> HttpResponse:
    """All sets, with what they would put in force."""
    seen(request)
    found = sets()
    lines = shown(found)
    context = {"rows": [(one, lines[one.pk]) for one in found], "may": scope.may(request.person, "response.prepare")}
    return render(request, "response/sets.html", context)


def new(request: Request) -> HttpResponse:
    """Write a set."""
    unit = scope.highest(request.person, "response.prepare")
    if unit is None:
        raise Http404
    return _edit(request, unit, None)


def one(request: Request, series: UUID) -> HttpResponse:
    """One set: read it, or edit it."""
    seen(request)
    found = fetch(request.person, SwitchSet.objects.as_known().select_related("unit"), request.path, series=series)
    if scope.may(request.person, "response.prepare", found.unit):
        return _edit(request, found.unit, found)
    if request.method == "POST":
        raise Http404
    return render(request, "response/set.html", {"set": found, "lines": shown([found])[found.pk]})


@require_POST
def retire(request: Request, series: UUID) -> HttpResponse:
    """Take a set out of use."""
    rows = SwitchSet.objects.as_known().filter(unit__in=scope.units(request.person, "response.prepare"))
    found = fetch(request.person, rows.select_related("unit"), request.path, series=series)
    try:
        actions.retire_set(found, by=request.person)
        messages.success(request, _("Out of use. What was switched by it stays."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("response:sets")


def _edit(request: Request, unit: Unit, former: SwitchSet | None) -> HttpResponse:
    whole = unit.kind == UnitKind.DEPARTMENT
    more = {"units": _units(request, unit), "whole": whole}
    form = SetForm(request.POST or None, initial=_initial(former))
    lines = LineFormSet(request.POST or None, initial=_lines(former), form_kwargs=more, prefix="line")
    if (
        request.method == "POST"
        and form.is_valid()
        and lines.is_valid()
        and _written(request, unit, former, form, lines)
    ):
        messages.success(request, _("Saved."))
        return redirect("response:sets")
    context = {"form": form, "lines": lines, "set": former, "unit": unit}
    wrong = any(row.errors for row in lines) if lines.is_bound else False
    return render(request, "response/set.html", context, status=422 if wrong else status(form))


def _written(request: Request, unit: Unit, former: SwitchSet | None, form: SetForm, lines: Any) -> bool:
    rows = [row for row in lines if row.cleaned_data.get("parameter")]
    seen_row = request.POST.get("row", "")
    if former and seen_row and seen_row != str(former.pk):
        form.add_error(None, _("Somebody edited this set meanwhile. Look at it again; what you typed stands here."))
        return False
    try:
        actions.write_set(
            unit, form.cleaned_data["name"], [_line(row.cleaned_data) for row in rows], note=form.cleaned_data["note"],
            grade=form.cleaned_data["grade"] or 0, former=former, by=request.person,
        )  # fmt: skip
    except Refused as refused:
        number = refused.facts.get("line")
        if number is None:
            blame(form, refused)
        else:
            rows[number].add_error(refused.field, str(refused.sentence))
            form.add_error(None, _("One line is wrong: it says what beside it."))
        return False
    return True


def _line(data: dict[str, Any]) -> Line:
    kind, _colon, rest = data["whom"].partition(":")
    return Line(
        data["parameter"], data["value"], rest if kind == "system" else "", rest if kind == "unit" else ""
    )  # fmt: skip


def _initial(former: SwitchSet | None) -> dict[str, Any] | None:
    return {"name": former.name, "grade": former.grade, "note": former.note} if former else None


def _lines(former: SwitchSet | None) -> list[dict[str, str]]:
    if former is None:
        return []
    rows = []
    for line in former.lines:
        parameter = measures.parameters().get(line["parameter"])
        value = (
            measures.shown(parameter.loaded(line["value"]), choices=parameter.choices)
            if parameter
            else str(line["value"])
        )
        whom = f"unit:{line['unit']}" if line["unit"] else f"system:{line['system']}" if line["system"] else ""
        rows.append({"parameter": line["parameter"], "value": value, "whom": whom})
    return rows


def _units(request: Request, unit: Unit) -> list[tuple[str, str]]:
    """The single units that a line may name: headquarters, leagues, facilities in reach; an administration its system first."""
    reach = scope.units(request.person, "response.prepare").existing()  # type: ignore[attr-defined]
    rows = [(f"unit:{one.code}", one.label) for one in reach.filter(kind__in=KINDS).order_by("code")]
    own = [] if unit.kind == UnitKind.DEPARTMENT else [(f"system:{unit.system}", str(unit.system.label))]
    return own + rows
