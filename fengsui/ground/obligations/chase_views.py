from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fengsui.ground.clock import queries as clock
from fengsui.ground.obligations import actions
from fengsui.ground.obligations.queries import link, named, owings, titles
from fengsui.ground.obligations.queries.standing import Standing, open_here, standing
from fengsui.ground.org import scope
from fengsui.ground.org.models import COMMAND_LINES, Line, Unit
from fengsui.ground.org.queries import above, fetch, lines_of
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fengsui.ground.obligations.models import Obligation
    from fengsui.ground.org.places import Request


def home(request: Request) -> HttpResponse:
    """Who has not answered below my highest unit."""
    paths = [path.split(".") for path in scope.scope(request.person, "obligations.chase")]
    if not paths:
        raise Http404
    line, *_steps, top = min(paths, key=lambda path: (len(path), COMMAND_LINES.index(Line(path[0]))))
    return redirect("chase_unit", line, Unit.objects.get(pk=int(top)).code)


def unit(request: Request, line: str, code: str) -> HttpResponse:
    """Who has not answered below a unit, by line; at the bottom what is open, one tap to it."""
    chosen = _chosen(request, line, code)
    day, kind = clock.day_asked(request.GET), _kind(request.GET)
    found = standing(chosen, line, day, kind)
    query, here = _query(day, kind), reverse("chase_unit", args=[line, code])
    context = {
        "unit": chosen, "line": line, "day": day, "day_text": day.isoformat(), "days": [(one, here + _query(one, kind)) for one in _around(day)], "kind": kind, "standing": found, "query": query,
        "lines": _lines(chosen, found, query), "kinds": _kinds(found, line, chosen, day), "now": clock.now(),
        "open": [node for node in found.nodes if node.open and not node.is_self],
        "done": [node for node in found.nodes if not node.open and not node.is_self],
        "here": _here(open_here(chosen, day, kind)),
        "above": above(chosen, line, among=scope.units(request.person, "obligations.chase")), "may_chase": scope.may(request.person, "obligations.chase", chosen),
    }  # fmt: skip
    return render(request, "obligations/chase.html", context)


def _here(rows: list[Obligation]) -> list[tuple[str, str, Obligation, str]]:
    """What is open at the unit itself: what it is called, where one tap meets it, the row, its sign."""
    named_ = titles(rows)
    return [(named_[row.pk], link(row), row, owings()[row.kind].icon) for row in rows]


def _chosen(request: Request, line: str, code: str) -> Unit:
    if line not in COMMAND_LINES:
        raise Http404
    return fetch(
        request.person, scope.units(request.person, "obligations.chase").filter(ties__line=line).distinct(),
        request.path, code=code,
    )  # fmt: skip


def _kind(query: Mapping[str, str]) -> str:
    kind = query.get("kind", "")
    return kind if kind in owings() else ""


def _query(day: date, kind: str) -> str:
    """The page's address after the question mark; nothing for today and every kind."""
    asked = {"day": "" if day == clock.today() else day.isoformat(), "kind": kind}
    return "".join(["?", urlencode({key: value for key, value in asked.items() if value})]).removesuffix("?")


def _around(day: date) -> list[date]:
    """A week that ends today, or around a day that is longer ago."""
    last = min(clock.today(), date.fromordinal(day.toordinal() + 3))
    return [date.fromordinal(last.toordinal() - n) for n in range(6, -1, -1)]


def _lines(chosen: Unit, found: Standing, query: str) -> list[tuple[str, str, int]]:
    """The lines in which the unit stands, with how much is open in each: for the tabs."""
    return [
        (str(line.label), reverse("chase_unit", args=[line, chosen.code]) + query,
         found.lines[line].open if line in found.lines else 0)
        for line in lines_of(chosen)
    ]  # fmt: skip


def _kinds(found: Standing, line: str, chosen: Unit, day: date) -> list[tuple[str, str, int]]:
    """The kinds of things owed here, in the order in which the rooms declare them, with how much of each is open."""
    here = reverse("chase_unit", args=[line, chosen.code])
    rows = [(_("Everything"), here + _query(day, ""), sum(tally.open for tally in found.kinds.values()))]
    return rows + [
        (named(kind), here + _query(day, kind), found.kinds[kind].open) for kind in owings() if kind in found.kinds
    ]


@require_POST
def remind(request: Request, line: str, code: str) -> HttpResponse:
    """Remind whoever is open at and below a unit; then back to the page where the button was."""
    chosen = _chosen(request, line, code)
    day, kind = clock.day_asked(request.POST), _kind(request.POST)
    back = _chosen(request, line, request.POST["back"]) if request.POST.get("back") else chosen
    try:
        done = actions.chase(chosen, line, sender=_sender(request), by=request.person, kind=kind, day=day)
        _say(request, done)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect(reverse("chase_unit", args=[line, back.code]) + _query(day, kind))


def _sender(request: Request) -> Unit:
    """In whose name it is asked: the highest unit at which the person may chase."""
    found = scope.highest(request.person, "obligations.chase")
    assert found is not None  # whoever reaches this page chases somewhere
    return found


def _say(request: Request, done: actions.Chased) -> None:
    persons = ngettext("%(n)d person was reminded.", "%(n)d persons were reminded.", done.persons) % {"n": done.persons}
    said = [persons]
    if done.nobody:
        said.append(_("For %(n)d things nobody holds an office there: telephone.") % {"n": done.nobody})
    if done.spared:
        said.append(_("%(n)d things were left in peace: reminded just now, or quiet hours.") % {"n": done.spared})
    messages.success(request, " ".join(said))
