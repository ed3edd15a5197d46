from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fengsui.frontline.gates.actions import passes, permits
from fengsui.frontline.gates.forms.letting import AskForm, offered
from fengsui.frontline.gates.models import Gate, Pass, Permit, PermitStep, PermitStepKind
from fengsui.frontline.gates.queries import letting as queries
from fengsui.frontline.gates.queries import permits as standing
from fengsui.frontline.gates.views.common import see
from fengsui.frontline.gates.views.letting import chosen, own, plain, rest
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for, onward, submitted, uuid_of
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def listed(request: Request) -> HttpResponse:
    """Permits with what can be done about several at once."""
    see(request)
    return _list(request, _related(queries.wanted(request.person, request.GET.dict())))


def _list(request: Request, rows: QuerySet[Any], *, shown: bool = False, status: int = 200) -> HttpResponse:
    found = page(rows, request.GET)
    lines = queries.lines(request.person, found, plain=shown)
    mine = {verb: scope.own_ids(request.person, f"gates.{verb}") for verb in ("ask", "approve", "unmask")}
    context = {
        **rest(request), "pages": found, "rows": lines, "states": queries.states(), "shown": shown,
        "units": scope.own_highest(request.person, "gates.view"),
        "may": {verb: bool(ids) for verb, ids in mine.items()}, "may_act": bool(mine["ask"] | mine["approve"]),
        "ticked": ["due"] if any(line.is_open for line in lines) else ["good", "busy"], "asking": uuid_of(request.GET.get("asking", "")),
        "filtered": any(request.GET.get(key) for key in ("state", "unit", "asking")), "here": request.get_full_path(),
    }  # fmt: skip
    return render(request, "gates/permits.html", context, status=status)


