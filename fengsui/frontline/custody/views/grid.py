"""Taking a roll-call: the grid, a block or file put into it, and its confirmation."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fengsui.frontline.custody import actions as custody
from fengsui.frontline.custody import sheet
from fengsui.frontline.custody.forms import Moment
from fengsui.frontline.custody.queries import overview
from fengsui.frontline.custody.queries.balances import balances
from fengsui.frontline.custody.queries.hours import RollCall, following, timetable
from fengsui.frontline.custody.queries.persons import in_hospital
from fengsui.frontline.custody.views.common import basics, facility_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.queries import names
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.http import HttpResponse

    from fengsui.frontline.custody.models import Count, Slot
    from fengsui.frontline.custody.queries.balances import Balance
    from fengsui.frontline.custody.sheet import Typed
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


@dataclass
class Line:
    """A section in the grid: what stands in its cells, what is saved, what somebody else saved meanwhile."""

    typed: Typed
    saved: Balance | None
    may_count: bool
    theirs: Count | None = None
    by: str = ""

    @property
    def cells(self) -> list[tuple[str, str, str]]:
        return [(name, self.typed.texts.get(name, ""), self.typed.errors.get(name, "")) for name in sheet.FIELDS]


@dataclass
class Sent:
    """What came with the form beside the cells."""

    key: UUID
    at: str = ""
    reason: str = ""
    block: str = ""
    problem: str = ""
    errors: dict[str, str] = field(default_factory=dict)


@looks_back
def grid(request: Request, code: str, day: date, slot: Slot) -> HttpResponse:
    """One roll-call of a facility: one line per section, keyboard and paste; saved sections show whether they add up."""
    unit, call = facility_of(request, code), RollCall(day, slot)
    lines = _lines(request, unit, call)
    if request.method != "POST":
        return _page(request, unit, call, lines, Sent(uuid7()))
    sent = _sent(request)
    typed = sheet.read(request.POST, [line.typed.section for line in lines])
    for line, mine in zip(lines, typed, strict=True):
        line.typed = mine
    try:
        if request.POST.get("do") == "fill" or sent.block.strip() or request.FILES:
            return _fill(request, unit, call, lines, sent)
        saved = _save(request, unit, call, lines, sent)
    except Refused as refused:
        return _again(request, unit, call, lines, sent, refused)
    text = ngettext("%d line saved.", "%d lines saved.", saved) % saved if saved else _("Nothing was changed.")
    messages.success(request, text)
    return redirect("custody:grid", code, day, slot)


def _lines(request: Request, unit: Unit, call: RollCall) -> list[Line]:
    """The sections as they stand: saved numbers; where nothing is saved only what the ledger has outside."""
    known = request.known
    found = overview.lines(unit, call.day, balances(call.day, known, facility=unit))
    outside = in_hospital(unit, known)
    here = [unit.pk, *(each.section.pk for each in found)]
    mine = set(scope.units(request.person, "custody.count").filter(pk__in=here).values_list("pk", flat=True))
    saved = {each.section.pk: each.of(call.slot) for each in found}
    people = names(each.now.entered_by_id for each in saved.values() if each)
    return [
        Line(
            _standing(each.section, saved[each.section.pk], outside[each.section.pk]),
            saved[each.section.pk],
            may_count=known is None and (unit.pk in mine or each.section.pk in mine),
            by=_name(people, saved[each.section.pk]),
        )
        for each in found
    ]


def _standing(section: Unit, saved: Balance | None, outside: int) -> Typed:
    if saved is None:
        return sheet.Typed(section, {"outside": str(outside)})
    texts = {name: value for name in sheet.FIELDS if (value := getattr(saved.now, name)) is not None}
    return sheet.Typed(section, {name: str(value) for name, value in texts.items()}, seen=str(saved.now.pk))


def _name(people: dict[UUID, str], saved: Balance | None) -> str:
    return people.get(saved.now.entered_by_id, "") if saved and saved.now.entered_by_id else ""


def _sent(request: Request) -> Sent:
    try:
        key = UUID(request.POST.get("key", ""))
    except ValueError:
        key = uuid7()
    return Sent(key, request.POST.get("at", ""), request.POST.get("reason", ""), request.POST.get("block", ""))


def _fill(request: Request, unit: Unit, call: RollCall, lines: list[Line], sent: Sent) -> HttpResponse:
    """Put a pasted block or a file into the cells, to be looked at and saved."""
    upload = request.FILES.get("file")
    text = sheet.decode(upload.read(sheet.MOST_BYTES + 1)) if upload else sent.block
    filled = sheet.fill(text, [line.typed for line in lines])
    said = ngettext("%d line was read.", "%d lines were read.", filled) % filled
    messages.info(request, said + _(" Check the numbers, then save."))
    sent.block = ""
    return _page(request, unit, call, lines, sent)


def _save(request: Request, unit: Unit, call: RollCall, lines: list[Line], sent: Sent) -> int:
    counted = [line.typed for line in lines if line.typed.is_counted]
    for typed in counted:
        typed.check()
    if any(typed.errors for typed in counted):
        raise Refused("custody.typed", _("Some cells cannot be read; they are marked. Nothing is lost."))
    moment = _moment(sent.at)
    made = custody.count(
        unit, call.day, call.slot, [_keyed(typed, sent.key) for typed in counted], by=request.person, at=moment,
        reason=sent.reason, seen={typed.section.pk: typed.seen for typed in counted},
    )  # fmt: skip
    return len(made)


def _moment(text: str) -> datetime | None:
    try:
        return Moment().clean(text)
    except ValidationError as error:
        raise Refused("custody.at", error.messages[0], field="at") from error


def _keyed(typed: Typed, key: UUID) -> custody.Row:
    """The row under an id that follows from what was sent, so that the same form sent twice counts once."""
    row = typed.row()
    said = (typed.section.pk, typed.seen, *row.says())
    return custody.Row(row.section, *row.says(), id=uuid5(key, repr(said)))


def _again(
    request: Request, unit: Unit, call: RollCall, lines: list[Line], sent: Sent, refused: Refused
) -> HttpResponse:
    """The grid again with everything as typed; beside it what somebody else saved, which may now be replaced."""
    conflicts: dict[int, Count] = refused.facts.get("conflicts", {})
    people = names(row.entered_by_id for row in conflicts.values())
    for line in lines:
        pk = line.typed.section.pk
        if pk in conflicts:
            line.theirs, line.typed.seen = conflicts[pk], str(conflicts[pk].pk)
            line.by = next((people[who] for who in [conflicts[pk].entered_by_id] if who in people), "")
        if refused.facts.get("section") == pk:
            line.typed.errors[refused.field] = str(refused.sentence)
    sent.problem, sent.errors = str(refused.sentence), {refused.field: str(refused.sentence)}
    status = HTTPStatus.CONFLICT if conflicts else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, unit, call, lines, sent, status)


def _page(
    request: Request, unit: Unit, call: RollCall, lines: list[Line], sent: Sent, status: int = HTTPStatus.OK
) -> HttpResponse:
    known = request.known
    state = overview.states([unit], call.day, known)[unit.pk, call.slot]
    people = names([state.confirmation.entered_by_id]) if state.confirmation else {}
    context: dict[str, Any] = basics(
        unit, day=call.day, day_text=call.day.isoformat(), slot=call.slot, lines=lines, sent=sent, state=state,
        editing=any(line.may_count for line in lines), correcting=any(line.saved for line in lines),
        over=(known or clock.now()) >= timetable(call.day).times(unit, following(call)).opens_at,
        confirmed_by=next(iter(people.values()), ""),
        may_confirm=known is None and state.key == "counted" and scope.may(request.person, "custody.confirm", unit),
        differences=[line for line in lines if line.saved and line.saved.difference],
        history=history(custody.about(unit, call), known),
    )  # fmt: skip
    return render(request, "custody/grid.html", context, status=status)


@require_POST
def confirm(request: Request, code: str, day: date, slot: Slot) -> HttpResponse:
    """Confirm the roll-call as the leader on duty."""
    unit = facility_of(request, code)
    try:
        custody.confirm(unit, day, slot, by=request.person)
        messages.success(request, _("Confirmed. Who corrects a count from now on asks for a new confirmation."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("custody:grid", code, day, slot)
