"""What the pages of a unit's roster share."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame, unit_at
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from django import forms

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request


def fetched(request: Request, code: str, verb: str = "duty.see") -> Unit:
    return unit_at(request, scope.seen(request.person, verb), code)


def may(request: Request, unit: Unit) -> dict[str, bool]:
    return {
        key: scope.may(request.person, f"duty.{key}", unit) and not unit.is_closed(clock.today())
        for key in ("arrange", "approve", "change", "override")
    }


def shared(request: Request, unit: Unit) -> dict[str, Any]:
    """For the head of each page of a unit."""
    allowed = may(request, unit)
    rows = [
        (_("By day"), "roster"), (_("By person"), "people"), (_("Gaps"), "gaps"), (_("Changes"), "changes"),
        (_("Absences"), "absence"), (_("Hours"), "hours"), (_("Handing over"), "handing"),
    ]  # fmt: skip
    rows += [(_("Posts and pools"), "posts")] if allowed["arrange"] else []
    tabs = [
        (title, reverse(f"duty:{name}", args=[unit.code]))
        for title, name in rows
        if name != "absence" or allowed["change"]
    ]
    return {"unit": unit, "tabs": tabs, "may": allowed, "now": clock.now(), "today": clock.today()}


def around(first: date, last: date) -> dict[str, Any]:
    """What leads to the days before and after."""
    many = (last - first).days + 1
    step = timedelta(days=many)
    return {
        "first": first, "last": last, "many": many, "before": f"?from={first - step}&days={many}",
        "after": f"?from={last + timedelta(days=1)}&days={many}", "spans": sorted({7, 14, 28, 42, many}),
    }  # fmt: skip


def filled(form: forms.Form, deed: Callable[[dict[str, Any]], Any]) -> Any:
    """Do it with what was typed; what is refused stands at its field. None: it was refused."""
    if not form.is_valid():
        return None
    try:
        return deed(form.cleaned_data)
    except Refused as refused:
        blame(form, refused)
        return None


def undo_url(act: Any) -> str:
    return reverse("duty:undo", args=[act.pk])
