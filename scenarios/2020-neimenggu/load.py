"""Fill an empty drill with the account of 2020: `load(progress)`, called by `fengsui scenario load 2020-neimenggu`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.clock import actions as clock_actions
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.actions import register_slots

from . import organisation, staff

if TYPE_CHECKING:
    from collections.abc import Callable


def load(progress: Callable[[str], None]) -> None:
    """Enter everything in the order in which it happened, the drill's clock going along."""
    register_slots()
    clock_actions.move(clock.midnight(staff.FIRST), rate=0)
    progress("units")
    organisation.enter()
    progress("persons")
    staff.enter()