def _related(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("unit", "gate__station", "regular")


def ask(request: Request) -> HttpResponse:
    """Ask for permits: for one person or a whole shift."""
    units = own(request, "gates.ask")
    if not units:
        raise Http404
    code = request.POST.get("unit") or request.GET.get("unit")
    unit = next((one for one in units if one.code == code), units[0])
    since, until = offered()
    gates = list(Gate.objects.on().filter(unit=unit).select_related("station"))
    form = AskForm(request.POST or None, gates=gates, initial={"since": since, "until": until})
    if request.method == "POST" and submitted(form, lambda typed: _ask(request, unit, typed)):
        return redirect(standing.link(_key(request)))
    context = {"form": form, "units": units, "unit": unit, "key": _key(request)}
    return render(request, "gates/permit_new.html", context, status=422 if form.errors else 200)


def _key(request: Request) -> UUID:
    return uuid_of(request.POST.get("key", "")) or uuid7()


def _ask(request: Request, unit: Unit, typed: dict[str, Any]) -> None:
    made = permits.ask(
        unit, typed["people"], since=typed["since"], until=typed["until"], reason=typed["reason"], gate=typed["gate"],
        by=request.person, key=uuid_of(request.POST.get("key", "")),
    )  # fmt: skip
    said = ngettext(
        "Asked for. Somebody else approves it.", "Asked for %(n)d persons. Somebody else approves them.", len(made)
    )
    messages.success(request, said % {"n": len(made)})


def one(request: Request, pk: UUID) -> HttpResponse:
    """One permit: how it came about, its pass, its history. A POST shows the name; that is journalled."""
    permit = fetch(request.person, _related(Permit.objects.visible_to(request.person)), request.path, pk=pk)
    shown = plain(request, [permit.unit])
    if shown:
        passes.names_shown(permit.unit, permit.about, 1, by=request.person)
    [line] = queries.lines(request.person, [permit], plain=shown)
    people = names_for(request.person, [step.by_id for step in line.permit.course])
    context = {
        "line": line, "permit": line.permit, "shown": shown, "entries": history(permit.about),
        "course": [(step, people.get(step.by_id, ""), PermitStepKind(step.kind).label) for step in line.permit.course],
        "may": {verb: scope.may(request.person, f"gates.{verb}", permit.unit) for verb in ("ask", "approve", "unmask")},
        "cards": queries.pass_lines(_passes(permit)), "here": request.path,
    }  # fmt: skip
    return render(request, "gates/permit.html", context)


def _passes(permit: Permit) -> QuerySet[Any]:
    from fengsui.frontline.gates.queries.passes import standing as with_state  # noqa: PLC0415 - the other one is of permits

    return with_state(Pass.objects.filter(permit=permit)).select_related("regular", "permit").order_by("-pk")


@require_POST
def decide(request: Request) -> HttpResponse:
    """Do one thing with the permits that were ticked."""
    see(request)
    rows = list(_related(Permit.objects.visible_to(request.person).filter(pk__in=chosen(request))))
    back, deed, reason = (
        onward(request) or reverse("gates:permits"),
        request.POST.get("do", ""),
        request.POST.get("reason", ""),
    )
    if deed == "names" and rows:
        return _named(request, rows)
    try:
        if deed == "cards":
            made = passes.issue(rows, by=request.person)
            return redirect(f"{reverse('gates:passes')}?{urlencode({'asking': made[0].permit.asking})}")  # type: ignore[union-attr]
        said = _do(request, deed, rows, reason)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect(back)
    messages.success(request, said, extra_tags=f"undo:{reverse('gates:permit_undo')}?{_undoing(request, rows)}")
    return redirect(back)


def _undoing(request: Request, rows: list[Permit]) -> str:
    """What is taken back: what one decided about them just now."""
    last = PermitStep.objects.filter(permit__in=[row.pk for row in rows], by=request.person).order_by("-pk").first()
    askings = {row.asking for row in rows}
    return urlencode({"at": last.at.isoformat() if last else "", "asking": min(askings) if len(askings) == 1 else ""})


def _named(request: Request, rows: list[Permit]) -> HttpResponse:
    units = {row.unit_id: row.unit for row in rows}
    if not plain(request, units.values()):
        raise Http404
    for unit in units.values():
        n = sum(row.unit_id == unit.pk for row in rows)
        passes.names_shown(unit, f"gates.permits:{unit.pk}", n, by=request.person)
    shown = _related(standing.standing(Permit.objects.filter(pk__in=[row.pk for row in rows])))
    return _list(request, shown, shown=True)


def _do(request: Request, deed: str, rows: list[Permit], reason: str) -> str:
    by = request.person
    match deed:
        case "approve":
            n = len(permits.approve(rows, by=by))
            return ngettext("%(n)d permit approved.", "%(n)d permits approved.", n) % {"n": n}
        case "refuse":
            n = len(permits.refuse(rows, reason=reason, by=by))
            return ngettext("%(n)d permit refused.", "%(n)d permits refused.", n) % {"n": n}
        case "revoke":
            n = len(permits.revoke(rows, reason=reason, by=by))
            return ngettext("%(n)d permit revoked, with its pass.", "%(n)d permits revoked, with their passes.", n) % {
                "n": n
            }
        case _:
            raise Refused("gates.what", _("Choose what is to be done."), field="do")


@require_POST
def undo(request: Request) -> HttpResponse:
    """Take back what one decided at a moment."""
    see(request)
    mine = Permit.objects.visible_to(request.person).filter(steps__by=request.person, steps__at=_moment(request))
    try:
        permits.undo(mine.distinct(), by=request.person)
        messages.success(request, _("Taken back; they stand as before."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    asking = uuid_of(request.GET.get("asking", ""))
    return redirect(standing.link(asking) if asking else reverse("gates:permits"))


def _moment(request: Request) -> datetime:
    try:
        found = datetime.fromisoformat(request.GET.get("at", ""))
    except ValueError:
        found = datetime.min  # noqa: DTZ901 - nothing was decided then
    return found if found.tzinfo else found.replace(tzinfo=clock.LOCAL)
