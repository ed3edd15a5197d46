from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.command.incidents.models import Call, Incident
from fengsui.ground.org import scope
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request
    from fengsui.house import Refused

SUGGESTED = 300  # units offered while one types; the others are found by code or name


def see(request: Request) -> None:
    if not scope.may(request.person, "incidents.see"):
        raise Http404


def tabs() -> list[tuple[str, str]]:
    return [
        (_("Incidents"), reverse("incidents:index")), (_("The night"), reverse("incidents:night")),
        (_("Duty telephone"), reverse("incidents:calls")),
    ]  # fmt: skip


def fetched(request: Request, pk: UUID) -> Incident:
    """An incident of those that the person sees."""
    rows = Incident.objects.visible_to(request.person).select_related("unit")
    return fetch(request.person, rows, request.path, pk=pk)


def say(form: forms.Form, refused: Refused) -> None:
    """Put a refusal beside the field that is to blame."""
    name = {"learned_at": "learned", "happened_at": "happened", "measures": "taken"}.get(refused.field, refused.field)
    form.add_error(name if name in form.fields else None, str(refused.sentence))


def chosen(units: list[Unit], code: str | None) -> Unit:
    """The unit that was chosen among some, or the first."""
    return next((one for one in units if one.code == code), units[0])


def fetched_call(request: Request, pk: UUID) -> Call:
    """A call of those that the person sees, the void ones too."""
    rows = Call.objects.visible_to(request.person).select_related("unit", "caller_unit")
    return fetch(request.person, rows, request.path, pk=pk)
