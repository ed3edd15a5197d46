"""The governments' levels, as recorded: by the department any, by a bureau the one of its own area. Nobody here declares one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import UnitKind
from fengsui.ground.response.actions.emergencies import replace, who, whole
from fengsui.ground.response.models import Grade, Level, Tier
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor
    from fengsui.ground.response.models import Emergency

OWN = {UnitKind.LEAGUE_BUREAU: Tier.LEAGUE, UnitKind.COUNTY_BUREAU: Tier.COUNTY}


@dataclass(frozen=True)
class Declared:
    """What a government declared: issuer and tier on one side, level on the other, from when, by what paper."""

    tier: str
    issuer: str
    grade: int
    at: datetime
    day_only: bool = False
    paper: str = ""


@action
def record_level(
    emergency: Emergency, *, tier: str, issuer: str, grade: int, at: datetime, by: Actor, day_only: bool = False,
    paper: str = "", unit: Unit | None = None,
) -> Level:  # fmt: skip
    """Record a government's level: issued by whom, at which tier, which level, from when, by what paper. Any may follow any.

    unit: the bureau that records what the government of its own area declared; then the tier is that one.
    """
    _require(emergency, unit, by)
    made = _level(emergency, unit, Declared(tier, issuer, grade, at, day_only, paper), by)
    _tell("response.level_recorded", made, by)
    return made


@action
def correct_level(
    level: Level, *, tier: str, issuer: str, grade: int, at: datetime, by: Actor, day_only: bool = False, paper: str = ""
) -> Level:  # fmt: skip
    """Replace what was recorded of a government's level; the former stays in the past as known. A bureau corrects its own."""
    _require(level.emergency, level.unit, by)
    replace(level)
    made = _level(level.emergency, level.unit, Declared(tier, issuer, grade, at, day_only, paper), by)
    _tell("response.level_corrected", made, by)
    return made


def _require(emergency: Emergency, unit: Unit | None, by: Actor) -> None:
    """The department records and corrects all; a bureau what it recorded itself."""
    if unit is None or scope.may(by, "response.record", emergency.unit):
        scope.require(by, "response.record", emergency.unit)
    else:
        scope.require(by, "response.record_own", unit)


def _level(emergency: Emergency, unit: Unit | None, said: Declared, by: Actor) -> Level:
    if not said.issuer.strip():
        raise Refused("response.issuer", _("Say which government issued it."), field="issuer")
    if said.grade not in Grade.values or said.tier not in Tier.values:
        raise Refused("response.grade", _("Choose a tier and a level."), field="grade")
    if unit and OWN.get(UnitKind(unit.kind)) != said.tier:
        raise Refused(
            "response.tier", _("A bureau records the level that the government of its own area declared."), field="tier"
        )
    return Level.objects.create(
        emergency=emergency, unit=unit, tier=said.tier, issuer=said.issuer.strip(), grade=said.grade,
        at=whole(said.at) if said.day_only else said.at, day_only=said.day_only, paper=said.paper.strip(),
        known_at=clock.now(), by=who(by),
    )  # fmt: skip


def _tell(kind: str, level: Level, by: Actor) -> None:
    unit = level.unit_id or level.emergency.unit_id
    journal.write(
        kind, by=by.pk, unit=unit, about=level.emergency.about, at=level.at, tier=level.tier, issuer=level.issuer,
        grade=level.grade,
    )  # fmt: skip
