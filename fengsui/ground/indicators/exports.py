from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.ground.indicators.forms import KINDS, ROLLUPS
from fengsui.ground.indicators.queries import indicators
from fengsui.ground.org.models import UnitKind
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query


def _rows(person: Person, query: Query) -> Iterator[list[Any]]:  # noqa: ARG001 - the catalogue is the same for all
    for one in indicators().values():
        kinds = _t(", ").join(str(UnitKind(kind).label) for kind in one.kinds)
        comes = _t("by itself") if one.compute else _t("typed")
        yield [
            one.code, str(one.name), str(one.group), str(one.unit), str(KINDS[one.kind]), str(ROLLUPS[one.rollup]),
            kinds, comes, one.low, one.high, str(one.help),
        ]  # fmt: skip


CATALOGUE = Table(
    "indicators.catalogue", _("Indicators"), "measures.view",
    (
        Column(_("Code"), 30), Column(_("Indicator"), 34), Column(_("Group"), 18), Column(_("Unit of measure"), 10),
        Column(_("Kind"), 10), Column(_("Adds up as"), 12), Column(_("Who has it"), 30), Column(_("How it comes"), 12),
        Column(_("Finding below"), 10), Column(_("Finding above"), 10), Column(_("Meaning"), 50),
    ),
    _rows, total=lambda _person, _query: len(indicators()),
)  # fmt: skip
