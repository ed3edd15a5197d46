"""What the pages share: the form asked for, its tabs, a sheet with what stands in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.command.forms.models import Form
from fengsui.command.forms.queries.filling import FILLER
from fengsui.command.forms.queries.sheets import layout
from fengsui.command.forms.views.tiles import pictures
from fengsui.command.forms.views.words import described
from fengsui.ground.clock import queries as clock
from fengsui.ground.org import scope
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.command.forms.models import Version
    from fengsui.command.forms.paper.formulas import Cell as Place
    from fengsui.command.forms.paper.formulas import Result
    from fengsui.command.forms.queries.filling import Sheetful
    from fengsui.command.forms.queries.mapping import Mapping
    from fengsui.command.forms.views.tiles import Picture, Tile
    from fengsui.ground.org.places import Request


def form_of(request: Request, pk: UUID) -> Form:
    """The form of an address, if the person may see it; else 404."""
    return fetch(request.person, Form.objects.visible_to(request.person).select_related("unit"), request.path, pk=pk)


def basics(request: Request, form: Form, **more: Any) -> dict[str, Any]:
    """What every page of a form needs."""
    day = told(form)
    tabs = [
        (_("Sheet of the day"), reverse("forms:day", args=[form.pk, day])),
        (_("Mapping"), reverse("forms:map", args=[form.pk])),
        (_("Versions and particulars"), reverse("forms:form", args=[form.pk])),
    ]
    may = scope.may(request.person, "forms.keep", form.unit) and not form.unit.is_closed(clock.today())
    return {"form": form, "tabs": tabs, "may_keep": may, "living": form.ended_at is None, "today": day, **more}


def told(form: Form) -> date:
    """The day that a form tells of when it is filled now."""
    return clock.today() - timedelta(days=1) if form.day_before else clock.today()


def shown(
    version: Version,
    found: Sheetful,
    mapping: Mapping | None = None,
    results: dict[Place, Result | None] | None = None,
    filler: str = "",
) -> list[Picture]:
    """The sheets of a version with what stands in each cell, and on the mapping page what it means."""
    found_pictures = pictures(layout(version))
    for picture in found_pictures:
        name = picture.sheet.name
        waiting = {spot.ref for _sheet, spot in mapping.unclear if _sheet == name} if mapping else set()
        for tile in (tile for line in picture.lines for tile in line.tiles):
            tile.item = found.by_place.get((name, tile.ref))
            if filler and tile.item and isinstance(tile.item.value, str):
                tile.item = replace(tile.item, value=tile.item.value.replace(FILLER, filler))
            tile.is_open = tile.ref in waiting
            if mapping and (cell := mapping.cells.get((name, tile.ref))):
                tile.cell, tile.about = cell, described(cell, version.form.unit_id)
            _formula(tile, (results or {}).get((name, tile.spot.row, tile.spot.col)))
    return found_pictures


def _formula(tile: Tile, result: Result | None) -> None:
    if result is not None:
        tile.lacks = bool(result.missing)
        value = result.value
        tile.result = result.error or (f"{value:g}" if isinstance(value, float) else str(value or ""))
