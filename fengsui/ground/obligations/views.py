from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.template.loader import render_to_string

from fengsui import house
from fengsui.ground.obligations import queries
from fengsui.ground.obligations.declare import Panel
from fengsui.ground.org import scope

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.obligations.models import Obligation
    from fengsui.ground.org.places import Request

LATER = 10


@dataclass(frozen=True)
class Debt:
    """An obligation as Today shows it; units: all that owe the same there, whoever stands above two meets both at once."""

    title: str
    icon: str
    url: str
    row: Obligation
    units: list[str]

    @property
    def is_late(self) -> bool:
        return self.row.is_late()


def today(request: Request) -> HttpResponse:
    """Everyone's first page: what I owe, most urgent first, one tap to it; then what my rooms show of the whole."""
    return render(request, "obligations/today.html", _context(request))


def _context(request: Request) -> dict[str, Any]:
    person = request.person
    mine, later = queries.mine(person)
    later = later[:LATER]
    titles = queries.titles([*mine, *later])
    return {
        "debts": _debts(mine, titles),
        "later": _debts(later, titles),
        "owes": any(scope.may(person, owing.verb) for owing in queries.owings().values()),
        "panels": [_panel(request, panel) for panel in _panels() if scope.may(person, panel.verb)],
        "held": scope.holdings(person),
    }


def _debts(rows: list[Obligation], titles: dict[int, str]) -> list[Debt]:
    found: dict[tuple[object, ...], Debt] = {}
    for row in rows:
        owing = queries.owings()[row.kind]
        url, title = queries.link(row), titles[row.pk]
        same = found.setdefault((row.kind, url, title, row.due_at), Debt(title, owing.icon, url, row, []))
        same.units.append(row.unit.label)
    return list(found.values())


def _panels() -> list[Panel]:
    return sorted(house.declared("today", Panel), key=lambda panel: panel.order)


def _panel(request: Request, panel: Panel) -> str:
    return render_to_string(panel.template, panel.context(request.person), request)
