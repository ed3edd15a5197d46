from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fengsui.command.meetings import actions
from fengsui.command.meetings.models import Decision
from fengsui.command.meetings.queries.put import put
from fengsui.command.meetings.typed import read
from fengsui.command.meetings.views.common import done, run
from fengsui.command.tasks.forms import offered
from fengsui.command.tasks.queries import near
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import find
from fengsui.ground.org.doors import number_of, onward, uuid_of
from fengsui.ground.org.queries import fetch
from fengsui.ground.response.models import Switch
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.command.meetings.models import Meeting
    from fengsui.command.meetings.typed import Typed
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request

OFFERED, LONGEST = 8, 1400


def typed(request: Request, pk: UUID) -> HttpResponse:
    """How a line is understood while it is typed; units that begin so are offered."""
    meeting = run(request, pk)
    units = near(meeting.unit)
    line = request.GET.get("line", "")[:LONGEST]
    found = read(line, units, clock.now())
    context = {
        "typed": found, "due": found.due or offered(), "offered": [(word, _begin(word, units)) for word in found.strange[-1:]],
        "facility": request.GET.get("facility", ""),
    }  # fmt: skip
    return render(request, "meetings/typed.html", context)


def _begin(word: str, units: Sequence[Unit]) -> list[Unit]:
    """Units in whose name, pinyin or initials the word stands, the best first."""
    wanted = find.runs(word)
    fit = [unit for unit in units if wanted and all(run_ in unit.words for run_ in wanted)]
    return sorted(fit, key=lambda unit: (find.rank(unit, wanted, word), unit.code))[:OFFERED]


@require_POST
def decide(request: Request, pk: UUID) -> HttpResponse:
    """Write a decision down; in the evening, ask a facility."""
    meeting = run(request, pk)
    back = onward(request) or f"{reverse('meetings:meeting', args=[pk])}#decisions"
    units = near(meeting.unit)
    line = read(request.POST.get("line", "")[:LONGEST], units, clock.now())
    try:
        made = _decided(request, meeting, line, units)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect(f"{back.partition('#')[0]}{'&' if '?' in back else '?'}line={_kept(request)}#decisions")
    n = made.assigned.count()
    said = (
        ngettext("Written down; %(n)d task.", "Written down; %(n)d tasks.", n) % {"n": n} if n else _("Written down.")
    )
    undo = f"{reverse('meetings:decision', args=[pk, made.pk])}?do=back"
    messages.success(request, said, extra_tags=f"undo:{undo}")
    return redirect(back)


def _kept(request: Request) -> str:
    return quote(request.POST.get("line", "")[:400])


def _decided(request: Request, meeting: Meeting, line: Typed, units: Sequence[Unit]) -> Decision:
    key, by = uuid_of(request.POST.get("key", "")), request.person
    if line.wrong:
        raise Refused("meetings.no_hour", _("There is no such day or hour: “%(word)s”.") % {"word": line.wrong})
    if code := request.POST.get("facility"):
        facility = next((unit for unit in units if unit.code == code), None)
        if facility is None:
            raise Refused("meetings.facility", _("This facility is not on the roll of this meeting."))
        return actions.ask(meeting, facility, line.text, due_at=line.due, by=by, key=key)
    if line.strange:
        raise Refused(
            "meetings.unit", _("No unit here is called “%(word)s”; choose one that is offered.") % {"word": line.strange[0]}
        )  # fmt: skip
    return actions.decide(
        meeting, line.text, units=line.units, due_at=line.due, now=request.POST.get("when") != "closing", by=by, key=key
    )  # fmt: skip


@require_POST
def act(request: Request, pk: UUID, decision: UUID) -> HttpResponse:
    """Take a decision back, give it now, draft the directive that follows, say which switch carried it out."""
    meeting, by = run(request, pk), request.person
    rows = Decision.objects.filter(meeting=meeting).select_related("meeting__unit")
    found = fetch(by, rows, request.path, pk=decision)
    back = f"{reverse('meetings:meeting', args=[pk])}#decisions"
    match request.POST.get("do") or request.GET.get("do", ""):
        case "give":
            return done(request, lambda: actions.give(found, by=by), _("Given as tasks."), back)
        case "directive":
            return done(
                request, lambda: actions.draft_directive(found, by=by), _("Drafted. The decision leads to it."), back
            )
        case "switch":
            return _switch(request, found, back)
        case _:
            return done(
                request, lambda: actions.take_back(found, by=by), _("Taken back; its tasks are withdrawn."), back
            )


def _switch(request: Request, found: Decision, back: str) -> HttpResponse:
    number, linked = request.POST.get("switch", ""), _("Linked: the decision leads to it.")
    if number.startswith("m"):
        pk = number[1:]
        measure = fetch(request.person, put(found.meeting), request.path, pk=number_of(pk))
        return done(request, lambda: actions.link_measure(found, measure, by=request.person), linked, back)
    rows = Switch.objects.filter(unit=found.meeting.unit).select_related("document", "prepared")
    switch = fetch(request.person, rows, request.path, pk=number_of(number))
    return done(request, lambda: actions.link_switch(found, switch, by=request.person), linked, back)
