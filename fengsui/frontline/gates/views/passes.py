from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST

from fengsui.frontline.gates.actions import passes
from fengsui.frontline.gates.forms.letting import STANDING_DAYS, StandingForm
from fengsui.frontline.gates.models import Pass
from fengsui.frontline.gates.queries import letting as queries
from fengsui.frontline.gates.queries.passes import standing as with_state
from fengsui.frontline.gates.queries.passes import text
from fengsui.frontline.gates.views.common import see
from fengsui.frontline.gates.views.letting import chosen, own, plain, rest
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import qr
from fengsui.ground.journal.queries import history
from fengsui.ground.org import scope
from fengsui.ground.org.doors import onward, submitted, tried, uuid_of
from fengsui.ground.org.pages import page
from fengsui.ground.org.queries import fetch
from fengsui.ground.runs import actions as runs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

CARDS = 400  # printed at once: fifty sheets of eight


def _related(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.select_related("regular__unit", "permit__gate__station")


def listed(request: Request) -> HttpResponse:
    """Passes, those that are valid first; print or revoke the ticked ones."""
    see(request)
    found = page(_related(queries.passes_wanted(request.person, request.GET.dict())), request.GET)
    states = [
        ("", _("Valid")),
        ("over", pgettext("permit", "Over")),
        ("revoked", pgettext("permit", "Revoked")),
        ("all", pgettext("permit", "All")),
    ]
    may_ask, may_run = (bool(scope.own_ids(request.person, verb)) for verb in ("gates.ask", "gates.run"))
    context = {
        **rest(request), "pages": found, "rows": queries.pass_lines(found), "states": states, "may_act": may_ask or may_run,
        "may_run": may_run, "asking": uuid_of(request.GET.get("asking", "")), "here": request.get_full_path(),
        "units": scope.own_highest(request.person, "gates.view"), "may_print": bool(scope.own_ids(request.person, "gates.unmask")),
        "filtered": any(request.GET.get(key) for key in ("state", "unit", "asking", "building")),
    }  # fmt: skip
    return render(request, "gates/passes.html", context)


def new(request: Request) -> HttpResponse:
    """Make standing passes for everybody a unit's gates know: background work, with progress."""
    units = own(request, "gates.run")
    if not units:
        raise Http404
    code = request.POST.get("unit") or request.GET.get("unit")
    unit = next((one for one in units if one.code == code), units[0])
    day = clock.today() + timedelta(days=STANDING_DAYS)
    form = StandingForm(request.POST or None, initial={"until": day, "building": request.GET.get("building", "")[:40]})
    started: list[Any] = []

    def start(typed: dict[str, Any]) -> None:
        passes.check_until(typed["until"])
        until: datetime = typed["until"]
        scope.require(request.person, "gates.run", unit)
        params = {"until": until.isoformat(), "building": typed["building"]}
        started.append(runs.start("gates.passes", by=request.person, unit=unit, **params))

    if request.method == "POST" and submitted(form, start):
        return redirect("runs:run", started[0].pk)
    context = {"form": form, "units": units, "unit": unit}
    return render(request, "gates/pass_new.html", context, status=422 if form.errors else 200)


def one(request: Request, pk: UUID) -> HttpResponse:
    """A pass as large as a phone shows it."""
    seen = Pass.objects.filter(regular__unit__in=scope.seen(request.person, "gates.view"))
    row = fetch(request.person, _related(with_state(seen)), request.path, pk=pk)
    unit = row.regular.unit
    shown = plain(request, [unit])
    if shown:
        passes.names_shown(unit, row.about, 1, by=request.person)
    [line] = queries.pass_lines([row], plain=shown)
    verb = "gates.ask" if row.permit_id else "gates.run"
    context = {
        "line": line, "row": row, "svg": SafeString(qr.svg(text(row))), "shown": shown,
        "may_revoke": line.card == "good" and scope.may(request.person, verb, unit), "here": request.path,
        "may_unmask": scope.may(request.person, "gates.unmask", unit), "entries": history(row.about),
    }  # fmt: skip
    return render(request, "gates/pass.html", context)


@require_POST
def revoke(request: Request) -> HttpResponse:
    """Take the ticked passes out of use."""
    see(request)
    rows = list(Pass.objects.filter(regular__unit__in=scope.seen(request.person, "gates.view"), pk__in=chosen(request)))
    n = len(rows)
    said = ngettext("%(n)d pass revoked. Phones know with their next sync.", "%(n)d passes revoked. Phones know with their next sync.", n)  # fmt: skip
    tried(request, lambda: passes.revoke(rows, by=request.person), said % {"n": n})
    return redirect(onward(request) or reverse("gates:passes"))


@require_POST
def cards(request: Request) -> HttpResponse:
    """The ticked passes (or all that the filter finds) as cards to cut out, eight to a sheet, with names."""
    see(request)
    rows = _related(queries.passes_wanted(request.person, _filter(request)))
    if not request.POST.get("all"):
        rows = rows.filter(pk__in=chosen(request))
    listed_ = list(rows.order_by("regular__building", "regular__room", "pk")[:CARDS])
    units = {row.regular.unit_id: row.regular.unit for row in listed_}
    if not listed_ or not plain(request, units.values()):
        messages.error(request, _("Choose passes of your own unit to print."))
        return redirect(onward(request) or reverse("gates:passes"))
    for unit in units.values():
        n = sum(row.regular.unit_id == unit.pk for row in listed_)
        passes.names_shown(unit, f"gates.passes:{unit.pk}", n, by=request.person)
    drawn = [(line, SafeString(qr.svg(text(line.row)))) for line in queries.pass_lines(listed_, plain=True)]
    context = {"sheets": list(_sheets(drawn)), "n": len(drawn), "most": CARDS}
    return render(request, "gates/cards.html", context)


def _sheets(drawn: list[Any]) -> Iterable[list[Any]]:
    return (drawn[n : n + 8] for n in range(0, len(drawn), 8))


def _filter(request: Request) -> dict[str, str]:
    return {key: request.POST.get(key, "") for key in ("unit", "state", "building", "asking")}
