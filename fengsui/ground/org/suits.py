"""Which kind of unit may stand below which: so that nobody puts a prison below a justice office."""

from __future__ import annotations

from fengsui.ground.org.models import FACILITY_KINDS, UnitKind

_BUREAUS = frozenset({UnitKind.LEAGUE_BUREAU, UnitKind.COUNTY_BUREAU})
_ADMINISTRATIONS = frozenset(
    {UnitKind.DEPARTMENT, UnitKind.PRISON_ADMINISTRATION, UnitKind.REHABILITATION_ADMINISTRATION}
)
_ABOVE = {
    UnitKind.DEPARTMENT: frozenset[UnitKind](),
    UnitKind.PRISON_ADMINISTRATION: frozenset({UnitKind.DEPARTMENT}),
    UnitKind.REHABILITATION_ADMINISTRATION: frozenset({UnitKind.DEPARTMENT}),
    UnitKind.LEAGUE_BUREAU: frozenset({UnitKind.DEPARTMENT}),
    UnitKind.COUNTY_BUREAU: frozenset({UnitKind.DEPARTMENT, UnitKind.LEAGUE_BUREAU}),
    UnitKind.PRISON: _ADMINISTRATIONS | _BUREAUS,
    UnitKind.PRISON_HOSPITAL: _ADMINISTRATIONS | _BUREAUS | {UnitKind.PRISON},
    UnitKind.CENTRE: _ADMINISTRATIONS | _BUREAUS,
    UnitKind.WARD: frozenset({UnitKind.PRISON, UnitKind.PRISON_HOSPITAL}),
    UnitKind.BRIGADE: frozenset({UnitKind.CENTRE}),
    UnitKind.OFFICE: _BUREAUS,
    UnitKind.INSTITUTE: _BUREAUS | {UnitKind.DEPARTMENT},
    UnitKind.PARTNER: _ADMINISTRATIONS | _BUREAUS | {*FACILITY_KINDS, UnitKind.OFFICE},
}


def may_stand_below(kind: str, superior: str) -> bool:
    return superior in _ABOVE[UnitKind(kind)]
