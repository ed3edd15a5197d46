"""Where a version's sheet is written into: there the words of a filled sheet are no labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.forms.models import Block, Cell
from fengsui.command.forms.paper.grid import place_of

if TYPE_CHECKING:
    from fengsui.command.forms.models import Version


def written_places(version: Version) -> set[tuple[str, int, int]]:
    """(sheet, row, column) of every mapped cell, those of repeated rows in each line."""
    blocks = {(one.sheet, one.row): one.rows for one in Block.objects.current().filter(version=version)}
    found = set()
    for sheet, name in Cell.objects.current().filter(version=version).values_list("sheet", "ref"):
        row, col = place_of(name) or (0, 0)
        found |= {(sheet, row + n, col) for n in range(blocks.get((sheet, row), 1))}
    return found
