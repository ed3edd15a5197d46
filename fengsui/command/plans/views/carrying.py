from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from fengsui.command.plans import actions
from fengsui.command.plans.models import Stage, Version
from fengsui.command.plans.queries import reading
from fengsui.command.plans.queries.effects import Deed, dry_run
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for, uuid_of
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.command.plans.queries.effects import Effect, Run
    from fengsui.ground.org.places import Request


def carry(request: Request, pk: UUID, number: int) -> HttpResponse:
    """The dry run: what giving the tasks would do, item by item; then the act."""
    mine = scope.units(request.person, "plans.give").values("pk")
    rows = Version.objects.filter(plan__unit__in=mine, stage=Stage.ISSUED).select_related("plan__unit", "carried")
    found = fetch(request.person, rows, request.path, plan=pk, number=number)
    problem = ""
    if request.method == "POST":
        try:
            _act(request, found)
        except Refused as refused:
            problem = str(refused.sentence)
        else:
            messages.success(request, _("Done. Every unit has its tasks on its Today."))
            return redirect("plans:plan", pk)
    newest = reading.issued(found.plan)
    if newest is None or newest.pk != found.pk:
        messages.error(request, problem or _("A newer version was issued; carry that one out."))
        return redirect("plans:plan", pk)
    return _page(request, found, problem)


def _act(request: Request, version: Version) -> Run:
    proposed, wanted = (_uuids(request.POST.getlist(name)) for name in ("proposed", "withdraw"))
    return actions.carry_out(
        version, token=request.POST.get("token", ""), reason=request.POST.get("reason", ""), keep=proposed - wanted,
        by=request.person,
    )  # fmt: skip


def _uuids(texts: list[str]) -> set[UUID]:
    return {key for text in texts if (key := uuid_of(text))}


def _page(request: Request, version: Version, problem: str) -> HttpResponse:
    run = dry_run(version)
    wanted = [effect.entry.person_id for effect in run.effects]
    wanted += [effect.step.person_id for effect in run.effects if effect.step]
    people = names_for(request.person, wanted)

    def rows(*deeds: Deed) -> list[tuple[Effect, str, str]]:
        return [
            (one, _name(people, one.entry.person_id), _name(people, one.step.person_id if one.step else None))
            for one in run.of(*deeds)
        ]

    context = {
        "version": version, "plan": version.plan, "unit": version.plan.unit, "run": run, "problem": problem,
        "running": reading.carried(version.plan), "blocked": rows(Deed.BLOCKED), "give": rows(Deed.GIVE),
        "change": rows(Deed.HAND, Deed.MOVE, Deed.BOTH), "replace": rows(Deed.REPLACE), "withdraw": rows(Deed.WITHDRAW),
        "keep": rows(Deed.KEEP), "read": rows(Deed.READ), "does": run.does_something,
        "carried": hasattr(version, "carried"),
    }  # fmt: skip
    return render(request, "plans/carry.html", context, status=422 if problem else 200)


def _name(people: dict[UUID, str], pk: UUID | None) -> str:
    return people.get(pk, "") if pk else ""
