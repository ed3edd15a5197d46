"""The switch: choose, see what every room says, apply; look at a decision; take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame
from fengsui.ground.org.queries import fetch, names
from fengsui.ground.response import actions
from fengsui.ground.response.forms import RevertForm, SwitchForm
from fengsui.ground.response.models import Switch
from fengsui.ground.response.queries.emergencies import standing
from fengsui.ground.response.queries.sets import sets, shown
from fengsui.ground.response.queries.switching import Wanted, dry_run, dry_run_back, kept_sentences, remains, told
from fengsui.ground.response.views.common import answers, emergency_of, status
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request
    from fengsui.ground.response.dryrun import DryRun
    from fengsui.ground.response.models import Emergency, Level, SwitchSet


class Wish:
    """A switch as the page asks for it: the form, what it chose, its dry run."""

    def __init__(self, request: Request, emergency: Emergency) -> None:
        reach = set(scope.units(request.person, "response.prepare").values_list("pk", flat=True))
        self.sets: dict[str, SwitchSet] = {str(one.pk): one for one in sets() if one.unit_id in reach}
        self.levels: dict[str, Level] = {str(row.pk): row for row in standing(emergency).in_force}
        self.form = SwitchForm(
            [(key, one.name) for key, one in self.sets.items()],
            [(key, f"{row.issuer} · {row.get_grade_display()}") for key, row in self.levels.items()],
            request.POST or (request.GET if "prepared" in request.GET else None),
            initial={
                "prepared": request.GET.get("set", ""), "level": next(iter(self.levels), ""),
                "basis": request.GET.get("basis", "").replace("\x00", "")[:200],
            },
        )  # fmt: skip

    @property
    def address(self) -> str:
        """What is looked at, as an address: it can be loaded again, and gone back to after applying."""
        return f"?{urlencode({name: self.form.data.get(name, '') for name in self.form.fields})}#follows"

    @property
    def wanted(self) -> Wanted:
        data = self.form.cleaned_data
        return Wanted(self.sets[data["prepared"]], data["system"], data["at"], data["until"])

    def run(self) -> DryRun | None:
        """What every room says to it; None if it cannot be said, with the reason beside its field."""
        try:
            return dry_run(self.wanted)
        except Refused as refused:
            blame(self.form, refused)
            return None


def switch(request: Request, pk: int) -> HttpResponse:
    """Choose a set, look at what follows, apply it."""
    if not scope.may(request.person, "response.prepare"):
        raise Http404
    emergency = emergency_of(request, pk)
    wish, run = Wish(request, emergency), None
    if wish.form.is_bound and wish.form.is_valid():
        if request.POST.get("do") == "apply" and (made := _applied(request, emergency, wish)):
            messages.success(request, _("In force. The decision is issued; what people owe is planned again."))
            return redirect("response:decided", made.pk)
        if request.POST.get("do") == "preview":
            return redirect(request.path + wish.address)
        run = wish.run()
    context = {
        "form": wish.form, "run": run, "answers": answers(run.stored()) if run else None, "emergency": emergency,
        "sets": wish.sets, "may_apply": _may_apply(request, wish), "name": standing(emergency).account.name,
    }  # fmt: skip
    return render(request, "response/switch.html", context, status=status(wish.form))


def _may_apply(request: Request, wish: Wish) -> bool:
    chosen = wish.sets.get(wish.form["prepared"].value() or "")
    return bool(chosen and scope.may(request.person, "response.switch", chosen.unit))


def _applied(request: Request, emergency: Emergency, wish: Wish) -> Switch | None:
    data, wanted = wish.form.cleaned_data, wish.wanted
    try:
        return actions.switch(
            emergency, wanted, unit=wanted.prepared.unit, basis=data["basis"], seen=request.POST.get("seen", ""),
            level=wish.levels.get(data["level"]), by=request.person,
        )  # fmt: skip
    except Refused as refused:
        blame(wish.form, refused)
        return None


def decided(request: Request, pk: int) -> HttpResponse:
    """A switch: what it put in force, what was said before, its decision, how it was taken back."""
    found = _switch(request, pk)
    back = getattr(found, "reversal", None)
    left = remains(found)
    who = names([found.by_id, back.by_id if back else None]) if scope.sees_names(request.person) else {}
    context = {
        "switch": found, "lines": shown([found.prepared], found.system)[found.prepared_id], "back": back, "who": who,
        "answers": answers(told(found.told)), "kept": told(back.kept) if back else kept_sentences(left),
        "standing": len(left.standing), "name": standing(found.emergency).account.name, "history": history(found.about),
        "may_revert": not back and left.standing and scope.may(request.person, "response.switch", found.unit),
        "may_see_documents": scope.may(request.person, "documents.view"),
    }  # fmt: skip
    return render(request, "response/decided.html", context)


def revert(request: Request, pk: int) -> HttpResponse:
    """See what taking it back would do, and take it back."""
    found = _switch(request, pk)
    if not scope.may(request.person, "response.switch", found.unit):
        raise Http404
    form = RevertForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _reverted(request, found, form):
        messages.success(request, _("Taken back. The decision is issued; what held before holds again."))
        return redirect("response:decided", pk)
    left = remains(found)
    run = dry_run_back(found) if left.standing and not hasattr(found, "reversal") else None
    context: dict[str, Any] = {
        "switch": found, "form": form, "run": run, "answers": answers(run.stored()) if run else None,
        "kept": kept_sentences(left), "back": reverse("response:decided", args=[pk]),
    }  # fmt: skip
    return render(request, "response/revert.html", context, status=status(form))


def _reverted(request: Request, found: Switch, form: RevertForm) -> bool:
    try:
        actions.revert(found, reason=form.cleaned_data["reason"], seen=request.POST.get("seen", ""), by=request.person)
    except Refused as refused:
        blame(form, refused)
        return False
    return True


def _switch(request: Request, pk: int) -> Switch:
    rows = Switch.objects.select_related(
        "emergency__unit", "unit", "prepared", "level", "document__series", "reversal__document__series"
    )
    return fetch(
        request.person, rows if scope.may(request.person, "response.view") else rows.none(), request.path, pk=pk
    )
