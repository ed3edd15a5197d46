"""Writes of meetings. Import as `from fengsui.command.meetings import actions as meetings`."""

from fengsui.command.meetings.actions.agenda import add_line, shift, show
from fengsui.command.meetings.actions.calling import arrange_room, call, cancel, move
from fengsui.command.meetings.actions.closing import add, close, issue_sheet
from fengsui.command.meetings.actions.deciding import ask, decide, give, take_back
from fengsui.command.meetings.actions.entering import enter
from fengsui.command.meetings.actions.following import draft_directive, draft_minutes, link_measure, link_switch
from fengsui.command.meetings.actions.holding import attend, open_meeting
from fengsui.command.meetings.actions.keys import sign, substitute, unsign
from fengsui.command.meetings.actions.planning import plan
from fengsui.command.meetings.actions.watching import watch

__all__ = [
    "add", "add_line", "arrange_room", "ask", "attend", "call", "cancel", "close", "decide", "draft_directive", "draft_minutes",
    "enter", "give", "issue_sheet", "link_measure", "link_switch", "move", "open_meeting", "plan", "shift", "show", "sign", "substitute", "take_back",
    "unsign", "watch",
]  # fmt: skip
