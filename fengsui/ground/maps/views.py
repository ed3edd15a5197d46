from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.ground.journal.models import Entry
from fengsui.ground.maps import actions, drawing, queries
from fengsui.ground.maps.forms import MapForm
from fengsui.ground.maps.models import Map
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request


def index(request: Request) -> HttpResponse:
    """The map in force, where it comes from, and a form to replace it for who may."""
    may = scope.may(request.person, "maps.change")
    form = MapForm(request.POST or None, request.FILES or None) if may else None
    if request.method == "POST" and form is not None and form.is_valid():
        data = form.cleaned_data
        before = queries.current().row
        try:
            actions.replace_map(
                data["file"].read(), source=data["source"], review_number=data["review_number"], licence=data["licence"],
                by=request.person,
            )  # fmt: skip
        except Refused as refused:
            blame(form, refused)
        else:
            undo = f"{reverse('maps:back')}?to={before or ''}"
            messages.success(request, _("The map is replaced; the one before it is kept."), f"undo:{undo}")
            return redirect("maps:index")
    return _page(request, queries.current().root, form)


def view(request: Request, view: str) -> HttpResponse:
    """A part of the map: a league with its banners."""
    if view not in queries.views():
        raise Http404
    return _page(request, view, None)


def _page(request: Request, shown: str, form: MapForm | None) -> HttpResponse:
    if not scope.may(request.person, "maps.view"):
        raise Http404
    data = queries.current()
    areas = sorted(data.below(shown), key=lambda area: area.code)
    fills = {area.code: drawing.Fill("none", "", area.label(), _address(data, area.code)) for area in areas}
    context: dict[str, Any] = {
        "map": data, "shown": shown, "whole": shown == data.root, "title": data.title(shown), "areas": areas,
        "picture": drawing.svg(shown, fills, label=data.title(shown)), "line": queries.review_line(),
        "rows": [(area, _address(data, area.code)) for area in areas], "form": form,
        "earlier": queries.earlier() if form is not None else [],
        "entries": Entry.objects.filter(kind__startswith="maps.").order_by("pk") if form is not None else [],
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form is not None and form.errors else HTTPStatus.OK
    return render(request, "maps/index.html", context, status=status)


def _address(data: queries.MapData, code: str) -> str:
    return reverse("maps:view", args=[code]) if code in data.views else ""


@require_POST
def back(request: Request) -> HttpResponse:
    """Put an earlier map in force again (`?to=` its number; empty: the built-in one)."""
    given = request.GET.get("to") or request.POST.get("to", "")
    rows = Map.objects.all() if scope.may(request.person, "maps.change") else Map.objects.none()
    to = fetch(request.person, rows, request.path, pk=int(given)) if given.isdecimal() else None
    try:
        actions.go_back(to, by=request.person)
        messages.success(request, _("The earlier map is in force again."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("maps:index")
