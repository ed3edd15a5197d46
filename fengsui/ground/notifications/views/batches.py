from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST

from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.journal.queries import history
from fengsui.ground.notifications import actions, queries
from fengsui.ground.notifications.forms import ServeForm, VoidForm
from fengsui.ground.notifications.models import RECEIPTS, Outcome
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame, number_of
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch, names
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms

    from fengsui.ground.notifications.models import Batch, Notification
    from fengsui.ground.org.places import Request


def index(request: Request) -> HttpResponse:
    """The batches that I may see, newest first, with how many receipts have come back."""
    if not scope.may(request.person, "notifications.view"):
        raise Http404
    rows = page(queries.listed(request.person, request.GET), request.GET)
    context = {
        "page": rows, "rows": rows, "own": request.GET.get("own", ""), "waiting": queries.waiting(request.person).count(),
        "may_merge": scope.may(request.person, "notifications.merge"),
        "may_write": scope.may(request.person, "notifications.write"),
    }  # fmt: skip
    return render(request, "notifications/index.html", context)


def waiting(request: Request) -> HttpResponse:
    """Everybody without a receipt, of all batches in reach; names in full only of one's own unit."""
    if not scope.may(request.person, "notifications.view"):
        raise Http404
    rows = page(queries.waiting(request.person), request.GET)
    own = scope.own_ids(request.person, "notifications.serve")
    return render(request, "notifications/waiting.html", {"page": rows, "rows": _mixed(rows.rows, own)})


def _mixed(rows: list[Notification], own: set[int]) -> list[queries.Row]:
    full = {
        row.notification.pk: row for row in queries.shown([one for one in rows if one.batch.unit_id in own], full=True)
    }
    masked = {
        row.notification.pk: row
        for row in queries.shown([one for one in rows if one.batch.unit_id not in own], full=False)
    }
    return [(full | masked)[one.pk] for one in rows]


def fetched(request: Request, pk: UUID) -> Batch:
    known = getattr(request, "known", None)
    return fetch(request.person, queries.batches(request.person, known), request.path, pk=pk)


@looks_back
def batch(request: Request, pk: UUID) -> HttpResponse:
    """One batch: its persons, what became of each, and the forms to enter it."""
    return shown(request, fetched(request, pk))


def shown(request: Request, found: Batch, status: int = HTTPStatus.OK, **given: forms.Form) -> HttpResponse:
    """The page of a batch; `given`: forms that were refused, by the name that the page has for them."""
    known = getattr(request, "known", None)
    may = scope.may(request.person, "notifications.serve", found.unit)
    rows = queries.of_batch(found, request.GET, known).select_related("batch", "template")
    open_, void = known is None and not found.void_at, bool(found.void_at) and (known is None or found.void_at <= known)
    context = {
        "batch": found, "rows": queries.shown(rows, full=may, known=known), "state": request.GET.get("state", ""),
        "tabs": _tabs(found, queries.tally(found, known)), "may_serve": may and open_, "parts": _parts(found), "full": may, "is_void": void,
        "may_void": open_ and scope.may(request.person, "notifications.void", found.unit),
        "maker": names([found.made_by_id]).get(found.made_by_id, "") if found.made_by_id else _("the system"),
        "chosen": request.POST.getlist("numbers"), "history": history(found.about) if known is None else [],
        "serve": ServeForm(initial={"outcome": Outcome.SIGNED, "at": clock.local(clock.now())}), "void": VoidForm(),
    } | given  # fmt: skip
    return render(request, "notifications/batch.html", context, status=status)


def _parts(found: Batch) -> list[tuple[int, int]]:
    """From which number to which one PDF goes, if one cannot hold them all."""
    starts = range(found.first, found.last + 1, actions.PRINTED)
    return [(start, min(start + actions.PRINTED - 1, found.last)) for start in starts] if len(starts) > 1 else []


def _tabs(found: Batch, tally: dict[str, int]) -> list[tuple[str, str, int]]:
    here, total = reverse("notifications:batch", args=[found.pk]), sum(tally.values())
    unproved = total - sum(tally.get(one, 0) for one in RECEIPTS)
    tabs = [(_("All"), here, total), (_("Without a receipt"), f"{here}?state=waiting", unproved)]
    return tabs + [
        (str(one.label), f"{here}?state={one.value}", tally[one]) for one in Outcome if tally.get(one)
    ]  # fmt: skip


@require_POST
@csp_override({})  # a PDF runs no script of ours, and a browser's viewer may be a plug-in, which the house forbids
def pdf(request: Request, pk: UUID) -> HttpResponse:
    """All papers with a proof of service each; asked for by a button, since the look is written down."""
    found, first = fetched(request, pk), number_of(request.POST.get("start", ""))
    try:
        content = actions.printed(found, by=request.person, waiting=request.POST.get("only") == "waiting", start=first)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect("notifications:batch", pk)
    named = content_disposition_header(False, f"{found.numbers}.pdf") or "inline"
    head = {"Content-Disposition": named, "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=head)


@require_POST
def serve(request: Request, pk: UUID) -> HttpResponse:
    found = fetched(request, pk)
    form = ServeForm(request.POST)
    numbers = [number for one in request.POST.getlist("numbers") if (number := number_of(one, -1)) >= 0]
    if form.is_valid():
        try:
            made = actions.serve(found, numbers, by=request.person, **form.cleaned_data)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Entered for %(n)s persons.") % {"n": len(made)})
            return redirect("notifications:batch", pk)
    return shown(request, found, HTTPStatus.UNPROCESSABLE_ENTITY, serve=form)


@require_POST
def void(request: Request, pk: UUID) -> HttpResponse:
    found, form = fetched(request, pk), VoidForm(request.POST)
    try:
        if form.is_valid():
            actions.void(found, reason=form.cleaned_data["reason"], by=request.person)
            messages.success(request, _("Void. It is kept."))
            return redirect("notifications:batch", pk)
    except Refused as refused:
        blame(form, refused)
    return shown(request, found, HTTPStatus.UNPROCESSABLE_ENTITY, void=form)
