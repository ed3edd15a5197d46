from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST

from fengsui.ground.documents import actions, queries
from fengsui.ground.documents.forms import VoidForm
from fengsui.ground.documents.models import Document, Stage
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch, names
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from fengsui.ground.org.places import Request

TONES = {
    Stage.DRAFTED: "draft", Stage.APPROVED: "due", Stage.NUMBERED: "due", Stage.ISSUED: "good", Stage.VOID: "still",
}  # fmt: skip

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def index(request: Request) -> HttpResponse:
    """The documents that I may see, newest first."""
    if not scope.may(request.person, "documents.view"):
        raise Http404
    rows = page(queries.visible(request.person), request.GET)
    listed = [(row, Stage(row.stage), TONES[Stage(row.stage)]) for row in rows]  # type: ignore[attr-defined]
    return render(request, "documents/index.html", {"page": rows, "rows": listed})


def document(request: Request, pk: UUID) -> HttpResponse:
    """One document: its state, what it is, the paper, what can be done with it, its history."""
    return _page(request, _fetch(request, pk), VoidForm())


def _page(request: Request, found: Document, form: VoidForm, status: int = HTTPStatus.OK) -> HttpResponse:
    now = queries.stage(found)
    steps = list(found.steps.order_by("pk"))
    people = names(step.by_id for step in steps)
    context = {
        "document": found, "stage": now, "tone": TONES[now], "can": queries.next_verbs(found, now, request.person),
        "steps": [(step, people.get(step.by_id) if step.by_id else _("the system")) for step in steps],
        "original": queries.original(found), "copies": queries.languages(found), "mark": queries.spelled(found.mark),
        "form": form, "history": history(found.about),
    }  # fmt: skip
    return render(request, "documents/document.html", context, status=status)


@csp_override({})  # a PDF runs no script of ours, and a browser's viewer may be a plug-in, which the house forbids
def pdf(request: Request, pk: UUID) -> HttpResponse:
    """The paper: the original once issued, before that a draft; `?language=en` a copy in English, if there is one."""
    return _file(request, pk, queries.paper, "pdf")


def docx(request: Request, pk: UUID) -> HttpResponse:
    """The same as a Word document to edit further, which says that it is no original; `?language=en` as for the PDF."""
    return _file(request, pk, queries.word, "docx")


def _file(request: Request, pk: UUID, made: Callable[[Document, str], bytes], kind: str) -> HttpResponse:
    found = _fetch(request, pk)
    try:
        content = made(found, request.GET.get("language", "zh"))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect("documents:document", pk)
    name = f"{found.series.title}{found.number_label or _('draft')}.{kind}"
    head = {"Content-Disposition": content_disposition_header(kind == "docx", name) or "inline"}
    return HttpResponse(content, content_type=TYPES[kind], headers=head)


@require_POST
def approve(request: Request, pk: UUID) -> HttpResponse:
    return _do(request, pk, lambda found: actions.approve(found, by=request.person), _("Approved."))


@require_POST
def number(request: Request, pk: UUID) -> HttpResponse:
    return _do(request, pk, lambda found: actions.number(found, by=request.person), _("Numbered."))


@require_POST
def issue(request: Request, pk: UUID) -> HttpResponse:
    return _do(
        request, pk, lambda found: actions.issue(found, by=request.person), _("Issued. It can no longer change.")
    )


@require_POST
def void(request: Request, pk: UUID) -> HttpResponse:
    found = _fetch(request, pk)
    form = VoidForm(request.POST)
    try:
        if form.is_valid():
            actions.void(found, reason=form.cleaned_data["reason"], by=request.person)
            messages.success(request, _("Void. It is kept."))
            return redirect("documents:document", pk)
    except Refused as refused:
        form.add_error("reason" if refused.field else None, str(refused.sentence))
    return _page(request, found, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _fetch(request: Request, pk: UUID) -> Document:
    return fetch(request.person, queries.visible(request.person), request.path, pk=pk)


def _do(request: Request, pk: UUID, act: Callable[[Document], Document], said: str) -> HttpResponse:
    try:
        act(_fetch(request, pk))
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("documents:document", pk)
