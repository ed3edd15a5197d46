"""What the pages say about codes: remarks on an upload, states of a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.forms.models import Shown, What
from fengsui.command.forms.queries.filling import sentence
from fengsui.ground.indicators.queries import indicators

if TYPE_CHECKING:
    from fengsui.command.forms.models import Cell
    from fengsui.command.forms.queries.filling import Item


def remark(code: str) -> str:
    """What the owner of a sheet should know about what was uploaded."""
    return {
        "xls": _("An old .xls was converted to .xlsx. Words, merged cells, borders, widths and formats are kept; pictures, charts and print areas are not. If that matters, save it as .xlsx yourself and upload it again."),
        "formulas": _("Some formulas of the old .xls could not be read; their cells are empty. Save it as .xlsx yourself and upload it again."),
        "tail": _("Below the last written row there were very many empty rows; they were left out."),
        "links": _("Some formulas look into other files; they are worked out only where those files are."),
        "hidden": _("There are hidden rows, columns or sheets. They stay as they are; nothing is filled into them."),
    }.get(code, code)  # fmt: skip


def described(cell: Cell, own: int) -> str:
    """What a mapping means, in a few words: “Fevers among prisoners · Prison No. 2 · the day before”."""
    if cell.what == What.EMPTY:
        return _("left empty")
    if cell.what == What.TEXT:
        return cell.wording
    if cell.what == What.COLUMN:
        return _("column %(number)s of the list") % {"number": int(cell.code) + 1}
    known = indicators().get(cell.code)
    parts = [str(known.name) if known else cell.code]
    if cell.unit and cell.unit_id != own:
        parts.append(cell.unit.label)
    if cell.unit is None:
        parts.append(_("each unit"))
    parts += _period(cell)
    if cell.shown == Shown.CONFIRMED:
        parts.append(_("confirmed only"))
    return " · ".join(parts)


def _period(cell: Cell) -> list[str]:
    found = []
    if cell.days == 0 and cell.since:
        found.append(_("since %(day)s") % {"day": cell.since.isoformat()})
    elif cell.days > 1:
        found.append(_("%(days)s days") % {"days": cell.days})
    if cell.back == 1:
        found.append(_("the day before"))
    elif cell.back:
        found.append(_("%(days)s days before") % {"days": cell.back})
    return found


def told(item: Item) -> str:
    """What stands behind a filled cell."""
    return sentence(item.spec, item.answer) if item.answer and item.is_marked else ""
