"""What the pages of the response share."""

from __future__ import annotations

from http import HTTPStatus
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.ground.measures.declare import Severity
from fengsui.ground.org import scope
from fengsui.ground.org.doors import submitted
from fengsui.ground.org.models import Unit
from fengsui.ground.org.queries import fetch
from fengsui.ground.response.models import Emergency
from fengsui.ground.response.rights import TOPS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from django import forms
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

NAMED = 60  # units named under a sentence
TONES = {Severity.GRAVE: "bad", Severity.WARN: "due", Severity.NOTE: "still"}


def seen(request: Request) -> None:
    if not scope.may(request.person, "response.view"):
        raise Http404


def emergency_of(request: Request, pk: int, verb: str = "response.view") -> Emergency:
    """An emergency for who has the verb (to record: at its unit); else 404, noted in the journal."""
    rows = Emergency.objects.select_related("unit")
    if verb == "response.view":
        rows = rows if scope.may(request.person, verb) else rows.none()
    else:
        rows = rows.filter(unit__in=scope.units(request.person, verb))
    return fetch(request.person, rows, request.path, pk=pk)


def form_page(
    request: Request, form: forms.Form, act: Callable[[dict[str, Any]], object], *, title: str, said: str, back: str,
    crumbs: Sequence[tuple[str, str]], word: str, lead: str = "", draft: str = "",
) -> HttpResponse:  # fmt: skip
    """A page that is one form: do what it says and go back, or show it with what is wrong."""
    if submitted(form, act):
        messages.success(request, said)
        return redirect(back)
    context = {"form": form, "title": title, "back": back, "crumbs": crumbs, "word": word, "lead": lead, "draft": draft}
    return render(request, "response/form.html", context, status=status(form))


def corrected() -> str:
    return _("Corrected. What stood before is kept.")


def crumbs(found: Emergency | None = None, name: str = "") -> list[tuple[str, str]]:
    rows = [(_("Emergency response"), reverse("response:index"))]
    return [*rows, (name, reverse("response:emergency", args=[found.pk]))] if found else rows


def status(form: forms.Form) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK


def tops() -> list[Unit]:
    """The headquarters, whose posts a leading group is made of."""
    return list(Unit.objects.existing().filter(kind__in=TOPS).order_by("pk"))


def answers(stored: Sequence[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """A dry run for a page: each sentence with its tone and the first units by name. One query for all names."""
    wanted = {pk for answer in stored for said in answer["said"] for pk in islice(said["units"], NAMED)}
    units = Unit.objects.in_bulk(wanted)
    return [(answer["title"], [_said(said, units) for said in answer["said"]]) for answer in stored]


def _said(said: dict[str, Any], units: dict[int, Unit]) -> dict[str, Any]:
    named = [units[pk].label for pk in said["units"][:NAMED] if pk in units]
    return {
        **said,
        "tone": TONES[Severity(said["severity"])],
        "named": named,
        "more": max(len(said["units"]) - NAMED, 0),
    }
