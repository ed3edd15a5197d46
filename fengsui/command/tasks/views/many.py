from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fengsui.command.tasks import actions, queries
from fengsui.command.tasks.actions.many import MOST
from fengsui.command.tasks.forms import SHEET, ManyForm
from fengsui.command.tasks.queries.listing import SIDES
from fengsui.command.tasks.views.listing import receivers
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.command.tasks.models import TaskStepQuerySet
    from fengsui.ground.org.places import Request


@require_POST
def change(request: Request) -> HttpResponse:
    """Do one thing with all tasks that were ticked, or with all that the list's filter finds; say what was refused and why."""
    if not scope.may(request.person, "tasks.see"):
        raise Http404
    chosen, back, more = _chosen(request), _back(request), _left(request)
    form = ManyForm(request.POST, units=receivers(request))
    if not form.is_valid():
        said = next(iter(form.errors.values()))[0]
        messages.error(request, str(said))
        return redirect(back)
    try:
        if form.cleaned_data["deed"] == SHEET:
            return redirect("tasks:sheet", actions.issue_sheet(chosen, by=request.person).pk)
        worked = actions.change_many(chosen, form.change(), by=request.person)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect(back)
    done = len(worked.steps)
    if done:
        messages.success(request, ngettext("%(n)d task changed.", "%(n)d tasks changed.", done) % {"n": done})
    if more:
        said = ngettext(
            "%(n)d more fits the filter and was left as it was.",
            "%(n)d more fit the filter and were left as they were.",
            more,
        )
        messages.warning(request, said % {"n": more})
    if not worked.refused:
        return redirect(back)
    return render(request, "tasks/changed.html", {"refused": worked.refused, "done": done, "back": back})


def _chosen(request: Request) -> list[UUID]:
    """Which tasks: only such as the person sees."""
    if request.POST.get("all"):
        return list(_found(request).order_by("due_at", "pk").values_list("task", flat=True)[:MOST])
    ids = [pk for text in request.POST.getlist("ids") if (pk := _uuid(text))]
    return list(queries.standing(request.person).filter(task__in=ids[: MOST + 1]).values_list("task", flat=True))


def _left(request: Request) -> int:
    """How many fit the filter beyond those that are changed at once."""
    return max(0, _found(request).count() - MOST) if request.POST.get("all") else 0


def _found(request: Request) -> TaskStepQuerySet:
    """All that the list's filter finds."""
    query = {key: str(value) for key, value in _filter(request).items()}
    query |= {"side": side} if (side := _side(request)) else {}
    return queries.wanted(request.person, query)


def _filter(request: Request) -> QueryDict:
    return QueryDict(request.POST.get("filter", ""))


def _side(request: Request) -> str:
    side = request.POST.get("side", "")
    return side if side in SIDES else ""


def _back(request: Request) -> str:
    """The list where the button was."""
    query = _filter(request).urlencode()
    return reverse("tasks:given" if _side(request) == "given" else "tasks:all") + (f"?{query}" if query else "")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
