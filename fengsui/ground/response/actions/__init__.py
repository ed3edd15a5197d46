"""Writes of the response. Import as `from fengsui.ground.response import actions as response`."""

from fengsui.ground.response.actions.emergencies import correct_step, describe, open_emergency, take_step
from fengsui.ground.response.actions.groups import (
    add_part,
    correct_group,
    correct_part,
    end_part,
    found_group,
    join,
    leave,
    withdraw,
)
from fengsui.ground.response.actions.levels import correct_level, record_level
from fengsui.ground.response.actions.sets import Line, retire_set, write_set
from fengsui.ground.response.actions.switching import revert, switch

__all__ = [
    "Line", "add_part", "correct_group", "correct_level", "correct_part", "correct_step", "describe", "end_part", "found_group", "join", "leave", "open_emergency",
    "record_level", "retire_set", "revert", "switch", "take_step", "withdraw", "write_set",
]  # fmt: skip
