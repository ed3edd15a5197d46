from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengsui.frontline.gates.actions import passes
from fengsui.frontline.gates.models import Gate, GateKind
from fengsui.frontline.gates.queries import inside as queries
from fengsui.frontline.gates.queries import policy
from fengsui.frontline.gates.views.common import see, tabs, unit_of
from fengsui.frontline.gates.views.letting import plain
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.frontline.gates.models.gates import GateQuerySet
    from fengsui.ground.org.places import Request


@require_safe
def index(request: Request) -> HttpResponse:
    """The facilities in reach that have gates: how many are inside now, how their gates are kept."""
    see(request)
    gates = list(facility_gates(request))
    counted, forms = queries.counts({gate.unit_id for gate in gates}), policy.forms(gates)
    over = queries.overdue()
    units = {gate.unit_id: gate.unit for gate in gates}
    rows = [
        (unit, counted.get(pk, 0), sum(one.unit_id == pk for one in over), [(gate, forms[gate.pk]) for gate in gates if gate.unit_id == pk])
        for pk, unit in units.items()
    ]  # fmt: skip
    context = {
        "rows": rows,
        "tabs": tabs(request),
        "total": sum(counted.values()),
        "over": (n := sum(row[2] for row in rows)),
        "over_tone": "due" if n else "",
    }
    return render(request, "gates/inside.html", context)


def facility_gates(request: Request) -> GateQuerySet:
    rows = Gate.objects.visible_to(request.person).on().filter(kind=GateKind.FACILITY)
    return rows.select_related("unit", "station").order_by("unit__code", "pk")


def unit(request: Request, code: str) -> HttpResponse:
    """Who is inside a facility now. A POST shows the names, to read out at an evacuation; that is journalled."""
    found = unit_of(request, code)
    shown = plain(request, [found])
    rows = queries.listed(found, plain=shown)
    if shown:
        passes.names_shown(found, f"gates.inside:{found.pk}", len(rows), by=request.person)
    moment = clock.now()
    context = {
        "unit": found, "rows": [(row, row.is_over(moment)) for row in rows], "shown": shown, "moment": moment,
        "over": (n := sum(row.is_over(moment) for row in rows)), "over_tone": "due" if n else "", "visitors": sum(not row.known for row in rows),
        "may_unmask": scope.may(request.person, "gates.unmask", found),
    }  # fmt: skip
    return render(request, "gates/inside_unit.html", context)
