"""Two vocabularies: a prison holds prisoners in wards, a rehabilitation centre detainees in brigades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from fengsui.frontline.custody.models import MovementKind
from fengsui.ground.org.models import UnitKind

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from fengsui.ground.org.models import Unit


@dataclass(frozen=True)
class Words:
    """How a facility's screens speak of those whom it holds."""

    person: Promise
    held: Promise
    section: Promise
    number: Promise
    movements: dict[str, Promise]


_COMMON: dict[str, Promise] = {
    MovementKind.TRANSFER_IN: _("Transfer in"),
    MovementKind.TRANSFER_OUT: _("Transfer out"),
    MovementKind.ESCORT_OUT: _("Escort to hospital"),
    MovementKind.ESCORT_BACK: _("Return from hospital"),
    MovementKind.DEATH: _("Death"),
}
PRISON = Words(
    _("Prisoner"), _("Prisoners held"), _("Ward"), _("Prisoner's number"),
    {
        MovementKind.ADMISSION: _("Admission of a prisoner"), MovementKind.RELEASE: _("Release from prison"),
        MovementKind.SHIFT: _("Move to another ward"), **_COMMON,
    },
)  # fmt: skip
CENTRE = Words(
    _("Detainee"), _("Detainees held"), _("Brigade"), _("Detainee's number"),
    {
        MovementKind.ADMISSION: _("Admission of a detainee"), MovementKind.RELEASE: _("End of rehabilitation"),
        MovementKind.SHIFT: _("Move to another brigade"), **_COMMON,
    },
)  # fmt: skip


def words(facility: Unit) -> Words:
    return CENTRE if facility.kind == UnitKind.CENTRE else PRISON


def movement_label(facility: Unit, kind: str) -> Promise:
    return words(facility).movements[MovementKind(kind)]
