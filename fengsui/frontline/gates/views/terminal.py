from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from fengsui.frontline.gates.actions import keeping
from fengsui.frontline.gates.actions.keeping import Entry, Seen
from fengsui.frontline.gates.actions.noticing import threshold
from fengsui.frontline.gates.forms.letting import EntryForm
from fengsui.frontline.gates.measures import IDENTITY
from fengsui.frontline.gates.models import Direction, Gate, GateKind, Outcome, Passage
from fengsui.frontline.gates.queries import inside, policy
from fengsui.frontline.gates.queries.finding import candidates
from fengsui.frontline.gates.queries.people import names
from fengsui.frontline.gates.queries.policy import Card
from fengsui.frontline.gates.reasons import word
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame, number_of, uuid_of
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.frontline.gates.models import Regular
    from fengsui.ground.org.places import Request

LATEST = 12  # persons listed beside the form
MOST_WAITED = 86_400_000  # ms


@dataclass(frozen=True)
class Done:
    """What was just registered, in big words."""

    row: Passage
    name: str

    @property
    def passed(self) -> bool:
        return self.row.outcome == Outcome.ADMITTED

    @property
    def why(self) -> str:
        return word(self.row.reason)

    @property
    def way(self) -> str:
        return str(Direction(self.row.direction).label)


def terminal(request: Request, pk: int) -> HttpResponse:
    """The fixed terminal of a facility's gate: scan or type, temperature, Enter. With `part` only what changes."""
    gate = _gate(request, pk)
    if request.method != "POST":
        return _page(request, gate, _way(request.GET.get("way", "")))
    way = _way(request.POST.get("way", ""))
    match request.POST.get("do", ""):
        case "look":
            return _looked(request, gate, way)
        case "back":
            return _taken_back(request, gate, way)
        case _:
            return _registered(request, gate, way)


def _gate(request: Request, pk: int) -> Gate:
    rows = Gate.objects.on().filter(kind=GateKind.FACILITY, unit__in=scope.units(request.person, "gates.keep"))
    return fetch(request.person, rows.select_related("unit", "station"), request.path, pk=pk)


def _way(text: str) -> Direction:
    return Direction.OUT if text == "1" else Direction.IN


def _looked(request: Request, gate: Gate, way: Direction) -> HttpResponse:
    """Who was scanned, typed or chosen, and whether they may pass."""
    typed = request.POST.get("code", "").replace("\x00", "").strip()[:600]
    who = _who(request, gate)
    if typed.startswith("FS1."):
        return _ask(request, gate, way, keeping.look(gate, way, code=typed), code=typed)
    found = [who] if who else candidates(gate.unit, typed)
    if not typed and not who:
        return _page(request, gate, way, problem=_("Scan a pass, or type a name, a plate or the last digits."))
    if len(found) > 1:
        called = names(found, plain=True)
        return _page(request, gate, way, several=[(row, called[row.pk]) for row in found], typed=typed)
    return _ask(request, gate, way, keeping.look(gate, way, regular=found[0] if found else None), typed=typed)


def _who(request: Request, gate: Gate) -> Regular | None:
    pk = uuid_of(request.POST.get("who", ""))
    return candidates(gate.unit, pk=pk)[0] if pk and candidates(gate.unit, pk=pk) else None


def _ask(request: Request, gate: Gate, way: Direction, seen: Seen, *, code: str = "", typed: str = "") -> HttpResponse:
    initial = {"name": typed, "reason": seen.reason or ""}
    form = EntryForm(initial=initial, visitor=seen.regular is None and not code, identity=_identity(gate))
    return _page(request, gate, way, seen=seen, form=form, code=code)


def _registered(request: Request, gate: Gate, way: Direction) -> HttpResponse:
    code, who = request.POST.get("code", "")[:600], _who(request, gate)
    seen = keeping.look(gate, way, code=code, regular=who)
    form = EntryForm(request.POST, visitor=seen.regular is None and not code, identity=_identity(gate))
    if form.is_valid():
        try:
            row = keeping.register(gate, _entry(request, way, code, who, form.cleaned_data), by=request.person)
            return _page(request, gate, way, done=_done(row, seen, form.cleaned_data))
        except Refused as refused:
            blame(form, refused)
    return _page(request, gate, way, seen=seen, form=form, code=code, ident=uuid_of(request.POST.get("id", "")))


def _entry(request: Request, way: Direction, code: str, who: Regular | None, typed: dict[str, Any]) -> Entry:
    said = {key: typed[key] for key in ("name", "number", "plate", "note") if key in typed}
    reason = typed["reason"] if request.POST.get("do") == "away" else ""
    if request.POST.get("do") == "away" and not reason:
        raise Refused("gates.why_not", _("Choose why."), field="reason")
    waited = min(number_of(request.POST.get("waited", "")), MOST_WAITED)
    return Entry(
        id=uuid_of(request.POST.get("id", "")) or keeping.ident(clock.now()), way=way, code=code, regular=who, heat=typed["heat"],
        again=typed["again"], site=typed["site"], reason=reason, waited=timedelta(milliseconds=waited), **said,
    )  # fmt: skip


def _done(row: Passage, seen: Seen, typed: dict[str, Any]) -> Done:
    name = (
        names([seen.regular], plain=True)[seen.regular.pk]
        if seen.regular
        else typed.get("name") or typed.get("plate", "")
    )
    return Done(row, name)


def _taken_back(request: Request, gate: Gate, way: Direction) -> HttpResponse:
    passage = uuid_of(request.POST.get("passage", ""))
    if passage is None:
        raise Http404
    try:
        keeping.take_back(gate, passage, by=request.person)
    except Refused as refused:
        return _page(request, gate, way, problem=str(refused.sentence))
    return _page(request, gate, way, told=_("Taken back: it counts no longer."))


def _identity(gate: Gate) -> bool:
    return bool(measures.reading(IDENTITY).of(gate.unit))


def _page(request: Request, gate: Gate, way: Direction, *, seen: Seen | None = None, ident: UUID | None = None, **more: Any) -> HttpResponse:  # fmt: skip
    """The whole terminal, or only what changes. A new form has a new id: what is sent twice is registered once."""
    who = seen.regular if seen else None
    context = {
        "gate": gate, "unit": gate.unit, "way": way, "kept": policy.now(gate), "seen": seen, "who": who,
        "name": names([who], plain=True)[who.pk] if who else "", "bad_card": seen is not None and seen.card not in {Card.NONE, Card.GOOD},
        "id": ident or keeping.ident(clock.now()), "hot": threshold(gate.unit, clock.now()), "n": inside.counts([gate.unit_id]).get(gate.unit_id, 0),
        "inside": inside.latest(gate.unit, LATEST), "coming": policy.coming(gate)[1:2], **more,
    }  # fmt: skip
    return render(request, "gates/terminal.html#part" if request.POST.get("part") else "gates/terminal.html", context)
