"""Writes of the response. Import as `from fengsui.ground.response import actions as response`."""

from fengsui.ground.response.actions.emergencies import (
    correct_level,
    correct_step,
    describe,
    open_emergency,
    record_level,
    take_step,
)
from fengsui.ground.response.actions.groups import add_part, found_group, join, leave, withdraw
from fengsui.ground.response.actions.sets import Line, retire_set, write_set
from fengsui.ground.response.actions.switching import revert, switch

__all__ = [
    "Line", "add_part", "correct_level", "correct_step", "describe", "found_group", "join", "leave", "open_emergency",
    "record_level", "retire_set", "revert", "switch", "take_step", "withdraw", "write_set",
]  # fmt: skip
