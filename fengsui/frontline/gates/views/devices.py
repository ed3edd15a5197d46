from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.frontline.gates.actions import binding, inviting
from fengsui.frontline.gates.forms.running import PhoneForm
from fengsui.frontline.gates.models import Device
from fengsui.frontline.gates.queries import gates as queries
from fengsui.frontline.gates.queries.silent import silent
from fengsui.frontline.gates.views.common import basics, gate_of, owned
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import qr
from fengsui.ground.org import scope
from fengsui.ground.org.doors import names_for, submitted, tried
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from fengsui.frontline.gates.models import Gate
    from fengsui.ground.org.places import Request


def listed(request: Request, pk: int) -> HttpResponse:
    """The phones of a gate; binding another one (POST) shows its code, once."""
    gate = gate_of(request, pk)
    shifts = queries.keepers(gate)
    people = names_for(request.person, [shift.person_id for shift in shifts])
    offered = [(one.person_id, f"{people.get(one.person_id, '')} · {_hours(one.period)}") for one in shifts]
    form = PhoneForm(request.POST or None, keepers=offered, initial=_initial(gate))
    if request.method == "POST":
        if not scope.may(request.person, "gates.run", gate.unit):
            raise Http404
        codes: list[str] = []
        if submitted(form, lambda typed: codes.append(_invite(request, gate, form, typed))):
            return _code(request, gate, codes[0], form.cleaned_data)
    pages = queries.devices(gate, request.GET)
    owned(request, pages.rows)
    context = basics(
        request, gate, pages=pages, silent={device.pk for device in silent([gate.unit_id])}, form=form, now=clock.now(),
    )  # fmt: skip
    return render(request, "gates/devices.html", context, status=422 if form.errors else 200)


def _hours(period: Any) -> str:
    return f"{clock.local(period.lower):%H:%M}–{clock.local(period.upper):%H:%M}"


def _initial(gate: Gate) -> dict[str, Any]:
    """For whoever stands there now, or comes next, until an hour after the shift."""
    offered = inviting.offered(gate)
    if not offered:
        return {"until": clock.local(clock.now() + inviting.SHIFT)}
    keeper, until = next(iter(offered.items()))
    return {"keeper": str(keeper), "until": clock.local(until)}


def _invite(request: Request, gate: Gate, form: PhoneForm, typed: dict[str, Any]) -> str:
    return inviting.invite(gate, keeper=form.person(), label=typed["label"], until=typed["until"], by=request.person)


def _code(request: Request, gate: Gate, code: str, typed: dict[str, Any]) -> HttpResponse:
    """The code as a link and a picture. It is nowhere else, and this page is not kept by the browser."""
    link = request.build_absolute_uri(reverse("gates:app")) + f"#{code}"
    context = basics(
        request, gate, link=link, picture=SafeString(qr.svg(link)), until=typed["until"],
        minutes=MINUTES,
    )  # fmt: skip
    answer = render(request, "gates/code.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


MINUTES = binding.EXPIRES // timedelta(minutes=1)  # wall time, in which a code can be used


@require_POST
def lock(request: Request, pk: int, device: UUID) -> HttpResponse:
    """A phone is lost: it is locked out and wipes itself when it next asks. What was on it and had not been sent is gone."""
    gate = gate_of(request, pk)
    found = fetch(
        request.person, Device.objects.filter(gate=gate).select_related("gate__unit"), request.path, pk=device
    )
    reason = request.POST.get("reason", "").replace("\x00", "").strip()[:200]
    said = _("Locked. It is bound anew with a new code if it is found.")
    tried(request, lambda: binding.lock(found, by=request.person, reason=reason), said)
    return redirect(reverse("gates:devices", args=[pk]))
