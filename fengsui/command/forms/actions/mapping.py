"""Pointing at cells. Every change is an act that ends rows and begins rows; the last one can be undone."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.command.forms.actions.common import act, begin, begin_rows, locked, tell
from fengsui.command.forms.guess.cells import unit_of
from fengsui.command.forms.models import UNDOABLE, Act, Block, Cell, Deed, What
from fengsui.command.forms.paper.grid import Kind
from fengsui.command.forms.paper.labels import about
from fengsui.command.forms.queries.filling import TOKENS
from fengsui.command.forms.queries.guessing import given, room
from fengsui.command.forms.queries.lists import columns, tables
from fengsui.command.forms.queries.mapping import alike, mapping
from fengsui.command.forms.queries.sheets import layout
from fengsui.command.forms.spec import Rows, Spec
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.declare import Kind as Counted
from fengsui.ground.indicators.queries import indicators
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.closed import closed
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Collection

    from fengsui.command.forms.models import Version
    from fengsui.command.forms.paper.grid import Spot
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

_LONGEST = 366  # days of a sum


@action
def point(version: Version, spec: Spec, *, by: Actor) -> Spec:
    """Say what stands in a cell. Return it as it is kept: at the first place of a merged cell."""
    form = locked(version.form, by)
    spot = _spot(version, spec)
    kept = replace(spec, ref=spot.ref, wording=spec.wording.strip())
    if kept.what == What.COLUMN:
        _check_column(version, spot, kept, by)
        kept = Spec(kept.sheet, kept.ref, What.COLUMN, code=kept.code)
    elif kept.what == What.EMPTY:
        kept = Spec(kept.sheet, kept.ref, What.EMPTY)
    elif kept.what == What.TEXT:
        _check_wording(kept)
        kept = Spec(kept.sheet, kept.ref, What.TEXT, unit_id=kept.unit_id, wording=kept.wording)
    else:
        _check_number(version, kept, spot, by)
    begin(version, [kept], act(version, Deed.POINTED, by))
    tell(form, version, Deed.POINTED, 1, by)
    return kept


def _spot(version: Version, spec: Spec) -> Spot:
    sheet = layout(version).sheets.get(spec.sheet)
    spot = sheet.by_ref(spec.ref) if sheet else None
    if sheet is None or spot is None or spot.row > max(sheet.rows, 1) + 200:
        raise Refused("forms.place", _("There is no such cell on this sheet."), field="ref")
    if spot.kind is Kind.FORMULA:
        raise Refused(
            "forms.formula",
            _("This cell has a formula (=%(formula)s): the sheet works it out by itself, and it stays.")
            % {"formula": spot.formula},
            field="ref",
        )
    if sheet.is_folded(spot):
        raise Refused(
            "forms.hidden",
            _(
                "This cell is in a hidden row or column, where nobody sees it. Unhide it in Excel and upload the sheet again."
            ),
            field="ref",
        )
    return spot


def _check_column(version: Version, spot: Spot, spec: Spec, by: Actor) -> None:
    block = Block.objects.current().filter(version=version, sheet=spec.sheet, row=spot.row).exclude(table="").first()
    table = tables(by).get(block.table) if block else None
    if table is None:
        raise Refused("forms.list", _("This row does not repeat for a list of yours."), field="what")
    if not spec.code.isdigit() or int(spec.code) >= len(columns(table)):
        raise Refused("forms.column", _("Choose which column of the list stands here."), field="code")


def _check_wording(spec: Spec) -> None:
    if not spec.wording:
        raise Refused("forms.wording", _("Write the words that are to stand there."), field="wording")
    unknown = [token for token in re.findall(r"\{(\w*)\}", spec.wording) if token not in TOKENS]
    if unknown:
        raise Refused(
            "forms.token",
            _("{%(token)s} is not known. You can use: %(known)s.")
            % {"token": unknown[0], "known": ", ".join(f"{{{token}}}" for token in TOKENS)},
            field="wording",
        )


def _check_number(version: Version, spec: Spec, spot: Spot, by: Actor) -> None:
    if spot.is_label:
        raise Refused(
            "forms.label",
            _("These words are the sender's (“%(text)s”); a number cannot take their place. Choose words instead.")
            % {"text": spot.text[:40]},
            field="what",
        )
    known = indicators().get(spec.code)
    if known is None:
        raise Refused("forms.indicator", _("Choose which number stands here."), field="code")
    if spec.unit_id is None and not _in_block(version, spot):
        raise Refused("forms.unit", _("Choose whose number it is."), field="unit")
    if spec.unit_id is not None:
        check_unit(spec.unit_id, by)
    _check_days(spec, known.kind)


def check_unit(unit_id: int, by: Actor) -> Unit:
    """A unit that a number can be of: there today, and within the right to see reports."""
    unit = scope.seen(by, "reports.view").filter(pk=unit_id).first()
    if unit is None:
        raise Refused(
            "forms.scope", _("You can only use numbers that you may see. Choose one of your units."), field="unit"
        )
    if gone := closed(unit):
        raise Refused("forms.closed", _("%(why)s Choose another unit.") % {"why": gone.sentence}, field="unit")
    return unit


def _check_days(spec: Spec, kind: Counted) -> None:
    if spec.days != 1 and kind is not Counted.FLOW:
        raise Refused(
            "forms.stock",
            _("This number is a state at an hour; added up over days it says nothing. Choose a single day."),
            field="days",
        )
    if spec.days == 0 and (spec.since is None or clock.today() - spec.since > timedelta(days=_LONGEST)):
        raise Refused("forms.since", _("Say since which day it is added up, at most a year back."), field="since")
    if not 0 <= spec.days <= _LONGEST or not 0 <= spec.back <= _LONGEST:
        raise Refused("forms.days", _("At most a year back."), field="days")


def _in_block(version: Version, spot: Spot) -> bool:
    return Block.objects.current().filter(version=version, row=spot.row).exists()


@action
def spread(version: Version, sheet: str, name: str, *, by: Actor) -> int:
    """Let the unclear cells under the same heads say what a cell says, each of its own row's unit. Return how many."""
    form = locked(version.form, by)
    known = mapping(version)
    found = alike(version, known, sheet, name)
    units = given(form.unit, by).units
    page = layout(version).sheets.get(sheet)
    specs = [
        replace(Spec.of(known.cells[sheet, name]), ref=spot.ref, unit_id=unit.pk)
        for spot in found
        if page and (unit := unit_of(about(page, spot), units))
    ]
    if not specs:
        raise Refused("forms.alike", _("No other unclear cell stands under the same heads."))
    count = begin(version, specs, act(version, Deed.POINTED, by))
    tell(form, version, Deed.POINTED, count, by)
    return count


