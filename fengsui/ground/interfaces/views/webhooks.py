from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces import actions, queries, sending
from fengsui.ground.interfaces.forms import WebhookForm
from fengsui.ground.interfaces.models import Attempt, Delivery, DeliveryState, Subscription
from fengsui.ground.interfaces.views.tokens import chosen
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

TONES = {
    DeliveryState.WAITING: "busy", DeliveryState.FAILING: "due", DeliveryState.RECEIVED: "good",
    DeliveryState.SINK: "still", DeliveryState.DEAD: "bad",
}  # fmt: skip


def index(request: Request) -> HttpResponse:
    """The webhooks of the units that I look after."""
    if not scope.may(request.person, "interfaces.view"):
        raise Http404
    rows = page(queries.subscriptions(request.person), request.GET)
    listed = [(row, *_state(row)) for row in rows]
    context = {"page": rows, "rows": listed, "can_manage": scope.may(request.person, "interfaces.manage")}
    return render(request, "interfaces/webhooks.html", context)


def _state(one: Subscription) -> tuple[str, str]:
    if one.stopped_at:
        return "still", _("ended")
    if one.paused_at:
        return "draft", _("paused")
    if getattr(one, "dead", 0):
        return "bad", _("parcels were given up")
    return ("due", _("to be sent")) if getattr(one, "waiting", 0) else ("good", _("running"))


def new(request: Request) -> HttpResponse:
    """Set up a webhook for a unit."""
    unit = chosen(request)
    form = WebhookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = actions.subscribe(
                unit, data["name"], data["url"], data["kinds"], level=data["level"], by=request.person
            )
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Set up. Send a test parcel to see whether it arrives."))
            return redirect("interfaces:webhook", made.pk)
    context = {"form": form, "unit": unit, "units": queries.managed(request.person, unit.code), "kinds": _kinds(form)}
    return render(request, "interfaces/webhook_new.html", context, status=422 if form.errors else 200)


def _kinds(form: WebhookForm) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """The facts by room, each with its sentence: what the boxes of the form say."""
    ticked = set(form["kinds"].value() or ())
    rooms: dict[str, list[tuple[str, str, bool]]] = {}
    for fact in queries.offered():
        said = _without_fields(str(fact.sentence))
        rooms.setdefault(fact.kind.partition(".")[0], []).append((fact.kind, said, fact.kind in ticked))
    return list(rooms.items())


def _without_fields(sentence: str) -> str:
    class Dots(dict[str, str]):
        def __missing__(self, key: str) -> str:
            return {"unit": _("the unit"), "actor": _("somebody")}.get(key, "…")

    return sentence.format_map(Dots())


def _fetch(request: Request, pk: UUID) -> Subscription:
    return fetch(request.person, queries.subscriptions(request.person), request.path, pk=pk)


def webhook(request: Request, pk: UUID) -> HttpResponse:
    """One webhook: where to, what, what came of the last parcels, and what can be done."""
    found = _fetch(request, pk)
    parcels = page(found.deliveries.all(), request.GET, size=20)
    tone, word = _state(found)
    context = {
        "webhook": found, "tone": tone, "word": word, "page": parcels, "rows": _rows(parcels),
        "can_manage": not found.stopped_at and scope.may(request.person, "interfaces.manage", found.unit),
        "sunk": clock.is_drill() and not sending.target(found.url).is_loopback, "history": history(found.about)[-50:],
    }  # fmt: skip
    return render(request, "interfaces/webhook.html", context)


def _rows(parcels: Iterable[Delivery]) -> list[tuple[Delivery, DeliveryState, str, Attempt | None]]:
    """Parcels with their state and the last thing the receiver said: one query for all."""
    listed = list(parcels)
    last = {one.delivery_id: one for one in Attempt.objects.filter(delivery__in=listed).order_by("pk")}
    return [(one, one.state, TONES[one.state], last.get(one.pk)) for one in listed]


def change(request: Request, pk: UUID) -> HttpResponse:
    """Change where and what a webhook sends."""
    found = _fetch(request, pk)
    if found.stopped_at or not scope.may(request.person, "interfaces.manage", found.unit):
        raise Http404
    start = {"name": found.name, "url": found.url, "level": found.level, "kinds": found.kinds}
    form = WebhookForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.change(found, data["name"], data["url"], data["kinds"], level=data["level"], by=request.person)
        except Refused as refused:
            blame(form, refused)
        else:
            messages.success(request, _("Changed. It holds for what happens from now on."))
            return redirect("interfaces:webhook", found.pk)
    context = {"form": form, "unit": found.unit, "webhook": found, "kinds": _kinds(form)}
    return render(request, "interfaces/webhook_new.html", context, status=422 if form.errors else 200)


@require_POST
@sensitive_variables()
def secret(request: Request, pk: UUID) -> HttpResponse:
    """Show the secret that signs, to who looks after the webhook; with `turn`, a new one."""
    found = _fetch(request, pk)
    if not scope.may(request.person, "interfaces.manage", found.unit):
        raise Http404
    try:
        if request.POST.get("turn"):
            found = actions.turn(found, by=request.person)
        return render(request, "interfaces/secret.html", {"webhook": found, "secret": queries.secret(found)})
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect("interfaces:webhook", found.pk)


DEEDS: dict[str, tuple[Callable[..., Any], Any]] = {
    "ping": (actions.ping, gettext_lazy("A test parcel is on its way; load this page again in a moment.")),
    "pause": (actions.pause, gettext_lazy("Paused. What happens meanwhile is sent once it goes on.")),
    "resume": (actions.resume, gettext_lazy("It goes on; what waited is sent now.")),
    "stop": (actions.stop, gettext_lazy("Ended. Nothing more is sent.")),
    "resend": (actions.resend, gettext_lazy("What was given up is sent again.")),
}


@require_POST
def do(request: Request, pk: UUID, do: str) -> HttpResponse:
    """One of the deeds that need nothing but a button."""
    found = _fetch(request, pk)
    if do not in DEEDS:
        raise Http404
    deed, said = DEEDS[do]
    try:
        deed(found, by=request.person)
        messages.success(request, str(said))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("interfaces:webhook", found.pk)


def _parcel(request: Request, key: UUID) -> Delivery:
    seen = Subscription.objects.visible_to(request.person)
    rows = Delivery.objects.filter(subscription__in=seen).select_related("subscription__unit")
    return fetch(request.person, rows, request.path, key=key)


def delivery(request: Request, key: UUID) -> HttpResponse:
    """One parcel: what it says, and every attempt."""
    found = _parcel(request, key)
    context = {
        "delivery": found, "webhook": found.subscription, "state": found.state, "tone": TONES[found.state],
        "body": json.dumps(json.loads(found.body), ensure_ascii=False, indent=2), "tries": found.tries.order_by("-pk"),
        "can_resend": bool(found.dead_at) and scope.may(request.person, "interfaces.manage", found.subscription.unit),
    }  # fmt: skip
    return render(request, "interfaces/delivery.html", context)


@require_POST
def resend(request: Request, key: UUID) -> HttpResponse:
    found = _parcel(request, key)
    try:
        actions.resend(found.subscription, [found], by=request.person)
        messages.success(request, _("This parcel is sent again, under the same key."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("interfaces:delivery", found.key)
