from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fengsui.command.directives import actions, papers
from fengsui.command.directives.models import Directive, Stage
from fengsui.command.directives.queries import past
from fengsui.command.directives.queries import tree as trees
from fengsui.command.directives.queries.lists import counted, listed
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import looks_back
from fengsui.ground.org import scope
from fengsui.ground.org.doors import unit_in_line
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import above, fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request

LISTED = 20


@looks_back
def index(request: Request) -> HttpResponse:
    """What went out to or from the units in my sight, newest first, now or as known at a moment; or the drafts."""
    person, known = request.person, request.known
    if not scope.may(person, "directives.view"):
        raise Http404
    may_draft = known is None and scope.may(person, "directives.draft")
    drafts = may_draft and request.GET.get("show") == "drafts"
    rows = page(listed(person, drafts=drafts, known=known), request.GET, size=LISTED)
    here = reverse("directives:index")
    tabs = [(_("Issued"), here), (_("Drafts"), f"{here}?show=drafts")] if may_draft else []
    context = {
        "pages": rows,
        "rows": counted(rows.rows, person, known),
        "may_draft": may_draft,
        "drafts": drafts,
        "tabs": tabs,
    }
    return render(request, "directives/index.html", context)


def _issued(request: Request, pk: UUID) -> Directive:
    rows = Directive.objects.visible_to(request.person).issued().select_related("unit", "document__series")
    return fetch(request.person, rows, request.path, pk=pk)


@looks_back
def tree(request: Request, pk: UUID, line: str, code: str) -> HttpResponse:
    """How far it came below a unit along a line, branch by branch, and who blocks: now, or as known at a moment."""
    found, known = _issued(request, pk), request.known
    unit = unit_in_line(request, "directives.view", line, code)
    lines = trees.lines(found, unit, known)
    seen = trees.tree(found, unit, line, known)
    blocking = [one for one in seen.blockers if one.blocks]
    context = {
        "directive": found, "unit": unit, "line": line, "tree": seen, "now": known or clock.now(),
        "stage": Stage(past.steps(found, known)[-1].stage), "is_past": known is not None,
        "number": papers.number(found), "here": request.path, "listed": blocking[: trees.LISTED],
        "more": max(len(blocking) - trees.LISTED, 0), "late": sum(one.is_late for one in seen.blockers),
        "tabs": [(str(one.label), reverse("directives:tree", args=[pk, one, code])) for one in lines],
        "above": above(unit, line, among=scope.units(request.person, "directives.view")),
        "may_chase": known is None and scope.may(request.person, "obligations.chase", unit),
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
