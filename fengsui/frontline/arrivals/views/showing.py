"""One filing: what it says (masked), how it stands, what looks like it, and what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.actions.filing import asks_identity
from fengsui.frontline.arrivals.forms import HandForm, ObserveForm, UnmaskForm, form_of
from fengsui.frontline.arrivals.models import (
    OVER,
    Filing,
    FilingKind,
    Handover,
    LodgerReport,
    Observation,
    Returnee,
    Stage,
    Step,
)
from fengsui.frontline.arrivals.queries.alike import alike
from fengsui.frontline.arrivals.queries.listing import TONES, lines, visible
from fengsui.frontline.arrivals.queries.people import ARRIVED, opened
from fengsui.frontline.arrivals.queries.readings import readings
from fengsui.frontline.arrivals.queries.watching import course, watched
from fengsui.frontline.arrivals.rights import HERE
from fengsui.frontline.arrivals.views.common import basics
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import submitted, tried
from fengsui.ground.org.models import Unit
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from fengsui.frontline.arrivals.queries.listing import Line
    from fengsui.frontline.arrivals.queries.people import Masked
    from fengsui.frontline.arrivals.queries.watching import Watched
    from fengsui.ground.org.places import Request

_SUGGESTED = 60


def receivers(unit: Unit) -> QuerySet[Unit]:
    """To whom a unit can hand over: other offices, bureaus and partners."""
    return Unit.objects.existing().filter(kind__in=HERE).exclude(pk=unit.pk)


def _context(request: Request, found: Filing, known: datetime | None = None) -> dict[str, Any]:
    step = Step.objects.as_known(known).select_related("unit", "filing", "into").filter(filing=found).first()
    if step is None:
        raise Http404  # it was not known then
    [line] = lines([step], known, look_alike=True)
    handed = Handover.objects.filter(filing=found, answer="").select_related("sender", "to").first()
    model = LodgerReport if found.kind == FilingKind.LODGER else Returnee
    others = Step.objects.as_known().filter(filing__in=_alike(found)).select_related("filing", "unit")
    return basics(
        request, step.unit, filing=found, step=step, line=line, tone=TONES[Stage(step.stage)], handed=handed,
        says=model.objects.as_known(known).filter(filing=found).first(), watched=_watched(found, step.unit, known), course=course(found, known),
        others=lines(others), over=step.stage in OVER, free=_free(line, found), entries=history(found.about, known),
        may_answer=handed is not None and known is None and scope.may(request.person, "arrivals.check", handed.to),
        observe_form=ObserveForm(), hand_form=HandForm(), unmask_form=UnmaskForm(), suggested=receivers(step.unit)[:_SUGGESTED],
    )  # fmt: skip


def _watched(found: Filing, unit: Unit, known: datetime | None) -> list[Watched]:
    """Who is observed; of whoever still is, how much of what was due was measured."""
    rows = watched(found, known)
    taken = readings([row.observation for row in rows if not row.release], unit, known or clock.now(), known)
    for row in rows:
        row.readings = taken.get(row.observation.pk)
    return rows


def _free(line: Line, found: Filing) -> list[Masked]:
    """Who arrived and is not under observation yet."""
    there = set(Observation.objects.as_known().filter(filing=found).values_list("person", flat=True))
    return [one for one in line.people if one.role in ARRIVED and one.person not in there]


def _alike(found: Filing) -> set[UUID]:
    return alike([found.pk])[found.pk]


@looks_back
def filing(request: Request, pk: UUID) -> HttpResponse:
    """One filing, masked."""
    found = fetch(request.person, visible(request.person).select_related("unit", "door"), request.path, pk=pk)
    return render(request, "arrivals/filing.html", _context(request, found, request.known))


@require_POST
def unmask(request: Request, pk: UUID) -> HttpResponse:
    """The same page with the names, for a reason; and the form to correct it."""
    found = fetch(request.person, visible(request.person).select_related("unit", "door"), request.path, pk=pk)
    context, form = _context(request, found), UnmaskForm(request.POST)
    shown: list[Any] = []
    if submitted(form, lambda data: shown.extend(arrivals.unmask(found, context["unit"], by=request.person, **data))):
        identity = asks_identity(context["unit"])
        context |= {"opened": shown, "correct_form": form_of(found.kind)(said=opened(found), identity=identity)}
    return render(request, "arrivals/filing.html", context | {"unmask_form": form}, status=422 if form.errors else 200)


@require_POST
def act(request: Request, pk: UUID) -> HttpResponse:
    """Check, observe, join, hand over, answer, withdraw, take back: by `do`."""
    found = fetch(request.person, visible(request.person), request.path, pk=pk)
    asked = {**request.GET.dict(), **request.POST.dict()}
    deed = _DEEDS.get(asked.get("do", ""))
    if deed is None:
        raise Http404
    act_, said = deed
    undo = reverse("arrivals:act", args=[pk]) + "?do=undo" if asked["do"] in _UNDOABLE else ""
    tried(request, lambda: act_(request, found, asked), str(said()), (lambda _done: undo) if undo else None)
    return redirect("arrivals:filing", pk)


def _check(request: Request, found: Filing, asked: dict[str, str]) -> object:
    return arrivals.check(found, note=asked.get("note", ""), by=request.person)


def _observe(request: Request, found: Filing, asked: dict[str, str]) -> object:
    zero = clock.read_day(asked.get("first_day", ""))
    persons = [
        one.person
        for one in lines([Step.objects.as_known().get(filing=found)])[0].people
        if f"person-{one.person}" in asked
    ]
    some = persons if persons or "some" in asked else None  # where there was nothing to choose: whoever came
    return arrivals.observe(found, asked.get("kind", ""), first_day=zero, persons=some, by=request.person)


def _join(request: Request, found: Filing, asked: dict[str, str]) -> object:
    into = fetch(request.person, visible(request.person), request.path, receipt=asked.get("into", ""))
    return arrivals.join(found, into, by=request.person)


def _hand(request: Request, found: Filing, asked: dict[str, str]) -> object:
    step = Step.objects.as_known().select_related("unit").get(filing=found)
    to = _meant(asked.get("to", ""), receivers(step.unit))
    return arrivals.hand(found, to, because=asked.get("because", ""), by=request.person)


def _meant(typed: str, units: QuerySet[Unit]) -> Unit:
    """The unit whose code or name was typed."""
    wanted = typed.strip()
    exact = (
        units.filter(code=wanted).first()
        or units.filter(name=wanted).first()
        or units.filter(name_en__iexact=wanted).first()
    )
    if exact is None:
        raise Refused(
            "arrivals.to", _("No unit here has the code or name “%(typed)s”.") % {"typed": wanted[:60]}, field="to"
        )
    return exact


def _open(found: Filing) -> Handover:
    row = Handover.objects.filter(filing=found).select_related("to", "sender", "filing").order_by("-pk").first()
    if row is None:
        raise Refused("arrivals.not_handed", _("It was not handed over."))
    return row


def _accept(request: Request, found: Filing, _asked: dict[str, str]) -> object:
    return arrivals.answer(_open(found), accept=True, by=request.person)


def _decline(request: Request, found: Filing, asked: dict[str, str]) -> object:
    return arrivals.answer(_open(found), accept=False, because=asked.get("because", ""), by=request.person)


def _recall(request: Request, found: Filing, _asked: dict[str, str]) -> object:
    return arrivals.recall(_open(found), by=request.person)


def _withdraw(request: Request, found: Filing, asked: dict[str, str]) -> object:
    return arrivals.withdraw(found, because=asked.get("because") or _("Entered by mistake."), by=request.person)


def _undo(request: Request, found: Filing, _asked: dict[str, str]) -> object:
    return arrivals.undo(found, by=request.person)


_UNDOABLE = {"check", "observe", "join", "withdraw"}
_DEEDS: dict[str, tuple[Callable[[Request, Filing, dict[str, str]], object], Callable[[], str]]] = {
    "check": (_check, lambda: _("Marked as checked.")),
    "observe": (_observe, lambda: _("Under observation; temperatures are owed twice a day.")),
    "join": (_join, lambda: _("Joined; the other filing stays.")),
    "hand": (_hand, lambda: _("Handed over; your unit answers for it until it is accepted.")),
    "accept": (_accept, lambda: _("Taken over; your unit answers for it from now on.")),
    "decline": (_decline, lambda: _("Not taken over; the sender is told.")),
    "recall": (_recall, lambda: _("The handing over is taken back.")),
    "withdraw": (_withdraw, lambda: _("Withdrawn. It counts no longer; the journal keeps that it was entered.")),
    "undo": (_undo, lambda: _("Taken back.")),
}
