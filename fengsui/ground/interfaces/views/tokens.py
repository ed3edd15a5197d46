from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces import actions, queries
from fengsui.ground.interfaces.forms import DrawForm, TokenForm
from fengsui.ground.interfaces.models import Token, TokenState
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame
from fengsui.ground.org.models import Person
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch, names
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.places import Request

TONES = {
    TokenState.PROPOSED: "due", TokenState.ACTIVE: "good", TokenState.EXPIRED: "still", TokenState.REVOKED: "still",
}  # fmt: skip


def index(request: Request) -> HttpResponse:
    """The tokens of the units that I look after, and those that I answer for."""
    if not scope.may(request.person, "interfaces.answer"):
        raise Http404
    rows = page(queries.tokens(request.person), request.GET)
    people = names(row.person_id for row in rows)
    listed = [(row, row.state, TONES[row.state], people.get(row.person_id, "")) for row in rows]
    context = {"page": rows, "rows": listed, "can_manage": scope.may(request.person, "interfaces.manage"),
               "webhooks_too": scope.may(request.person, "interfaces.view")}  # fmt: skip
    return render(request, "interfaces/index.html", context)


def new(request: Request) -> HttpResponse:
    """Set up a token for a unit."""
    unit = chosen(request)
    form = TokenForm(unit, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _propose(request, unit, form)
        except Refused as refused:
            blame(form, refused)
        else:
            return redirect("interfaces:token", made.pk)
    context = {"form": form, "unit": unit, "units": queries.managed(request.person, unit.code)}
    return render(request, "interfaces/new.html", context, status=422 if form.errors else 200)


def chosen(request: Request) -> Unit:
    """The unit asked for by ?unit=, or the first that one looks after; 404 for who looks after none."""
    units = queries.managed(request.person, request.GET.get("unit", ""))
    if not units:
        raise Http404
    return units[0]


def _propose(request: Request, unit: Unit, form: TokenForm) -> Token:
    data = form.cleaned_data
    made = actions.propose(
        unit, Person.objects.get(pk=data["person"]), data["name"], data["scopes"], days=data["days"],
        networks=data["networks"].splitlines(), by=request.person,
    )  # fmt: skip
    if made.person_id == request.person.pk:
        messages.success(request, _("Set up. Draw its secret now: it is shown once."))
    else:
        messages.success(
            request, _("Set up. Tell the person who answers for it: its secret is drawn under Settings, Interfaces.")
        )
    return made


def _fetch(request: Request, pk: UUID) -> Token:
    if not scope.may(request.person, "interfaces.answer"):
        raise Http404
    return fetch(request.person, queries.tokens(request.person), request.path, pk=pk)


def token(request: Request, pk: UUID) -> HttpResponse:
    """One token: what it may do, its secrets, how it is used, its history."""
    return _page(request, _fetch(request, pk))


def _page(request: Request, found: Token, form: DrawForm | None = None, status: int = 200) -> HttpResponse:
    people = names([found.person_id, found.proposed_by_id])
    alive = found.state in {TokenState.PROPOSED, TokenState.ACTIVE}
    mine = found.person_id == request.person.pk
    known = queries.scopes()
    context = {
        "token": found, "state": found.state, "tone": TONES[found.state], "form": form or DrawForm(),
        "person": people.get(found.person_id, ""), "by": people.get(found.proposed_by_id or found.person_id, ""),
        "scopes": [(key, known[key].name if key in known else "") for key in found.scopes],
        "secrets": list(found.secrets.all())[::-1], "lately": queries.lately(found), "mine": mine,
        "can_draw": mine and alive, "can_revoke": alive and (mine or scope.may(request.person, "interfaces.revoke", found.unit)),
        "history": history(found.about)[-50:], "now": clock.wall(),
    }  # fmt: skip
    return render(request, "interfaces/token.html", context, status=status)


@require_POST
@sensitive_variables()
def draw(request: Request, pk: UUID) -> HttpResponse:
    """Draw a secret. The answer shows it; it stands nowhere else, so there is no page to come back to."""
    found = _fetch(request, pk)
    form = DrawForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, 422)
    try:
        secret = actions.draw(found, by=request.person, keep_hours=form.cleaned_data["keep_hours"] or 0)
    except Refused as refused:  # the form may not be on the page any more, so it is said above it
        messages.error(request, str(refused.sentence))
        return redirect("interfaces:token", found.pk)
    return render(request, "interfaces/secret.html", {"token": found, "secret": secret})


@require_POST
def revoke(request: Request, pk: UUID) -> HttpResponse:
    found = _fetch(request, pk)
    try:
        actions.revoke(found, by=request.person, reason=request.POST.get("reason", "").replace("\x00", ""))
        messages.success(request, _("Revoked. The next call with it is refused."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("interfaces:token", found.pk)