@action
def accept(version: Version, *, by: Actor, places: Collection[tuple[str, str]] | None = None) -> int:
    """Take suggestions as they are: all, or those of some cells. Return how many."""
    form = locked(version.form, by)
    waiting = list(Cell.objects.current().filter(version=version, sure=False))
    chosen = [cell for cell in waiting if places is None or (cell.sheet, cell.ref) in places]
    if not chosen:
        raise Refused("forms.accepted", _("There is no suggestion left to accept."))
    count = begin(version, [Spec.of(cell) for cell in chosen], act(version, Deed.ACCEPTED, by))
    tell(form, version, Deed.ACCEPTED, count, by)
    return count


@action
def repeat(
    version: Version,
    sheet: str,
    row: int,
    *,
    unit: Unit,
    kinds: Collection[str] = (),
    table: str = "",
    by: Actor,
    rows: int = 0,
) -> Block:
    """Let a row repeat: one line for each unit of some kinds at or below a unit, or for each row of a list (`table`).

    rows: how many lines at most; 0: as many as are empty from there on.
    """
    form = locked(version.form, by)
    page = layout(version).sheets.get(sheet)
    if page is None or not 1 <= row <= page.rows or page.is_text:
        raise Refused("forms.place", _("There is no such row on this sheet."), field="rows")
    if table and table not in tables(by):
        raise Refused("forms.list", _("Choose one of your lists."), field="table")
    if not kinds and not table:
        raise Refused("forms.kinds", _("Choose for which kinds of units the row repeats."), field="kinds")
    check_unit(unit.pk, by)
    free = max(room(page, row), 1)
    if not 0 <= rows <= free:
        raise Refused(
            "forms.lines", _("There are only %(lines)s empty lines from here on.") % {"lines": free}, field="rows"
        )
    done = act(version, Deed.REPEATED, by)
    wanted = Rows(sheet, row, rows or free, unit.pk, () if table else tuple(kinds), table)
    block = begin_rows(version, wanted, done)
    tell(form, version, Deed.REPEATED, block.rows, by)
    return block


@action
def single(version: Version, sheet: str, row: int, *, by: Actor) -> None:
    """A row repeats no longer."""
    form = locked(version.form, by)
    done = act(version, Deed.REPEATED, by)
    if not Block.objects.current().filter(version=version, sheet=sheet, row=row).update(ended=done):
        raise Refused("forms.single", _("This row does not repeat."))
    tell(form, version, Deed.REPEATED, 1, by)


@action
def undo(version: Version, *, by: Actor) -> Act:
    """Take the last change back: what it began ends, what it ended begins again. Return the act that was undone."""
    form = locked(version.form, by)
    done = Act.objects.filter(version=version, deed__in=UNDOABLE, undone_by=None).order_by("-pk").first()
    if done is None:
        raise Refused("forms.nothing", _("There is nothing to undo."))
    back = act(version, Deed.UNDONE, by, undoes=done)
    count = sum(_reverse(model, done, back) for model in (Cell, Block))
    tell(form, version, Deed.UNDONE, count, by)
    return done


def _reverse(model: Any, done: Act, back: Act) -> int:
    """Reverse an act in one of the two tables of mappings."""
    rows = model.objects.filter(version=done.version)
    began = rows.filter(act=done, ended=None).update(ended=back)
    ended = list(rows.filter(ended=done))
    for row in ended:
        row.pk, row.ended = None, None  # its act stays the one that began it, so that this one can be undone next
    model.objects.bulk_create(ended)
    return int(began) + len(ended)
