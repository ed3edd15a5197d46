from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from fengsui.command.reports import queries
from fengsui.command.reports.models import owing_units
from fengsui.command.reports.sheets import workbook
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.rollups import Figure, Rollup
from fengsui.ground.indicators.rollups import rollup as roll
from fengsui.ground.org import scope
from fengsui.ground.org.doors import unit_in_line
from fengsui.ground.org.models import COMMAND_LINES, SECTION_KINDS, Line, Unit
from fengsui.ground.org.queries import above as ladder
from fengsui.ground.org.queries import lines_of

if TYPE_CHECKING:
    from fengsui.ground.indicators.declare import Indicator
    from fengsui.ground.org.places import Request
    from fengsui.ground.org.queries import Node


@dataclass(frozen=True)
class Total:
    """A line of the roll-up: an indicator at the chosen unit, with yesterday's total beside it."""

    indicator: Indicator
    figure: Figure
    yesterday: Figure
    url: str

    @property
    def change(self) -> float | None:
        return self.figure.change(self.yesterday)


@looks_back
def home(request: Request) -> HttpResponse:
    """The roll-up of my highest unit today."""
    paths = [path for path in scope.scope(request.person, "reports.view") if path.split(".")[0] in COMMAND_LINES]
    if not paths:
        raise Http404
    top = min(paths, key=lambda path: (path.count("."), COMMAND_LINES.index(Line(path.split(".")[0]))))
    unit = Unit.objects.get(pk=int(top.split(".")[-1]))
    return redirect("reports:rollup", top.split(".")[0], unit.code, clock.day_of(request.known))


def chosen(request: Request, line: str, code: str, day: date) -> Unit:
    """The unit of an address if the person sees its reports in that line; else 404, noted in the journal."""
    return unit_in_line(request, "reports.view", line, code, day)


@looks_back
def rollup(request: Request, line: str, code: str, day: date) -> HttpResponse:
    """One unit's roll-up: its figures with n of m, who is missing, and the units below."""
    unit = chosen(request, line, code, day)
    known = request.known
    today, before = roll(day, line, unit, known), roll(day - timedelta(days=1), line, unit, known)
    standings = queries.standings(day, list(owing_units(day, known).filter(pk__in=today.own)), known)
    missing = [row for row in standings if not today.own[row.unit.pk]]
    context = {
        "unit": unit, "day": day, "line": line, "days": clock.week(day, known), "lines": _lines(unit, day),
        "groups": _groups(_totals(today, before, unit)), "above": above(request, unit, line, day),
        "below": _below(today, {row.unit.pk for row in standings}), "missing": missing,
        "signed": len(standings) - len(missing), "owing": len(standings), "oldest": today.oldest,
        "windows": indicators.windows(day, known), "cutoff": max((row.cutoff for row in standings), default=None),
    }  # fmt: skip
    return render(request, "reports/rollup.html", context)


def _lines(unit: Unit, day: date) -> list[tuple[str, str]]:
    """The lines along which this unit can be rolled up: for the tabs."""
    return [(str(line.label), reverse("reports:rollup", args=[line, unit.code, day])) for line in lines_of(unit, day)]


def above(request: Request, unit: Unit, line: str, day: date) -> list[Unit]:
    """The units above this one in the line that I may see, from the top."""
    return ladder(unit, line, day, among=scope.seen(request.person, "reports.view"))


def _totals(today: Rollup, before: Rollup, unit: Unit) -> list[Total]:
    rows = []
    for code in today.codes:
        figure = today.figure(0, code)
        if figure.m:
            url = reverse("reports:figure", args=[today.line, unit.code, today.day, code])
            rows.append(Total(indicators.indicators()[code], figure, before.figure(0, code), url))
    return rows


def _groups(totals: list[Total]) -> list[tuple[str, list[Total]]]:
    groups: dict[str, list[Total]] = {}
    for total in totals:
        groups.setdefault(str(total.indicator.group), []).append(total)
    return list(groups.items())


def _below(today: Rollup, owing: set[int]) -> list[tuple[Node, int, int]]:
    """The direct subordinates that owe reports at or below them: node, signed, owing."""
    top = today.nodes[0].depth
    found = []
    for row, node in enumerate(today.nodes):
        if node.depth == top + 1 and node.kind not in SECTION_KINDS:
            done = [
                today.own[other.unit_id]
                for other in today.nodes[row:]
                if other.unit_id in owing and _at_or_below(other, node)
            ]
            if done:
                found.append((node, sum(done), len(done)))
    return found


def _at_or_below(other: Node, node: Node) -> bool:
    return other.path == node.path or other.path.startswith(node.path + ".")


@looks_back
def figure(request: Request, line: str, code: str, day: date, indicator: str) -> HttpResponse:
    """One figure by unit below, down to the rows that make it."""
    unit = chosen(request, line, code, day)
    declared = indicators.indicators().get(indicator)
    if declared is None:
        raise Http404
    today = roll(day, line, unit, request.known)
    if indicator not in today.codes:
        raise Http404
    rows = [
        (node, today.figure(row, indicator), _down(node, line, day, declared)) for row, node in _parts(today, indicator)
    ]
    context = {
        "unit": unit, "day": day, "line": line, "indicator": declared, "total": today.figure(0, indicator), "rows": rows,
        "windows": indicators.windows(day, request.known),
    }  # fmt: skip
    return render(request, "reports/figure.html", context)


def _parts(today: Rollup, indicator: str) -> list[tuple[int, Node]]:
    """The direct parts of the chosen unit's figure; a facility itself is its own part."""
    top = today.nodes[0].depth
    rows = [
        (row, node) for row, node in enumerate(today.nodes) if node.depth == top + 1 and today.figure(row, indicator).m
    ]
    return rows or [(0, today.nodes[0])]


def _down(node: Node, line: str, day: date, indicator: Indicator) -> str:
    """Where a part leads: a unit that owes the number itself to its rows, others to their parts."""
    if node.kind in indicator.kinds and indicator.rows:
        return reverse(indicator.rows, args=[node.code, day.isoformat(), indicator.code])
    if node.kind in indicator.kinds:
        return reverse("reports:report", args=[node.code, day])
    return reverse("reports:figure", args=[line, node.code, day, indicator.code])


@looks_back
def xlsx(request: Request, line: str, code: str, day: date) -> HttpResponse:
    """The roll-up as a workbook: totals on one sheet, every reporting unit on the other."""
    unit = chosen(request, line, code, day)
    body = io.BytesIO()
    workbook(body, unit, roll(day, line, unit, request.known), request.known)
    return attachment(body, f"rollup-{unit.code}-{day.isoformat()}", request.known)


def attachment(body: io.BytesIO, name: str, known: datetime | None) -> HttpResponse:
    """A workbook to be kept; its name says as known when, if not now."""
    response = HttpResponse(
        body.getvalue(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    then = f"-as-known-{clock.local(known):%Y%m%dT%H%M}" if known else ""
    response["Content-Disposition"] = f'attachment; filename="{name}{then}.xlsx"'
    return response
