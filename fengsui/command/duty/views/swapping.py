"""A swap's page: asked, agreed, approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from fengsui.command.duty import actions
from fengsui.command.duty.models import Stage, Swap
from fengsui.command.duty.queries import changes
from fengsui.command.duty.queries.swaps import doubts
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import tried
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

ACTS = {
    "agree": (actions.agree, _("Agreed. The leader approves it now.")), "decline": (actions.decline, _("Declined. They are told.")),
    "withdraw": (actions.withdraw, _("Withdrawn.")), "approve": (actions.approve, _("Approved. The roster is changed, both are told.")),
    "refuse": (actions.refuse, _("Not approved. Both are told.")),
}  # fmt: skip


def swap(request: Request, pk: UUID) -> HttpResponse:
    """Who asks whom for what, how it stands, and the buttons of whoever is to answer."""
    row = _fetched(request, pk)
    if request.method == "POST":
        act = ACTS.get(request.POST.get("do", ""))
        if act:
            tried(request, lambda: act[0](row, by=request.person), str(act[1]))
        return redirect("duty:swap", pk)
    (told,) = changes.swaps([row], request.person)
    person, is_live = request.person, row.stage in {Stage.ASKED, Stage.AGREED}
    approves = scope.may(person, "duty.approve", row.unit) and person.pk not in {row.person_id, row.other_id}
    context = {
        "told": told, "swap": row, "unit": row.unit, "history": history(row.subject), "is_begun": row.is_begun(clock.now()),
        "may_answer": is_live and row.other_id == person.pk and row.stage == Stage.ASKED,
        "may_withdraw": is_live and row.person_id == person.pk, "may_approve": approves and row.stage == Stage.AGREED,
        "doubts": doubts(row) if is_live and (approves or row.other_id == person.pk) else [],
    }  # fmt: skip
    return render(request, "duty/swap.html", context)


def _fetched(request: Request, pk: UUID) -> Swap:
    units = scope.seen(request.person, "duty.see").values("pk")
    mine = Q(person=request.person) | Q(other=request.person) | Q(unit__in=units)
    rows = Swap.objects.filter(mine).select_related(
        "unit", "person", "other", "seat__unit", "station__unit", "back_seat__unit", "back_station__unit"
    )
    return fetch(request.person, rows, request.path, pk=pk)
