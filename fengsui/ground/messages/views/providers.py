from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal.queries import history
from fengsui.ground.messages import actions, hooks
from fengsui.ground.messages.actions import providers as deeds
from fengsui.ground.messages.forms import ProviderForm
from fengsui.ground.messages.queries import outbox as queries
from fengsui.ground.messages.views.common import chosen, need, tabs
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.messages.models import Provider
    from fengsui.ground.org.places import Request


def _state(one: Provider) -> tuple[str, str]:
    if one.stopped_at:
        return "still", _("ended")
    if one.paused_at:
        return "due", _("paused")
    if one.open_until and one.open_until > clock.now():
        return "bad", _("does not answer")
    return ("due", _("had failures")) if one.failures else ("good", _("runs"))


def index(request: Request) -> HttpResponse:
    """The accounts by which messages leave the house."""
    need(request, "messages.configure")
    rows = [(one, *_state(one)) for one in queries.providers(request.person)[:200]]
    return render(request, "messages/providers.html", {"rows": rows, "tabs": tabs(request), "drill": clock.is_drill()})


@sensitive_post_parameters("secret")
def new(request: Request) -> HttpResponse:
    """Set up an account for a unit."""
    units = scope.units(request.person, "messages.configure").existing().order_by("code")  # type: ignore[attr-defined]
    unit = chosen(request, units, scope.highest(request.person, "messages.configure"))
    form = ProviderForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = deeds.set_up(unit, form.settings(), by=request.person)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Set up. Send yourself a test."))
            return redirect("messages:provider", made.pk)
    context = {"form": form, "unit": unit, "units": units}
    return render(request, "messages/provider_new.html", context, status=422 if form.errors else 200)


def _fetch(request: Request, pk: UUID) -> Provider:
    return fetch(request.person, queries.providers(request.person), request.path, pk=pk)


@sensitive_post_parameters("secret")
def provider(request: Request, pk: UUID) -> HttpResponse:
    """One account: how it does, its settings, where its receipts come in."""
    found = _fetch(request, pk)
    names = ("channel", "kind", "server", "secure", "login", "sender", "template", "app", "price")
    form = ProviderForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            deeds.change(found, form.settings(), by=request.person)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Changed. What waits goes out by it."))
            return redirect("messages:provider", pk)
    tone, word = _state(found)
    context = {
        "one": found, "form": form, "tone": tone, "word": word, "hooks": _hooks(request, found),
        "may": not found.stopped_at, "history": history(found.about)[-50:], "drill": clock.is_drill(),
    }  # fmt: skip
    return render(request, "messages/provider.html", context, status=422 if form.errors else 200)


def _hooks(request: Request, found: Provider) -> list[tuple[str, str]]:
    listed = [(_("Receipts"), "receipts"), (_("Replies"), "replies")]
    return [
        (title, request.build_absolute_uri(reverse("messages:hook", args=[found.pk, hooks.secret(found), what])))
        for title, what in listed
    ]


def _test(found: Provider, *, by: Any) -> None:
    actions.try_way(found.channel, by=by, provider=found)


DEEDS: dict[str, tuple[Callable[..., Any], Any]] = {
    "pause": (deeds.pause, gettext_lazy("Paused. What comes meanwhile waits.")),
    "resume": (deeds.resume, gettext_lazy("It goes on; what waited is sent now.")),
    "stop": (deeds.stop, gettext_lazy("Ended. Its secret is destroyed.")),
    "turn": (deeds.turn, gettext_lazy("The hooks have new addresses; enter them at the provider.")),
    "test": (_test, gettext_lazy("A test to your own address is on its way.")),
}


@require_POST
def do(request: Request, pk: UUID) -> HttpResponse:
    """One of the deeds that need nothing but a button."""
    found = _fetch(request, pk)
    if request.POST.get("do") not in DEEDS:
        raise Http404
    deed, said = DEEDS[request.POST["do"]]
    try:
        deed(found, by=request.person)
        messages.success(request, str(said))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("messages:provider", pk)
