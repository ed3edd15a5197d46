"""A unit on the sheet was merged into another one: its cells tell of that one from now on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.forms.actions.common import act, begin, begin_rows, locked, tell
from fengsui.command.forms.actions.mapping import check_unit
from fengsui.command.forms.models import Block, Cell, Deed, What
from fengsui.command.forms.spec import Rows, Spec
from fengsui.ground.journal.deeds import action
from fengsui.ground.org.closed import heirs
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.command.forms.models import Version
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor


@action
def succeed(version: Version, unit: Unit, *, by: Actor) -> tuple[int, int]:
    """Let the cells and rows of a merged unit tell of the one that took over, as one change that can be undone.

    A number that the sheet has of that one already is not told twice, or sums would count it twice: that cell stays empty.
    Return how many cells tell of it now, and how many stay empty.
    """
    form = locked(version.form, by)
    heir = _heir(unit, by)
    cells = list(Cell.objects.current().filter(version=version, unit=unit))
    blocks = list(Block.objects.current().filter(version=version, unit=unit))
    if not cells and not blocks:
        raise Refused("forms.succeeded", _("Nothing on this sheet tells of %(unit)s any more.") % {"unit": unit.label})
    done = act(version, Deed.SUCCEEDED, by)
    told = {_about(Spec.of(cell)) for cell in Cell.objects.current().filter(version=version, unit=heir)}
    specs = [(_taken_over(Spec.of(cell), heir, told), cell.sure) for cell in cells]
    for sure in (True, False):
        begin(version, [spec for spec, was_sure in specs if was_sure is sure], done, sure=sure)
    for row in blocks:
        begin_rows(version, Rows(row.sheet, row.row, row.rows, heir.pk, tuple(row.kinds), row.table), done)
    empty = sum(spec.what == What.EMPTY for spec, _sure in specs)
    tell(form, version, Deed.SUCCEEDED, len(cells) + len(blocks), by)
    return len(cells) + len(blocks) - empty, empty


def _heir(unit: Unit, by: Actor) -> Unit:
    found = heirs([unit.pk]).get(unit.pk, [])
    if len(found) != 1:
        raise Refused(
            "forms.heirs", _("No single unit took over from %(unit)s: choose another unit cell by cell.") % {"unit": unit.label}
        )  # fmt: skip
    return check_unit(found[0].pk, by)


def _about(spec: Spec) -> Spec:
    """What a cell tells, wherever on the sheet it stands."""
    return replace(spec, ref="", unit_id=None)


def _taken_over(spec: Spec, heir: Unit, told: set[Spec]) -> Spec:
    if spec.what == What.NUMBER and _about(spec) in told:
        return Spec(spec.sheet, spec.ref, What.EMPTY)
    return replace(spec, unit_id=heir.pk)
