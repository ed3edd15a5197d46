from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.ground.documents import actions, papers, queries, rules
from fengsui.ground.documents.forms import AttachForm, BackForm, NoteForm, VoidForm
from fengsui.ground.documents.models import Stage
from fengsui.ground.documents.views.common import TONES, fetched, official_one
from fengsui.ground.journal.queries import history
from fengsui.ground.org.doors import blame, number_of
from fengsui.ground.org.queries import names
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from fengsui.ground.documents.models import Document, Step
    from fengsui.ground.org.places import Request


def document(request: Request, pk: UUID) -> HttpResponse:
    """One document: its state, what it is, the paper, what can be done with it, its history."""
    return shown(request, fetched(request, pk))


def shown(request: Request, found: Document, status: int = HTTPStatus.OK, **given: forms.Form) -> HttpResponse:
    """The page of a document; `given`: forms that were refused, by the name that the page has for them."""
    now, steps = queries.stage(found), list(found.steps.order_by("pk"))
    sealed = queries.original(found)
    ruled = now in {Stage.DRAFTED, Stage.CHECKED} and found.is_official
    blank = {"form": VoidForm(), "note": NoteForm(), "back": BackForm(), "file": AttachForm()}
    context = {
        "document": found, "stage": now, "tone": TONES[now], "can": queries.next_verbs(found, now, request.person),
        "steps": _told(steps), "original": sealed, "copies": queries.languages(found),
        "mark": queries.spelled(found.mark), "verify": papers.address(sealed.token) if sealed and sealed.token else "",
        "problems": rules.problems(found.kind, found.content) if ruled else [],
        "mendable": ruled and rules.mended(found.content) != found.content,
        "files": list(found.attachments.defer("content").order_by("pk")), "history": history(found.about),
    } | blank | given  # fmt: skip
    return render(request, "documents/document.html", context, status=status)


def _told(steps: list[Step]) -> list[tuple[Step, str, str]]:
    """Each step, what it is called and who took it. A second draft was sent back, or changed after it was checked."""
    people = names(step.by_id for step in steps)
    told = []
    for n, step in enumerate(steps):
        again = n > 0 and step.stage == Stage.DRAFTED
        word = (_("Sent back") if step.reason else _("Changed after the check")) if again else step.get_stage_display()
        told.append((step, word, people.get(step.by_id, "") if step.by_id else _("the system")))
    return told


@require_POST
def check(request: Request, pk: UUID) -> HttpResponse:
    found = official_one(request, pk)
    seen = number_of(request.POST.get("revision", ""), found.revision)
    return _noted(
        request, found, lambda note: actions.check(found, by=request.person, note=note, revision=seen), _("Checked.")
    )


@require_POST
def approve(request: Request, pk: UUID) -> HttpResponse:
    found = fetched(request, pk)
    return _noted(request, found, lambda note: actions.approve(found, by=request.person, note=note), _("Approved."))


def _noted(request: Request, found: Document, act: Callable[[str], Any], said: str) -> HttpResponse:
    form = NoteForm(request.POST)
    if not form.is_valid():
        return shown(request, found, HTTPStatus.UNPROCESSABLE_ENTITY, note=form)
    return _do(request, found, lambda: act(form.cleaned_data["note"]), said)


@require_POST
def number(request: Request, pk: UUID) -> HttpResponse:
    found = fetched(request, pk)
    return _do(request, found, lambda: actions.number(found, by=request.person), _("Numbered."))


@require_POST
def issue(request: Request, pk: UUID) -> HttpResponse:
    found = fetched(request, pk)
    said = _("Issued. It can no longer change.")
    return _do(request, found, lambda: actions.issue(found, by=request.person), said)


@require_POST
def drop(request: Request, pk: UUID) -> HttpResponse:
    found = official_one(request, pk)
    return _do(request, found, lambda: actions.drop(found, by=request.person), _("Withdrawn. No number was lost."))


@require_POST
def send_back(request: Request, pk: UUID) -> HttpResponse:
    found = official_one(request, pk)
    return _reasoned(request, found, "back", BackForm(request.POST), actions.send_back, _("Sent back."))


@require_POST
def void(request: Request, pk: UUID) -> HttpResponse:
    return _reasoned(
        request, fetched(request, pk), "form", VoidForm(request.POST), actions.void, _("Void. It is kept.")
    )


def _reasoned(
    request: Request, found: Document, name: str, form: forms.Form, act: Callable[..., Any], said: str
) -> HttpResponse:
    try:
        if form.is_valid():
            act(found, reason=form.cleaned_data["reason"], by=request.person)
            messages.success(request, said)
            return redirect("documents:document", found.pk)
    except Refused as refused:
        blame(form, refused)
    return shown(request, found, HTTPStatus.UNPROCESSABLE_ENTITY, **{name: form})


def _do(request: Request, found: Document, act: Callable[[], Any], said: str) -> HttpResponse:
    try:
        act()
        messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("documents:document", found.pk)
