from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST

from fengsui.command.directives import actions, papers
from fengsui.command.directives.actions.common import stage
from fengsui.command.directives.forms import clean
from fengsui.command.directives.models import OVER, WRITABLE, Directive, Stage
from fengsui.command.directives.queries import tree as trees
from fengsui.command.directives.queries.cascade import kinds
from fengsui.command.directives.queries.lists import counted, listed, own
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import unit_in_line
from fengsui.ground.org.models import Line, Unit, UnitKind
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import above, fetch, names
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.ground.org.places import Request

LISTED = 20


def index(request: Request) -> HttpResponse:
    """What went out to or from the units in my sight, newest first; or the drafts."""
    person = request.person
    if not scope.may(person, "directives.view"):
        raise Http404
    may_draft = scope.may(person, "directives.draft")
    drafts = may_draft and request.GET.get("show") == "drafts"
    rows = page(listed(person, drafts=drafts), request.GET, size=LISTED)
    here = reverse("directives:index")
    tabs = [(_("Issued"), here), (_("Drafts"), f"{here}?show=drafts")] if may_draft else []
    context = {
        "pages": rows,
        "rows": counted(rows.rows, person),
        "may_draft": may_draft,
        "drafts": drafts,
        "tabs": tabs,
    }
    return render(request, "directives/index.html", context)


def _fetch(request: Request, pk: UUID) -> Directive:
    rows = Directive.objects.visible_to(request.person).select_related("unit", "document", "replaces")
    return fetch(request.person, rows, request.path, pk=pk)


def show(request: Request, pk: UUID) -> HttpResponse:
    """A directive: what it says, whom it reaches, what can be done with it, its steps."""
    return _page(request, _fetch(request, pk))


def _page(request: Request, found: Directive, status: int = 200, **more: Any) -> HttpResponse:
    now = stage(found.pk)
    steps = list(found.steps.order_by("pk"))
    people = names(step.by_id for step in steps)
    issued = any(step.stage == Stage.ISSUED for step in steps)
    context = {
        "directive": found, "unit": found.unit, "stage": now, "number": papers.number(found), "is_issued": issued,
        "steps": [(step, people.get(step.by_id, "") if step.by_id else _("the system")) for step in steps],
        "can": _can(request, found, now), "reach": [] if issued else _reach(found),
        "chosen": [row.unit for row in found.chosen.select_related("unit").order_by("unit__code")],
        "lines": [Line(line).label for line in found.lines], "is_over": now in OVER,
        "versions": list(found.versions.issued().order_by("pk")), "tree": _tree_of(request, found) if issued else "",
        "mine": own(request.person).filter(directive=found).first() if issued else None, "last": steps[-1],
        "history": history(found.about), **more,
    }  # fmt: skip
    return render(request, "directives/directive.html", context, status=status)


def _reach(found: Directive) -> list[tuple[str, int]]:
    return [(str(UnitKind(kind).label), n) for kind, n in kinds(found)]


def _can(request: Request, found: Directive, now: Stage) -> set[str]:
    """What the person can do with it in its state."""
    ways = {
        "edit": ("directives.draft", WRITABLE), "check": ("directives.check", (Stage.DRAFTED,)),
        "approve": ("directives.approve", (Stage.CHECKED,)), "issue": ("directives.issue", (Stage.APPROVED,)),
        "withdraw": ("directives.approve", (Stage.ISSUED,)), "correct": ("directives.draft", (Stage.ISSUED,)),
        "source": ("directives.draft", tuple(Stage)),
    }  # fmt: skip
    return {
        way for way, (verb, stages) in ways.items() if now in stages and scope.may(request.person, verb, found.unit)
    }


def _tree_of(request: Request, found: Directive) -> str:
    """The address of the tree below the highest unit that the person sees of it; empty if there is none."""
    seen = scope.seen(request.person, "directives.view")
    top = found.unit if seen.filter(pk=found.unit_id).exists() else scope.highest(request.person, "directives.view")
    lines = trees.lines(found, top) if top else []
    return reverse("directives:tree", args=[found.pk, lines[0], top.code]) if top and lines else ""


@require_POST
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    found = _fetch(request, pk)
    try:
        actions.withdraw(found, reason=clean(request.POST.get("reason", ""))[:500], by=request.person)
        messages.success(request, _("Withdrawn. Everybody who had it is told."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("directives:directive", pk)


@csp_override({})  # a PDF runs no script of ours, and a browser's viewer may be a plug-in, which the house forbids
def pdf(request: Request, pk: UUID) -> HttpResponse:
    """The paper, for everybody who has the directive; before it is issued a draft."""
    found = _fetch(request, pk)
    name = f"{found.title}{papers.number(found) or _('draft')}.pdf"
    head = {"Content-Disposition": content_disposition_header(as_attachment=False, filename=name) or "inline"}
    return HttpResponse(papers.pdf(found), content_type="application/pdf", headers=head)


def _issued(request: Request, pk: UUID) -> Directive:
    rows = Directive.objects.visible_to(request.person).issued().select_related("unit", "document")
    return fetch(request.person, rows, request.path, pk=pk)


def tree(request: Request, pk: UUID, line: str, code: str) -> HttpResponse:
    """How far it came below a unit along a line, branch by branch, and who blocks."""
    found = _issued(request, pk)
    unit = unit_in_line(request, "directives.view", line, code)
    lines = trees.lines(found, unit)
    seen = trees.tree(found, unit, line)
    blocking = [one for one in seen.blockers if one.blocks]
    context = {
        "directive": found, "unit": unit, "line": line, "tree": seen, "stage": stage(found.pk), "now": clock.now(),
        "number": papers.number(found), "here": request.path, "listed": blocking[: trees.LISTED],
        "more": max(len(blocking) - trees.LISTED, 0), "late": sum(one.is_late for one in seen.blockers),
        "tabs": [(str(one.label), reverse("directives:tree", args=[pk, one, code])) for one in lines],
        "above": above(unit, line, among=scope.units(request.person, "directives.view")),
        "may_chase": scope.may(request.person, "obligations.chase", unit),
    }  # fmt: skip
    part = "#live" if request.GET.get("part") == "live" else ""
    return render(request, f"directives/tree.html{part}", context)


@require_POST
def remind(request: Request, pk: UUID, line: str, code: str) -> HttpResponse:
    """Remind whoever has something of it open at and below a unit; then back to the page where the button was."""
    found = _issued(request, pk)
    unit = unit_in_line(request, "obligations.chase", line, code)
    try:
        done = actions.chase(found, unit, line, sender=_sender(request), by=request.person)
        said = ngettext("%(n)d person was reminded.", "%(n)d persons were reminded.", done.persons)
        messages.success(request, said % {"n": done.persons})
        if done.nobody:
            messages.info(request, _("For %(n)d things nobody holds an office there: telephone.") % {"n": done.nobody})
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    back = request.POST.get("back", "")
    return redirect(
        "directives:tree", pk, line, unit_in_line(request, "obligations.chase", line, back).code if back else code
    )


def _sender(request: Request) -> Unit:
    found = scope.highest(request.person, "obligations.chase")
    assert found is not None  # whoever may chase this unit chases somewhere
    return found
