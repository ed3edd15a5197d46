from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from fengsui.ground.indicators import queries
from fengsui.ground.indicators.declare import Kind, RollUp
from fengsui.ground.org import scope
from fengsui.ground.org.models import UnitKind

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

KINDS = {Kind.STOCK: _("stock"), Kind.FLOW: _("flow"), Kind.RATIO: _("ratio")}
ROLLUPS = {RollUp.SUM: _("sum"), RollUp.MAX: _("largest"), RollUp.WEIGHTED: _("weighted mean")}


def index(request: Request) -> HttpResponse:
    """The catalogue: every indicator that any room declares."""
    if not scope.may(request.person, "measures.view"):
        raise Http404
    rows = [
        (
            one,
            KINDS[one.kind],
            ROLLUPS[one.rollup],
            [UnitKind(kind).label for kind in one.kinds],
            one.compute is not None,
        )
        for one in queries.indicators().values()
    ]
    return render(request, "indicators/index.html", {"rows": rows})
