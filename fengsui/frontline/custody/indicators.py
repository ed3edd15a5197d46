from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from fengsui.frontline.custody.models import MovementKind as Kinds
from fengsui.frontline.custody.queries import numbers
from fengsui.frontline.custody.queries.evidence import evidence
from fengsui.ground.indicators.declare import EPIDEMIC, KEY, LASTS, TREND, Indicator, Kind
from fengsui.ground.journal.declare import Level
from fengsui.ground.org.models import FACILITY_KINDS, UnitKind

if TYPE_CHECKING:
    from django.utils.functional import Promise

_P = (UnitKind.PRISON, UnitKind.PRISON_HOSPITAL)
_C = (UnitKind.CENTRE,)
_PERSONS = _("persons")
_MEASURED = _("Temperatures taken at the roll-call that makes the stock.")
_TOLD = frozenset({KEY, TREND})  # what Today and the brief say first
_FEVERS = _("Temperatures at or above the threshold in the reported period.")
_HOW_HELD = _(
    "The last roll-call of the reported period: of every section the persons present and those outside, added up. Missing until every section is counted."
)
_HOW_OUTSIDE = _(
    "The last roll-call of the reported period: of every section the persons in hospital or on escort, added up. Missing until every section is counted."
)
_HOW_MEASURED = _(
    "The last roll-call of the reported period: of every section the temperatures taken, added up. Missing until every section is counted and says how many were taken."
)
_HOW_MOVED = _(
    "The movements of this kind whose hour lies in the reported period, counted one by one; withdrawn ones do not count. Zero if sections were counted in the period and nothing moved; missing if nothing at all was entered."
)
_HOW_FEVERS = _(
    "The fevers whose hour lies in the reported period, counted one by one; withdrawn ones do not count. Zero only if temperatures were taken in every section; else missing."
)
_HOW_OFFICERS = _(
    "As entered for the last day of the reported period in the officers’ strength. Missing until it is entered."
)
_HOW_SECTIONS = _(
    "The wards or brigades that the facility has on the day of the last roll-call of the reported period."
)
_HOW_COUNTED = _("The sections with a count in the last roll-call of the reported period. None counted is a true zero.")


def _rows(formula: Promise) -> dict[str, Any]:
    """What all numbers of this room have: the page of their rows, and the rows themselves for whoever sees roll-calls."""
    return {"rows": "custody:rows", "formula": formula, "evidence": evidence, "evidence_verb": "custody.view"}


