from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.queries import numbers
from fengsui.frontline.gates.queries.evidence import evidence
from fengsui.ground.indicators.declare import ASIDE, EPIDEMIC, Indicator, Kind
from fengsui.ground.org.models import FACILITY_KINDS, UnitKind

if TYPE_CHECKING:
    from django.utils.functional import Promise

_KINDS = (*FACILITY_KINDS, UnitKind.COUNTY_BUREAU)
_GROUP, _PERSONS, _PASSAGES = _("Gates"), _("persons"), _("passages")
# Nobody types or corrects them in a report: what gates registered is corrected at the gate.
_ASIDE, _EPIDEMIC = frozenset({ASIDE}), frozenset({ASIDE, EPIDEMIC})
_DAY = _(
    "The calendar day at the unit’s gates and those of its offices, as counted when the passages arrived; withdrawn ones do not count. Missing if nothing was registered."
)


def _rows(formula: Promise = _DAY) -> dict[str, Any]:
    return {"group": _GROUP, "formula": formula, "evidence": evidence, "evidence_verb": "gates.view"}


PASSAGES = Indicator(
    "gates.passages", _("Passages at gates"), _PASSAGES, Kind.FLOW, _KINDS, numbers.total(numbers.passages), **_rows(), order=60,
    tags=_ASIDE,
)  # fmt: skip
PERSONS = Indicator(
    "gates.persons", _("Persons let in at gates"), _PERSONS, Kind.FLOW, _KINDS, numbers.total(numbers.entered), **_rows(), order=61,
    tags=_ASIDE,
)  # fmt: skip
VEHICLES = Indicator(
    "gates.vehicles", _("Vehicles at gates"), _("vehicles"), Kind.FLOW, _KINDS, numbers.total(numbers.vehicles), **_rows(), order=62,
    tags=_ASIDE,
)  # fmt: skip
REFUSALS = Indicator(
    "gates.refusals", _("Persons turned away at gates"), _PERSONS, Kind.FLOW, _KINDS, numbers.total(numbers.refused), **_rows(),
    order=63, tags=_ASIDE,
)  # fmt: skip
FEVERS = Indicator(
    "gates.fevers", _("Fevers at gates"), _PERSONS, Kind.FLOW, _KINDS, numbers.total(numbers.fevers), **_rows(), order=64,
    tags=_EPIDEMIC, high=0,
)  # fmt: skip
OPEN = Indicator(
    "gates.alerts_open", _("Open alerts of gates"), _("alerts"), Kind.STOCK, _KINDS, numbers.open_alerts, order=65, tags=_ASIDE,
    **_rows(_("The alerts of the unit’s gates and those of its offices that are open at the end of the day, or now. Missing if it has no gate.")),
)  # fmt: skip
