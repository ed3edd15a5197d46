"""The mapping: the sheet as it looks, a panel for the cell that was tapped."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fengsui.command.forms import actions
from fengsui.command.forms.cellform import CellForm, initial
from fengsui.command.forms.models import Cell
from fengsui.command.forms.paper.labels import about
from fengsui.command.forms.queries.figures import Answer, State
from fengsui.command.forms.queries.filling import Sheetful, one_value, sheetful
from fengsui.command.forms.queries.guessing import choosable, room
from fengsui.command.forms.queries.lists import columns, tables
from fengsui.command.forms.queries.mapping import Mapping, alike, can_undo, mapping
from fengsui.command.forms.queries.sheets import last, layout
from fengsui.command.forms.views.common import basics, form_of, shown, told
from fengsui.command.forms.views.tiles import Tile, is_writable
from fengsui.command.forms.views.words import described, remark
from fengsui.ground.org import scope
from fengsui.ground.org.doors import blame
from fengsui.ground.org.models import FACILITY_KINDS, Unit, UnitKind
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.command.forms.models import Form, Version
    from fengsui.command.forms.paper.grid import Spot
    from fengsui.ground.org.places import Request

_LISTED = 60  # unclear cells that are named; more are seen on the sheet


def page(request: Request, pk: UUID) -> HttpResponse:
    """The sheet with what was recognised, and what is still unclear."""
    form = form_of(request, pk)
    version = _version(form)
    known = mapping(version)
    found = sheetful(version, told(form), request.person, suggested=True)
    context = basics(
        request, form, version=version, mapping=known, pictures=shown(version, found, known),
        unclear=_named(version, known), units=choosable(request.person), can_undo=can_undo(version),
        remarks=[remark(code) for code in version.remarks], closed=_closed(found),
    )  # fmt: skip
    return render(request, "forms/map.html", context)


def _closed(found: Sheetful) -> list[tuple[str, list[str], Unit | None, Unit | None]]:
    """The units on the sheet that are closed: why, in which cells, the unit, and the only one that took over."""
    cells: dict[str, tuple[Answer, list[str]]] = {}
    for item in found.gaps:
        if item.answer and item.answer.state is State.CLOSED:
            cells.setdefault(item.note, (item.answer, []))[1].append(item.spec.ref)
    return [
        (note, refs, answer.unit, answer.heirs[0] if len(answer.heirs) == 1 else None)
        for note, (answer, refs) in cells.items()
    ]


def _version(form: Form) -> Version:
    version = last(form)
    version.form = form
    return version


def _named(version: Version, known: Mapping) -> list[tuple[str, Spot, str]]:
    sheets = layout(version).sheets
    return [(name, spot, about(sheets[name], spot).words) for name, spot in known.unclear[:_LISTED]]


def cell(request: Request, pk: UUID) -> HttpResponse:
    """The panel for one cell."""
    form = form_of(request, pk)
    version = _version(form)
    return _panel(request, version, *_asked(request, version))


def _asked(request: Request, version: Version) -> tuple[str, str]:
    """The cell of an address; without one the first."""
    first = next(iter(layout(version).sheets))
    return request.GET.get("sheet", first), request.GET.get("ref", "A1")


def _spot(version: Version, sheet: str, name: str) -> Spot:
    spot = layout(version).spot(sheet, name)
    if spot is None:
        raise Http404
    return spot


def _panel(
    request: Request, version: Version, sheet: str, name: str, typed: CellForm | None = None, **more: Any
) -> HttpResponse:
    spot = _spot(version, sheet, name)
    known = mapping(version)
    mapped = known.cells.get((sheet, spot.ref))
    block = known.block_at(sheet, spot.row)
    own = version.form.unit
    typed = typed or _form(
        request, version, spot, sheet, known, initial=initial(mapped, own, known.unit_of(sheet, spot.row))
    )
    lines = room(layout(version).sheets[sheet], spot.row)
    context = basics(
        request, version.form, version=version, spot=spot, sheet=sheet, cell=mapped, panel=typed, block=block,
        about=about(layout(version).sheets[sheet], spot).words, mapping=known, lines=lines, kinds=_kinds(block), tables=tables(request.person).values(),
        writable=is_writable(spot), repeats=lines > 1 and (block is None or block.row == spot.row), **more,
    )  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if typed.is_bound and typed.errors else HTTPStatus.OK
    return render(request, "forms/panel.html", context, status=status)


def _form(request: Request, version: Version, spot: Spot, sheet: str, known: Mapping, **more: Any) -> CellForm:
    block = known.block_at(sheet, spot.row)
    table = tables(request.person).get(block.table) if block else None
    return CellForm(
        units=choosable(request.person), own=version.form.unit, in_block=block is not None,
        columns=columns(table) if table else [], **more,
    )  # fmt: skip


def _kinds(block: Any) -> list[tuple[str, str, bool]]:
    chosen = block.kinds if block else FACILITY_KINDS
    offered = (*FACILITY_KINDS, UnitKind.LEAGUE_BUREAU, UnitKind.COUNTY_BUREAU)
    return [(kind.value, str(kind.label), kind in chosen) for kind in offered]


def preview(request: Request, pk: UUID) -> HttpResponse:
    """What a choice would write today, while one chooses."""
    form = form_of(request, pk)
    version = _version(form)
    sheet, name = _asked(request, version)
    typed = _form(request, version, _spot(version, sheet, name), sheet, mapping(version), data=request.GET)
    item, problem = None, ""
    if typed.is_valid() and typed.asks_nothing:
        problem = _("Choose which number stands here.")
    elif typed.is_valid():
        try:
            item = one_value(version, typed.spec(sheet, name), told(form), request.person)
        except Refused as refused:
            problem = str(refused.sentence)
    return render(request, "forms/preview.html", {"item": item, "problem": problem, "day": told(form)})


@require_POST
def point(request: Request, pk: UUID) -> HttpResponse:
    """Keep what was chosen for a cell; the panel goes on to the next one that is unclear."""
    form = form_of(request, pk)
    version = _version(form)
    sheet, name = request.POST.get("sheet", ""), request.POST.get("ref", "")
    spot = _spot(version, sheet, name)
    typed = _form(request, version, spot, sheet, mapping(version), data=request.POST)
    if not typed.is_valid():
        return _panel(request, version, sheet, name, typed)
    try:
        kept = actions.point(version, typed.spec(sheet, spot.ref), by=request.person)
    except Refused as refused:
        blame(typed, refused)
        return _panel(request, version, sheet, name, typed)
    return _next(request, version, sheet, kept.ref)


def _undo(pk: UUID) -> str:
    return reverse("forms:undo", args=[pk])


def _next(request: Request, version: Version, sheet: str, name: str) -> HttpResponse:
    """The panel for the next unclear cell (or the same one), with the changed tile and the counts."""
    known = mapping(version)
    after = [
        (of, spot) for of, spot in known.unclear if of == sheet and (spot.row, spot.col) > _place(version, sheet, name)
    ]
    waiting = after or known.unclear
    target = (waiting[0][0], waiting[0][1].ref) if waiting else (sheet, name)
    changed, others = _tile(request, version, sheet, name), len(alike(version, known, sheet, name))
    return _panel(request, version, *target, changed=changed, saved=name, saved_on=sheet, others=others)


def _place(version: Version, sheet: str, name: str) -> tuple[int, int]:
    spot = _spot(version, sheet, name)
    return (spot.row, spot.col)


def _tile(request: Request, version: Version, sheet: str, name: str) -> dict[str, Any]:
    tile = Tile(_spot(version, sheet, name))
    mapped = Cell.objects.current().filter(version=version, sheet=sheet, ref=name).select_related("unit").first()
    if mapped:
        tile.cell, tile.about = mapped, described(mapped, version.form.unit_id)
        tile.item = _items(request, version).by_place.get((sheet, name))
    return {"tile": tile, "number": list(layout(version).sheets).index(sheet), "sheet": sheet}


def _items(request: Request, version: Version) -> Sheetful:
    return sheetful(version, told(version.form), request.person, suggested=True)


@require_POST
def accept(request: Request, pk: UUID) -> HttpResponse:
    """Take the suggestions: all of them, or one cell's."""
    form = form_of(request, pk)
    name = request.POST.get("ref", "")
    places = {(request.POST.get("sheet", ""), name)} if name else None
    return _done(request, form, lambda version: _accepted(version, request, places))