# Two kinds of persons, two sets of numbers: they are never added up.
PRISONERS = (
    Indicator("custody.prisoners", _("Prisoners held"), _PERSONS, Kind.STOCK, _P, numbers.stock(_P, lambda row: row.total),
              _("Prisoners"), **_rows(_HOW_HELD), order=10, tags=_TOLD, help=_("Counted at the last roll-call of the period, those in hospital included.")),
    Indicator("custody.prisoners_outside", _("Prisoners in hospital or on escort"), _PERSONS, Kind.STOCK, _P,
              numbers.stock(_P, lambda row: row.outside), _("Prisoners"), **_rows(_HOW_OUTSIDE), order=11),
    Indicator("custody.prisoner_admissions", _("Prisoners admitted"), _PERSONS, Kind.FLOW, _P, numbers.flow(_P, Kinds.ADMISSION),
              _("Prisoners"), **_rows(_HOW_MOVED), order=12),
    Indicator("custody.prisoner_releases", _("Prisoners released"), _PERSONS, Kind.FLOW, _P, numbers.flow(_P, Kinds.RELEASE),
              _("Prisoners"), **_rows(_HOW_MOVED), order=13),
    Indicator("custody.prisoner_transfers_in", _("Prisoners transferred in"), _PERSONS, Kind.FLOW, _P,
              numbers.flow(_P, Kinds.TRANSFER_IN), _("Prisoners"), **_rows(_HOW_MOVED), order=14),
    Indicator("custody.prisoner_transfers_out", _("Prisoners transferred out"), _PERSONS, Kind.FLOW, _P,
              numbers.flow(_P, Kinds.TRANSFER_OUT), _("Prisoners"), **_rows(_HOW_MOVED), order=15),
    Indicator("custody.prisoner_escorts", _("Prisoners escorted to hospital"), _PERSONS, Kind.FLOW, _P,
              numbers.flow(_P, Kinds.ESCORT_OUT), _("Prisoners"), **_rows(_HOW_MOVED), order=16),
    Indicator("custody.prisoner_deaths", _("Prisoners who died"), _PERSONS, Kind.FLOW, _P, numbers.flow(_P, Kinds.DEATH),
              _("Prisoners"), **_rows(_HOW_MOVED), order=17, high=0),
    Indicator("custody.prisoners_measured", _("Prisoners whose temperature was taken"), _PERSONS, Kind.STOCK, _P,
              numbers.stock(_P, lambda row: row.measured), _("Prisoners"), **_rows(_HOW_MEASURED), order=18, help=_MEASURED),
    Indicator("custody.prisoner_fevers", _("Fevers among prisoners"), _PERSONS, Kind.FLOW, _P, numbers.fevers(_P),
              _("Prisoners"), **_rows(_HOW_FEVERS), order=19, high=2, tags=_TOLD | {EPIDEMIC}, help=_FEVERS),
)  # fmt: skip
DETAINEES = (
    Indicator("custody.detainees", _("Detainees held"), _PERSONS, Kind.STOCK, _C, numbers.stock(_C, lambda row: row.total),
              _("Detainees"), **_rows(_HOW_HELD), order=10, tags=_TOLD, help=_("Counted at the last roll-call of the period, those in hospital included.")),
    Indicator("custody.detainees_outside", _("Detainees in hospital or on escort"), _PERSONS, Kind.STOCK, _C,
              numbers.stock(_C, lambda row: row.outside), _("Detainees"), **_rows(_HOW_OUTSIDE), order=11),
    Indicator("custody.detainee_admissions", _("Detainees admitted"), _PERSONS, Kind.FLOW, _C, numbers.flow(_C, Kinds.ADMISSION),
              _("Detainees"), **_rows(_HOW_MOVED), order=12),
    Indicator("custody.detainee_releases", _("Detainees released"), _PERSONS, Kind.FLOW, _C, numbers.flow(_C, Kinds.RELEASE),
              _("Detainees"), **_rows(_HOW_MOVED), order=13),
    Indicator("custody.detainee_transfers_in", _("Detainees transferred in"), _PERSONS, Kind.FLOW, _C,
              numbers.flow(_C, Kinds.TRANSFER_IN), _("Detainees"), **_rows(_HOW_MOVED), order=14),
    Indicator("custody.detainee_transfers_out", _("Detainees transferred out"), _PERSONS, Kind.FLOW, _C,
              numbers.flow(_C, Kinds.TRANSFER_OUT), _("Detainees"), **_rows(_HOW_MOVED), order=15),
    Indicator("custody.detainee_escorts", _("Detainees escorted to hospital"), _PERSONS, Kind.FLOW, _C,
              numbers.flow(_C, Kinds.ESCORT_OUT), _("Detainees"), **_rows(_HOW_MOVED), order=16),
    Indicator("custody.detainee_deaths", _("Detainees who died"), _PERSONS, Kind.FLOW, _C, numbers.flow(_C, Kinds.DEATH),
              _("Detainees"), **_rows(_HOW_MOVED), order=17, high=0),
    Indicator("custody.detainees_measured", _("Detainees whose temperature was taken"), _PERSONS, Kind.STOCK, _C,
              numbers.stock(_C, lambda row: row.measured), _("Detainees"), **_rows(_HOW_MEASURED), order=18, help=_MEASURED),
    Indicator("custody.detainee_fevers", _("Fevers among detainees"), _PERSONS, Kind.FLOW, _C, numbers.fevers(_C),
              _("Detainees"), **_rows(_HOW_FEVERS), order=19, high=2, tags=_TOLD | {EPIDEMIC}, help=_FEVERS),
)  # fmt: skip
OFFICERS = (
    Indicator("custody.officers_on_duty", _("Officers on duty inside"), _("officers"), Kind.STOCK, FACILITY_KINDS,
              numbers.officers(lambda row: row.on_duty), _("Officers"), **_rows(_HOW_OFFICERS), order=30, tags=_TOLD | {LASTS},
              level=Level.SECRET),
    Indicator("custody.officers_isolation", _("Officers in isolation"), _("officers"), Kind.STOCK, FACILITY_KINDS,
              numbers.officers(lambda row: row.in_isolation), _("Officers"), **_rows(_HOW_OFFICERS), order=31, tags=frozenset({EPIDEMIC}),
              level=Level.SECRET),
    Indicator("custody.officers_standby", _("Officers on standby"), _("officers"), Kind.STOCK, FACILITY_KINDS,
              numbers.officers(lambda row: row.on_standby), _("Officers"), **_rows(_HOW_OFFICERS), order=32, tags=frozenset({LASTS}),
              level=Level.SECRET),
)  # fmt: skip
SECTIONS = (
    Indicator("custody.sections", _("Sections"), _("sections"), Kind.STOCK, FACILITY_KINDS, numbers.section_count,
              _("Roll-call"), **_rows(_HOW_SECTIONS), order=40),
    Indicator("custody.sections_counted", _("Sections counted at the last roll-call"), _("sections"), Kind.STOCK,
              FACILITY_KINDS, numbers.sections_counted, _("Roll-call"), **_rows(_HOW_COUNTED), order=41),
)  # fmt: skip
