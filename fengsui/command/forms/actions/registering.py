"""A blank sheet comes in: as a new form, or as the next version of one."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.command.forms.actions.common import act, begin, begin_rows, locked, person
from fengsui.command.forms.guess.cells import guess
from fengsui.command.forms.models import Block, Cell, Deed, Form, Version
from fengsui.command.forms.paper.carry import carry
from fengsui.command.forms.paper.grid import place_of, ref
from fengsui.command.forms.paper.labels import fingerprint
from fengsui.command.forms.paper.opening import opened
from fengsui.command.forms.queries.guessing import given, room
from fengsui.command.forms.queries.sheets import last, lasts, layout
from fengsui.command.forms.queries.written import written_places
from fengsui.command.forms.spec import Rows, Spec
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date, time

    from fengsui.command.forms.paper.carry import Carried
    from fengsui.command.forms.paper.grid import Layout
    from fengsui.command.forms.paper.opening import Opened
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@action
def register(
    unit: Unit,
    body: bytes,
    file_name: str,
    *,
    by: Actor,
    name: str = "",
    recipient: str = "",
    due: time | None = None,
    day_before: bool = False,
) -> Form:
    """Keep a superior's blank sheet, with what its words suggest for each cell. The name is its title unless given.

    Refused: what paper.opening refuses; `forms.known` (facts: form) if the unit keeps this sheet already.
    """
    scope.require(by, "forms.keep", unit)
    found = opened(body)
    _check_known(unit, found)
    form = Form.objects.create(
        unit=unit, name=_name(name, found.layout, file_name), recipient=recipient.strip()[:120], due=due,
        day_before=day_before, made_at=clock.now(),
    )  # fmt: skip
    version = _version(form, found, file_name, 1, clock.today(), by)
    cells, unclear = _suggest(version, found.layout, by, set())
    journal.write(
        "forms.registered", by=by.pk, unit=unit.pk, about=form.about, version=1, cells=cells, unclear=unclear,
        sha256=version.sha256,
    )  # fmt: skip
    if due:
        obligations.replan()
    return form


def _check_known(unit: Unit, found: Opened) -> None:
    forms = {form.pk: form for form in Form.objects.living().filter(unit=unit)[:200]}
    for version in lasts(list(forms)).values():
        written = written_places(version)
        if fingerprint(found.layout, written) == fingerprint(layout(version), written):
            form = forms[version.form_id]
            raise Refused(
                "forms.known",
                _("You keep this sheet already, as “%(name)s”: open it there.") % {"name": form.name},
                field="file", form=form,
            )  # fmt: skip


def _name(name: str, found: Layout, file_name: str) -> str:
    """What the form is called: as typed, else by the title on the sheet, else by the file."""
    if name.strip():
        return name.strip()[:120]
    first = next(iter(found.sheets.values()))
    title = next((spot.text for spot in first if spot.is_label and (spot.cols >= 3 or first.is_text)), "")
    title = re.sub(r"\s+", "", title)
    return (title if 4 <= len(title) <= 60 else re.sub(r"\.\w+$", "", file_name))[:120] or _("Superior's form")


def _version(form: Form, found: Opened, file_name: str, number: int, since: date, by: Actor) -> Version:
    return Version.objects.create(
        form=form, number=number, name=file_name[-200:], kind=found.kind, body=found.body, remarks=found.remarks,
        sha256=hashlib.sha256(found.body).hexdigest(), since=since, by=person(by), at=clock.now(),
    )  # fmt: skip


def _suggest(version: Version, found: Layout, by: Actor, taken: set[tuple[str, str]]) -> tuple[int, int]:
    """Write down what the sheet's words suggest, except for cells that are taken. Return: recognised, unclear."""
    guessed = guess(found, given(version.form.unit, by))
    cells = [spec for spec in guessed.cells if (spec.sheet, spec.ref) not in taken]
    blocks = [] if taken else guessed.rows
    unclear = [point for point in guessed.unclear if point not in taken]
    if cells or blocks:
        done = act(version, Deed.SUGGESTED, by)
        for block in blocks:
            begin_rows(version, block, done)
            cells += block.cells
        begin(version, cells, done, sure=False)
    return len(cells), len(unclear)


@action
def renew(form: Form, body: bytes, file_name: str, *, by: Actor, since: date | None = None) -> Version:
    """Take a changed layout as the next version: what can be found again by its words is carried over.

    What is found for certain holds at once; where the words changed it is only suggested. Refused as `forms.same` if
    nothing changed; a filled sheet coming back is the same layout.
    """
    form = locked(form, by)
    before, found = last(form), opened(body)
    written = written_places(before)
    if fingerprint(found.layout, written) == fingerprint(layout(before), written):
        raise Refused(
            "forms.same",
            _("This is the layout in use already (version %(number)s); there is nothing to carry over.")
            % {"number": before.number},
            field="file",
        )
    version = _version(form, found, file_name, before.number + 1, since or clock.today(), by)
    cells = list(Cell.objects.current().filter(version=before))
    carried = carry(layout(before), found.layout, [(cell.sheet, cell.ref) for cell in cells])
    told = _carry(before, version, cells, carried, by)
    taken = {*carried.sure.values(), *carried.unclear.values(), *_inside(version)}
    _suggest(version, found.layout, by, taken)
    journal.write(
        "forms.renewed", by=by.pk, unit=form.unit_id, about=form.about, version=version.number, sha256=version.sha256,
        **told,
    )  # fmt: skip
    return version


def _carry(before: Version, version: Version, cells: list[Cell], carried: Carried, by: Actor) -> dict[str, Any]:
    done = act(version, Deed.CARRIED, by)
    moved = {**carried.unclear, **carried.sure}
    sure: list[Spec] = []
    unsure: list[Spec] = []
    for cell in cells:
        point = (cell.sheet, cell.ref)
        if point in moved:
            spec = replace(Spec.of(cell), sheet=moved[point][0], ref=moved[point][1])
            (sure if point in carried.sure and cell.sure else unsure).append(spec)
    begin(version, sure, done)
    begin(version, unsure, done, sure=False)
    for block in Block.objects.current().filter(version=before):
        _carry_rows(version, block, moved, done)
    return {"sure": len(carried.sure), "unclear": len(carried.unclear), "gone": len(carried.gone)}


def _carry_rows(version: Version, block: Block, moved: dict[tuple[str, str], tuple[str, str]], done: Any) -> None:
    """Rows that repeat go where the cells of their first row went, if these stayed together."""
    targets = {
        (sheet, (place_of(name) or (0, 0))[0])
        for (old, old_name), (sheet, name) in moved.items()
        if old == block.sheet and (place_of(old_name) or (0, 0))[0] == block.row
    }
    if len(targets) == 1:
        sheet, row = targets.pop()
        lines = room(layout(version).sheets[sheet], row)
        begin_rows(version, Rows(sheet, row, lines, block.unit_id, tuple(block.kinds), block.table), done)


def _inside(version: Version) -> set[tuple[str, str]]:
    """The cells in the lines of a version's blocks."""
    return {
        (block.sheet, ref(row, col))
        for block in Block.objects.current().filter(version=version)
        for row in range(block.row, block.row + block.rows)
        for col in range(1, layout(version).sheets[block.sheet].cols + 1)
    }