def _accepted(version: Version, request: Request, places: set[tuple[str, str]] | None) -> str:
    count = actions.accept(version, places=places, by=request.person)
    return _("%(count)s suggestions accepted.") % {"count": count}


@require_POST
def spread(request: Request, pk: UUID) -> HttpResponse:
    """Let the other unclear cells under the same heads say the same, each of its own unit."""
    form = form_of(request, pk)
    sheet, name = request.POST.get("sheet", ""), request.POST.get("ref", "")

    def act(version: Version) -> str:
        count = actions.spread(version, sheet, name, by=request.person)
        return _("%(count)s cells are mapped likewise.") % {"count": count}

    return _done(request, form, act)


@require_POST
def succeed(request: Request, pk: UUID) -> HttpResponse:
    """Let a merged unit's cells tell of the unit that took over."""
    form = form_of(request, pk)
    units = scope.seen(request.person, "reports.view")
    unit = fetch(request.person, units, request.path, code=request.POST.get("unit", ""))

    def act(version: Version) -> str:
        count, empty = actions.succeed(version, unit, by=request.person)
        said = _("%(count)s cells tell of the unit that took over.") % {"count": count}
        left = _("%(count)s stay empty: the sheet has these numbers of it already.") % {"count": empty}
        return f"{said} {left}" if empty else said

    return _done(request, form, act)


