from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST, require_safe

from fengsui.command.directives import actions, papers
from fengsui.command.directives.forms import BackForm, DeadlineForm, clean
from fengsui.command.directives.models import OVER, WRITABLE, Directive, Stage
from fengsui.command.directives.queries import past
from fengsui.command.directives.queries import tree as trees
from fengsui.command.directives.queries.cascade import kinds
from fengsui.command.directives.queries.lists import own
from fengsui.command.directives.queries.standing import Hours
from fengsui.ground.clock.past import looks_back
from fengsui.ground.documents.files import download
from fengsui.ground.documents.kinds import Kind
from fengsui.ground.documents.models import Attachment, Document
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame
from fengsui.ground.org.models import Line, UnitKind
from fengsui.ground.org.queries import fetch, names
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from fengsui.command.directives.models import Deadline, Step
    from fengsui.ground.org.places import Request

BEFORE = (*WRITABLE, Stage.APPROVED)  # nobody below has it yet


def _fetch(request: Request, pk: UUID) -> Directive:
    rows = Directive.objects.visible_to(request.person).select_related("unit", "document__series", "replaces")
    return fetch(request.person, rows, request.path, pk=pk)


@looks_back
def show(request: Request, pk: UUID) -> HttpResponse:
    """A directive: what it says, whom it reaches, what can be done with it, its steps."""
    context = _shown(request, _fetch(request, pk))
    request.looks_back = context["is_issued"]  # a draft has no past to show
    return render(request, "directives/directive.html", context)


def _shown(request: Request, found: Directive, **more: Any) -> dict[str, Any]:
    known = getattr(request, "known", None)
    steps = past.steps(found, known)
    now = Stage(steps[-1].stage)
    issued = any(step.stage == Stage.ISSUED for step in steps)
    hours = Hours.of(found, known)
    can = set() if known else _can(request, found, now)
    return {
        "acknowledge_by": hours.acknowledge_until, "do_by": hours.do_until, "moved": _moved(past.moved(found, known)),
        "directive": found, "unit": found.unit, "stage": now, "number": papers.number(found), "is_issued": issued,
        "steps": _told(steps), "can": can, "reach": [] if issued else _reach(found),
        "chosen": [row.unit for row in found.chosen.select_related("unit").order_by("unit__code")],
        "lines": [Line(line).label for line in found.lines], "is_over": now in OVER,
        "versions": past.versions(found, known), "tree": _tree_of(request, found, known) if issued else "",
        "mine": own(request.person).filter(directive=found).first() if issued else None, "last": steps[-1],
        "history": history(found.about, known), "problems": papers.problems(found) if now in WRITABLE and not known else [],
        "kind": Kind(found.kind).label, "may_paper": _may_paper(request, found),
        "files": papers.files(found),
        "lacks_letters": now in BEFORE and papers.lacks_letters(found), "back": BackForm(),
        "may_arrange": scope.may(request.person, "documents.series", found.unit),
        "hours": DeadlineForm(directive=found) if "move" in can else None, **more,
    }  # fmt: skip


def _may_paper(request: Request, found: Directive) -> bool:
    mine = Document.objects.visible_to(request.person)
    return found.document is not None and mine.filter(pk=found.document.pk).exists()


def _told(steps: list[Step]) -> list[tuple[Step, str, str]]:
    """Each step, what it is called and who took it: a second draft was sent back, or changed."""
    people, told = names(step.by_id for step in steps), []
    for n, step in enumerate(steps):
        again = n > 0 and step.stage == Stage.DRAFTED
        word = (_("Sent back") if step.reason else _("Draft changed")) if again else str(step.get_stage_display())
        told.append((step, word, people.get(step.by_id, "") if step.by_id else _("the system")))
    return told


def _moved(rows: list[Deadline]) -> list[tuple[Deadline, str]]:
    people = names(row.by_id for row in rows)
    return [(row, people.get(row.by_id, "") if row.by_id else _("the system")) for row in rows]


def _reach(found: Directive) -> list[tuple[str, int]]:
    return [(str(UnitKind(kind).label), n) for kind, n in kinds(found)]


def _can(request: Request, found: Directive, now: Stage) -> set[str]:
    """What the person can do with it in its state."""
    ways = {
        "edit": ("directives.draft", WRITABLE), "check": ("directives.check", (Stage.DRAFTED,)),
        "approve": ("directives.approve", (Stage.CHECKED,)), "issue": ("directives.issue", (Stage.APPROVED,)),
        "withdraw": ("directives.approve", (Stage.ISSUED,)), "move": ("directives.approve", (Stage.ISSUED,)),
        "back": ("directives.approve", BEFORE), "correct": ("directives.draft", (Stage.ISSUED,)),
        "source": ("directives.draft", tuple(Stage)),
    }  # fmt: skip
    found_ = {
        way for way, (verb, stages) in ways.items() if now in stages and scope.may(request.person, verb, found.unit)
    }
    if now in WRITABLE and scope.may(request.person, "directives.check", found.unit):
        found_.add("back")
    return found_


def _tree_of(request: Request, found: Directive, known: datetime | None) -> str:
    """The address of the tree below the highest unit that the person sees of it; empty if there is none."""
    seen = scope.seen(request.person, "directives.view")
    top = found.unit if seen.filter(pk=found.unit_id).exists() else scope.highest(request.person, "directives.view")
    lines = trees.lines(found, top, known) if top else []
    return reverse("directives:tree", args=[found.pk, lines[0], top.code]) if top and lines else ""


@require_POST
def deadline(request: Request, pk: UUID) -> HttpResponse:
    """Move the hours of a directive under way."""
    found = _fetch(request, pk)
    form = DeadlineForm(request.POST, directive=found)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.reschedule(
                found, given["acknowledge_by"], given.get("do_by"), reason=clean(given["reason"]), by=request.person
            )
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("The hours are moved. Everybody who has it is told."))
            return redirect("directives:directive", pk)
    context = _shown(request, _fetch(request, pk), hours=form)
    return render(request, "directives/directive.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    found = _fetch(request, pk)
    try:
        actions.withdraw(found, reason=clean(request.POST.get("reason", ""))[:500], by=request.person)
        messages.success(request, _("Withdrawn. Everybody who had it is told."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("directives:directive", pk)


@require_safe
def file(request: Request, pk: UUID, file: int) -> HttpResponse:
    """A file that goes with the paper, to be saved."""
    row = Attachment.objects.filter(document=_fetch(request, pk).document_id, pk=file).first()
    if row is None:
        raise Http404
    return download(row)


@csp_override({})  # a PDF runs no script of ours, and a browser's viewer may be a plug-in, which the house forbids
def pdf(request: Request, pk: UUID) -> HttpResponse:
    """The paper, for everybody who has the directive; before it is issued a draft."""
    found = _fetch(request, pk)
    if found.document is None:
        raise Http404
    name = f"{found.title}{papers.number(found) or _('draft')}.pdf"
    head = {"Content-Disposition": content_disposition_header(as_attachment=False, filename=name) or "inline"}
    return HttpResponse(papers.pdf(found), content_type="application/pdf", headers=head)
