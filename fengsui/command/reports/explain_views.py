"""One figure explained: the formula in words, the parts, the rows, who entered them when, what was overridden."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.command.reports import queries
from fengsui.command.reports.explain import SHOWN, explain, readers, rooms, rows
from fengsui.command.reports.rollup_views import chosen
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.indicators import queries as indicators
from fengsui.ground.indicators.declare import RollUp
from fengsui.ground.indicators.forms import KINDS
from fengsui.ground.journal.models import Entry
from fengsui.ground.journal.queries import until
from fengsui.ground.org.doors import names_for
from fengsui.ground.org.models import SYSTEM_OF, System, UnitKind

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.command.reports.explain import Explained, Part, Rows
    from fengsui.command.reports.queries import Change
    from fengsui.ground.indicators.declare import Evidence, Indicator, Window
    from fengsui.ground.org.models import Person
    from fengsui.ground.org.places import Request

ROWS = 200  # rows of evidence that are shown; the sheet has all
ENTRIES = 20


@looks_back
def explained(request: Request, line: str, code: str, day: date, indicator: str) -> HttpResponse:
    """Why a figure is what it is, down to the rows where the unit owes it itself."""
    unit = chosen(request, line, code, day)
    if indicator not in indicators.indicators() or indicator not in indicators.slots():
        raise Http404
    found = explain(unit, line, day, indicator, request.known)
    if found is None:
        raise Http404
    one, own = found.indicator, found.own
    told = rows(request.person, unit, one, indicators.asked(day, [unit.pk], request.known)) if own else None
    listed, changes = told.found[:ROWS] if told and told.seen else [], _changes(found)
    people = names_for(request.person, [*_signers(found), *(row.by for row in listed), *(one.by for one in changes)])

    def named[T: Part | Change | Evidence](row: T, by: UUID | None) -> tuple[T, str]:
        return row, people.get(by, "") if by else ""

    context = {
        "unit": unit, "line": line, "day": day, "indicator": one, "found": found, "own": own,
        "own_by": named(own, own.signed_by)[1] if own else "", "kind": KINDS[one.kind], "adds_up": adds_up(one),
        "windows": _windows(found), "links": _links(found, told), "rows": told, "entries": _entries(request.person, found),
        "branches": [(branch, branch.part and named(branch.part, branch.part.signed_by)[1]) for branch in found.branches],
        "apart": [
            (sort, title, [named(part, part.signed_by) for part in parts], more)
            for sort, title, parts, more in _apart(found, request.GET.get("all", ""))
        ],
        "listed": [named(row, row.by) for row in listed], "more": len(told.found) - len(listed) if listed and told else 0,
        "readers": readers(one.evidence_verb) if told and not told.seen else [],
        "changes": [named(change, change.by) for change in changes],
    }  # fmt: skip
    return render(request, "reports/explain.html", context)


def adds_up(indicator: Indicator) -> str:
    """How the numbers of several units become one, in words."""
    if indicator.rollup is RollUp.MAX:
        return _("The largest number of the units below: of those that signed, and of those that did not yet.")
    if indicator.rollup is RollUp.WEIGHTED:
        weight = indicators.indicators()[indicator.weight].name
        return _("The mean of the units below, each weighted by “%(weight)s”; who has no weight does not count.") % {
            "weight": weight
        }
    return _("The numbers of the units below added up: of those that signed, and of those that did not yet.")


def _windows(found: Explained) -> dict[str, Window]:
    """The reported periods of the systems whose units make the figure."""
    systems = {SYSTEM_OF.get(UnitKind(part.node.kind), System.BUREAU).value for part in found.parts}
    every = indicators.windows(found.day, found.known)
    return {system: window for system, window in every.items() if system in systems}


def _apart(found: Explained, whole: str) -> list[tuple[str, str, list[Part], int]]:
    """What needs a look below: sort, title, the units named, how many more there are (`whole`: a sort with all named)."""
    titles = {
        "missing": _("Missing below"),
        "overridden": _("Declared otherwise below"),
        "drifted": _("Changed since it was signed, below"),
    }
    return [
        (sort, title, named, len(found.apart[sort]) - len(named))
        for sort, title in titles.items()
        if (named := found.apart[sort] if sort == whole else found.apart[sort][:SHOWN])
    ]


def _changes(found: Explained) -> list[Change]:
    """What was typed or corrected by hand in this field of the unit's own report."""
    if found.own is None:
        return []
    changed = queries.field_history(queries.sheet(found.unit, found.day, found.known))
    return [one for one in changed if one.indicator.code == found.indicator.code]


def _signers(found: Explained) -> list[UUID | None]:
    listed = [part for parts in found.apart.values() for part in parts]
    listed += [one.part for one in found.branches if one.part] + ([found.own] if found.own else [])
    return [part.signed_by for part in listed]


def _entries(person: Person, found: Explained) -> list[Entry]:
    """The journal about this report, and what the number's room wrote about the unit that day, newest first."""
    unit, day, start = found.unit, found.day, clock.midnight(found.day)
    room = found.indicator.code.partition(".")[0]
    mine = until(Entry.objects.filter(unit=unit.pk), found.known)
    signed = mine.filter(kind__startswith="reports.", data__day=day.isoformat())
    entered = mine.filter(kind__startswith=f"{room}.", at__gte=start, at__lt=start + timedelta(days=1))
    shown = signed | entered if rooms(person, unit, [f"{room}."]) else signed
    return list(shown.order_by("-pk")[:ENTRIES])


def _links(found: Explained, told: Rows | None) -> list[tuple[str, str, str]]:
    """Where to go on from here: word, icon, address."""
    code, day, one = found.unit.code, found.day, found.indicator
    links = [
        (_("By unit"), "hierarchy", reverse("reports:figure", args=[found.line, code, day, one.code])),
        (_("Trend"), "chart-bar", reverse("reports:trend_below", args=[found.line, code, one.code])),
    ]
    if found.own:
        links.append((_("Evening report"), "file-text", reverse("reports:report", args=[code, day])))
    if found.own and one.rows and (told is None or told.seen):
        links.append((_("The rows behind it"), "list-check", reverse(one.rows, args=[code, day.isoformat(), one.code])))
    return links


def state(part: Part) -> str:
    """What is to be said of a unit's number, in words: for the sheet."""
    said: list[Any] = [
        _("signed") if part.is_signed else _("only computed") if part.value is not None else _("not signed")
    ]
    said += [_("missing")] if part.is_missing else []
    said += [_("declared otherwise")] if part.is_overridden else []
    said += [_("changed since")] if part.is_drifted else []
    return _(", ").join(said)
