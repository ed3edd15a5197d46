from __future__ import annotations

from datetime import datetime, timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.directives import actions, papers
from fengsui.command.directives.actions.common import stage
from fengsui.command.directives.forms import DirectiveForm, clean, initial
from fengsui.command.directives.models import WRITABLE, Directive
from fengsui.command.directives.queries import whom
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame, number_of
from fengsui.ground.org.queries import fetch
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def new(request: Request) -> HttpResponse:
    """Draft a directive; with `replaces` a corrected version of one."""
    mine = whom.issuing(request.person)
    if not mine:
        raise Http404
    old = _replaced(request)
    asked = request.POST.get("unit") or request.GET.get("unit", "")
    unit = old.unit if old else next((one for one in mine if one.code == asked), mine[0])
    begin = initial(old) if old else {"lines": whom.lines_of(unit)}
    form = _form(request, unit, begin | _hours(), len(old.annexes) if old else 0)
    if request.method == "POST" and form.is_valid():
        key = _uuid(request.POST.get("key", ""))
        try:
            made = actions.draft(unit, form.wanted(), by=request.person, replaces=old, key=key)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Draft saved. Nobody below sees it before it is issued."))
            return _after(request, made.pk)
    key = _uuid(request.POST.get("key", "")) or uuid7()
    return _page(request, form, {"unit": unit, "mine": mine, "key": key, "old": old})


def edit(request: Request, pk: UUID) -> HttpResponse:
    """Change a draft; what somebody else saved meanwhile is shown beside what was typed."""
    rows = Directive.objects.filter(unit__in=scope.units(request.person, "directives.draft").values("pk"))
    found = fetch(request.person, rows.select_related("unit"), request.path, pk=pk)
    if stage(found.pk) not in WRITABLE:
        messages.error(request, _("Its text is fixed; correct it by a new version."))
        return redirect("directives:directive", pk)
    form, theirs = _form(request, found.unit, initial(found), len(found.annexes)), None
    if request.method == "POST" and form.is_valid():
        revision = request.POST.get("revision", "")
        seen = number_of(revision)
        try:
            actions.rewrite(found, form.wanted(), revision=seen, by=request.person)
        except Refused as refused:
            blame(form, refused)
            theirs = Directive.objects.get(pk=pk) if refused.code == "directives.conflict" else None
        else:
            messages.success(request, _("Draft saved. It is to be checked."))
            return _after(request, pk)
    return _page(request, form, {"unit": found.unit, "directive": found, "theirs": theirs})


def _after(request: Request, pk: UUID) -> HttpResponse:
    return redirect("directives:edit" if request.POST.get("do") == "stay" else "directives:directive", pk)


def _form(request: Request, unit: Unit, begin: dict[str, Any], annexes: int) -> DirectiveForm:
    sent = sum(1 for name in request.POST if name.startswith("annex_title_"))
    return DirectiveForm(
        request.POST or None, initial=begin, lines=whom.lines_of(unit), units=whom.pickable(unit),
        series=papers.series_of(unit), annexes=max(annexes, sent - 1),
    )  # fmt: skip


def _page(request: Request, form: DirectiveForm, more: dict[str, Any]) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {"form": form, "has_annexes": any(title.value() or text.value() for title, text in form.annex_fields())}
    return render(request, "directives/edit.html", context | more, status=status)


def _hours() -> dict[str, datetime]:
    """In two hours acknowledged, tomorrow by noon done: a beginning that can be changed."""
    now = clock.local(clock.now()).replace(second=0, microsecond=0)
    noon = (now + timedelta(days=1)).replace(hour=12, minute=0)
    return {"acknowledge_by": now.replace(minute=0) + timedelta(hours=3), "do_by": noon}


def _replaced(request: Request) -> Directive | None:
    pk = _uuid(request.POST.get("replaces") or request.GET.get("replaces", ""))
    if pk is None:
        return None
    mine = scope.units(request.person, "directives.draft").values("pk")
    rows = Directive.objects.running().filter(unit__in=mine).select_related("unit")
    return fetch(request.person, rows, request.path, pk=pk)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@require_POST
def check(request: Request, pk: UUID) -> HttpResponse:
    note = clean(request.POST.get("note", ""))[:500]
    return _do(request, pk, lambda row: actions.check(row, note=note, by=request.person), _("Checked."))


@require_POST
def approve(request: Request, pk: UUID) -> HttpResponse:
    revision = request.POST.get("revision", "")
    seen = number_of(revision)
    said = _("Approved. Its text is fixed; now it can be issued.")
    return _do(request, pk, lambda row: actions.approve(row, revision=seen, by=request.person), said)


@require_POST
def send_back(request: Request, pk: UUID) -> HttpResponse:
    reason = clean(request.POST.get("reason", ""))[:500]
    said = _("Sent back. It is a draft again.")
    return _do(request, pk, lambda row: actions.send_back(row, reason=reason, by=request.person), said)


@require_POST
def issue(request: Request, pk: UUID) -> HttpResponse:
    said = _("Issued. Everybody addressed has it on their Today.")
    return _do(request, pk, lambda row: actions.issue(row, by=request.person), said)


def _do(request: Request, pk: UUID, act: Callable[[Directive], object], said: str) -> HttpResponse:
    rows = Directive.objects.visible_to(request.person).select_related("unit")
    try:
        act(fetch(request.person, rows, request.path, pk=pk))
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("directives:directive", pk)
