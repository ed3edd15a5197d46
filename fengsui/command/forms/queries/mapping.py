"""How far a mapping has come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fengsui.command.forms.guess.cells import is_idle
from fengsui.command.forms.models import UNDOABLE, Act, Block, Cell, What
from fengsui.command.forms.paper.grid import place_of
from fengsui.command.forms.paper.labels import about, open_spots
from fengsui.command.forms.queries.sheets import layout

if TYPE_CHECKING:
    from fengsui.command.forms.models import Version
    from fengsui.command.forms.paper.grid import Spot
    from fengsui.ground.org.models import Unit


@dataclass(frozen=True)
class Mapping:
    """A version's cells by (sheet, reference), its rows that repeat, and the open cells that nothing is mapped to."""

    cells: dict[tuple[str, str], Cell]
    blocks: list[Block]
    unclear: list[tuple[str, Spot]]

    @property
    def sure(self) -> int:
        return sum(cell.sure for cell in self.cells.values())

    @property
    def suggested(self) -> int:
        return len(self.cells) - self.sure

    def unit_of(self, sheet: str, row: int) -> Unit | None:
        """The one unit that a row's mapped cells are about, if they agree."""
        units = {c.unit for (of, ref), c in self.cells.items() if of == sheet and (place_of(ref) or (0,))[0] == row}
        return units.pop() if len(units) == 1 else None

    def block_at(self, sheet: str, row: int) -> Block | None:
        """The block whose lines hold a row."""
        return next((one for one in self.blocks if one.sheet == sheet and one.row <= row < one.row + one.rows), None)


def mapping(version: Version) -> Mapping:
    cells = {
        (cell.sheet, cell.ref): cell for cell in Cell.objects.current().filter(version=version).select_related("unit")
    }
    blocks = list(Block.objects.current().filter(version=version).select_related("unit").order_by("sheet", "row"))
    found = Mapping(cells, blocks, [])
    for sheet in layout(version).sheets.values():
        written = {place for of, name in cells if of == sheet.name and (place := place_of(name))}
        for spot in open_spots(sheet, written):
            mapped = (sheet.name, spot.ref) in cells or found.block_at(sheet.name, spot.row) is not None
            if not mapped and not is_idle(sheet, spot):
                found.unclear.append((sheet.name, spot))
    return found


def alike(version: Version, known: Mapping, sheet: str, name: str) -> list[Spot]:
    """The unclear cells under the same heads as a cell that is mapped to a number: what stands there is likely the same."""
    cell, page = known.cells.get((sheet, name)), layout(version).sheets.get(sheet)
    if cell is None or page is None or cell.what != What.NUMBER:
        return []
    spot = page.by_ref(name)
    heads = about(page, spot).above if spot else ()
    return [one for of, one in known.unclear if of == sheet and heads and about(page, one).above == heads]


def can_undo(version: Version) -> bool:
    return Act.objects.filter(version=version, deed__in=UNDOABLE, undone_by=None).exists()