@require_POST
def repeat(request: Request, pk: UUID) -> HttpResponse:
    """Let a row repeat for each unit, or no longer."""
    form = form_of(request, pk)
    sent = request.POST
    row = int(sent["row"]) if sent.get("row", "").isdigit() else 0
    lines = int(sent["lines"]) if sent.get("lines", "").isdigit() else 0

    def act(version: Version) -> str:
        if sent.get("do") == "single":
            actions.single(version, sent.get("sheet", ""), row, by=request.person)
            return _("The row stands for itself again.")
        kinds = [kind for kind in sent.getlist("kinds") if kind in UnitKind.values]
        unit = _unit(request, sent.get("unit", ""), form)
        actions.repeat(
            version, sent.get("sheet", ""), row, unit=unit, kinds=kinds, table=sent.get("table", ""), rows=lines,
            by=request.person,
        )  # fmt: skip
        return _("The row repeats for each unit. Now tap its cells and say what stands there.")

    return _done(request, form, act)


def _unit(request: Request, text: str, form: Form) -> Unit:
    typed = CellForm({"unit": text}, units=choosable(request.person), own=form.unit)
    return Unit.objects.get(pk=typed.unit_id(text) or 0)


@require_POST
def undo(request: Request, pk: UUID) -> HttpResponse:
    form = form_of(request, pk)

    def act(version: Version) -> str:
        done = actions.undo(version, by=request.person)
        return _("Undone: %(deed)s.") % {"deed": done.get_deed_display()}

    return _done(request, form, act, undoable=False)


def _done(request: Request, form: Form, act: Any, *, undoable: bool = True) -> HttpResponse:
    try:
        said = act(_version(form))
        tags = f"undo:{_undo(form.pk)}" if undoable else ""
        messages.success(request, said, extra_tags=tags)
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("forms:map", form.pk)
