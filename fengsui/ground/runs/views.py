from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.ground.org import scope
from fengsui.ground.org.doors import onward
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch
from fengsui.ground.runs import actions, queries
from fengsui.ground.runs.models import Run
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.ground.org.places import Request

SMALL = 500  # so few rows are written while the person waits


def index(request: Request) -> HttpResponse:
    """My background work, newest first."""
    if not scope.may(request.person, "runs.keep"):
        raise Http404
    found = page(queries.mine(request.person), request.GET)
    cut = queries.cut_off(found)
    rows = [
        (row, queries.runners().get(row.kind), queries.said(row), "cut" if row.pk in cut else row.state)
        for row in found
    ]
    return render(request, "runs/index.html", {"page": found, "rows": rows})


def run(request: Request, pk: UUID) -> HttpResponse:
    """One piece of work: how far it is, what came of it. Asked anew by the page itself until it has ended."""
    row = fetch(request.person, queries.mine(request.person), request.path, pk=pk)
    context = {
        "run": row, "runner": queries.runners().get(row.kind), "said": queries.said(row), "link": queries.link(row),
        "title": _title(row), "state": "cut" if queries.cut_off([row]) else row.state,
    }  # fmt: skip
    return render(request, "runs/run.html#state" if request.htmx else "runs/run.html", context)  # type: ignore[attr-defined]


def _title(row: Run) -> str:
    table = queries.tables().get(row.params.get("table", ""))
    runner = queries.runners().get(row.kind)
    return str(table.title if table else runner.title if runner else row.kind)


def file(request: Request, pk: UUID) -> HttpResponse:
    """The file that a run made."""
    row = fetch(request.person, Run.objects.filter(by=request.person), request.path, pk=pk)
    if not row.has_file:
        raise Http404
    answer = HttpResponse(queries.opened(row), content_type=row.file_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=row.file_name) or ""
    return answer


@require_POST
def export(request: Request, key: str) -> HttpResponse:
    """Take a list out: a small one at once, a large one in the background."""
    table = queries.tables().get(key)
    if table is None or not scope.may(request.person, table.verb):
        raise Http404
    try:
        query = {str(name): str(value) for name, value in json.loads(request.POST.get("query", "{}")).items()}
        small = table.total is not None and table.total(request.person, query) <= SMALL
        row = actions.export(table, query, request.POST.get("form", ""), by=request.person, now=small)
    except (ValueError, AttributeError):
        raise Http404 from None
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect(onward(request) or "/")
    if small:
        actions.perform(row.pk)
    return redirect(reverse("runs:run", args=[row.pk]) + ("?fetch" if small else ""))


@require_POST
def cancel(request: Request, pk: UUID) -> HttpResponse:
    return _act(request, pk, "cancel", _("Cancelled; nothing of it stays."))


@require_POST
def again(request: Request, pk: UUID) -> HttpResponse:
    return _act(request, pk, "again", _("Started once more."))


def _act(request: Request, pk: UUID, verb: str, sentence: str) -> HttpResponse:
    row = fetch(request.person, queries.mine(request.person), request.path, pk=pk)
    try:
        row = getattr(actions, verb)(row, by=request.person)
        messages.success(request, sentence)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("runs:run", row.pk)
