from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.questions import actions
from fengsui.command.questions.forms import AskForm, Moment, clean, columns, default_due
from fengsui.command.questions.models import CellKind
from fengsui.command.questions.queries import whom
from fengsui.command.questions.queries.similar import similar
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame
from fengsui.ground.org.models import Line, Unit
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpResponse, QueryDict

    from fengsui.ground.org.places import Request


@dataclass
class Whom:
    """Whom a form asks: the asking unit, the line, below whom, which kinds, which single units, or those of a round."""

    mine: list[Unit]
    unit: Unit
    lines: list[tuple[str, str]]
    line: str
    tops: list[Unit]
    under: str
    kinds: list[tuple[str, str, int]]
    chosen_kinds: list[str]
    listed: list[Unit]
    chosen: set[str]
    same: list[Unit]
    again: str
    use_same: bool
    units: list[Unit] = field(default_factory=list)


def _whom(request: Request, post: QueryDict) -> Whom:
    """Read whom a form asks; what it does not say has a sensible beginning."""
    mine = whom.asking(request.person)
    if not mine:
        raise Http404
    unit = next((one for one in mine if one.code == post.get("unit")), mine[0])
    lines = whom.lines_of(unit)
    line = post.get("line", "") if post.get("line") in lines else next(iter(lines), Line.TERRITORY.value)
    tops = whom.tops(unit, line)
    under = next((one for one in tops if one.code == post.get("under")), None)
    below = whom.below(under or unit, line) | (
        whom.below(unit, line).filter(pk=under.pk) if under else Unit.objects.none()
    )
    again = post.get("again", "") or request.GET.get("again", "")
    same = whom.of_round(request.person, _uuid(again))
    found = Whom(
        mine, unit, [(one, str(Line(one).label)) for one in lines], line, tops, under.code if under else "",
        whom.kinds(below), post.getlist("kinds"), list(below.order_by("kind", "code")[: whom.LISTED + 1]),
        set(post.getlist("units")), same, again if same else "", bool(same) and post.get("use_same", "1") == "1",
    )  # fmt: skip
    picked = below.filter(kind__in=found.chosen_kinds) | below.filter(code__in=found.chosen)
    found.units = same if found.use_same else list(picked.distinct().order_by("code"))
    return found


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def new(request: Request) -> HttpResponse:
    """Ask: one page, a minute."""
    if not scope.may(request.person, "questions.ask"):
        raise Http404
    found = _whom(request, request.POST)
    form = AskForm(request.POST or None, initial={"due": default_due()} | _before(request))
    if request.method == "POST" and form.is_valid():
        try:
            wanted = form.wanted(request.POST, found.line)
            due, key = form.cleaned_data["due"], _uuid(request.POST.get("key", ""))
            made = actions.ask(found.unit, wanted, found.units, due=due, by=request.person, key=key)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Asked. %(n)d units have it on their Today.") % {"n": len(found.units)})
            return redirect("questions:round", made.pk)
    context = {
        "form": form, "whom": found, "key": _uuid(request.POST.get("key", "")) or uuid7(), "columns": columns(request.POST), "cell_kinds": CellKind.choices,
        **_look(request, request.POST, found),
    }  # fmt: skip
    return render(request, "questions/new.html", context, status=422 if form.errors else 200)


def _before(request: Request) -> dict[str, Any]:
    """The text that a search or another page brings along."""
    return {"text": clean(request.GET.get("text", ""))[:200]} if request.GET.get("text") else {}


@require_POST
def look(request: Request) -> HttpResponse:
    """While one types: what exists already, and what will happen. Writes nothing."""
    if not scope.may(request.person, "questions.ask"):
        raise Http404
    found = _whom(request, request.POST)
    part = "whom" if request.GET.get("part") == "whom" else "look"
    return render(request, f"questions/new.html#{part}", {"whom": found, **_look(request, request.POST, found)})


def _look(request: Request, post: Mapping[str, str], found: Whom) -> dict[str, Any]:
    text = clean(post.get("text", request.GET.get("text", "")))[:200]
    matches = similar(text, found.unit, request.person)
    nearest = next((match.indicator for match in matches if match.indicator), None)
    due = _due(post.get("due", "")) or default_due()
    return {
        "matches": matches, "looked_for": text, "due": due, "is_night": _is_night(due),
        "computed": whom.count_with(found.units, nearest.kinds) if nearest else 0,
    }  # fmt: skip


def _due(text: str) -> datetime | None:
    try:
        return Moment(required=False).clean(text)
    except ValidationError:
        return None  # half a date, while one types


def _is_night(due: datetime) -> bool:
    """Whether the hour falls into the quiet hours, if the house has any."""
    known = measures.parameters()
    if "obligations.quiet_from" not in known:
        return False
    begin, end = (
        reading.system("")
        for reading in measures.readings(known["obligations.quiet_from"], known["obligations.quiet_until"])
    )
    hour = clock.local(due).time()
    return bool(begin <= hour or hour < end) if begin > end else bool(begin <= hour < end)
