"""The tables of meetings and of the handover of command."""

from fengsui.command.meetings.models.keys import Handover, Key, Side
from fengsui.command.meetings.models.meeting import (
    DAILY,
    Attendance,
    Deed,
    Kind,
    Line,
    Meeting,
    Presence,
    Reason,
    Room,
    Server,
    State,
    Step,
)
from fengsui.command.meetings.models.outcome import Addition, Assigned, Decision, Follow, Record, Sort

__all__ = [
    "DAILY", "Addition", "Assigned", "Attendance", "Decision", "Deed", "Follow", "Handover", "Key", "Kind", "Line", "Meeting",
    "Presence", "Reason", "Record", "Room", "Server", "Side", "Sort", "State", "Step",
]  # fmt: skip
