"""Writes of duty. Import as `from fengsui.command.duty import actions as duty`."""

from fengsui.command.duty.actions.absences import note_absence, withdraw_absence
from fengsui.command.duty.actions.arranging import add_slot, change_post, close_post, end_slot, man_seat, man_station
from fengsui.command.duty.actions.changing import fill, override, undo
from fengsui.command.duty.actions.drafting import begin_draft, drop_draft, save_draft
from fengsui.command.duty.actions.ending import end_closed
from fengsui.command.duty.actions.feeding import make_link
from fengsui.command.duty.actions.generating import generate
from fengsui.command.duty.actions.patterns import drop_pattern, fill_draft, keep_pattern
from fengsui.command.duty.actions.pooling import describe, set_pool
from fengsui.command.duty.actions.publishing import publish
from fengsui.command.duty.actions.swapping import agree, approve, ask, decline, refuse, withdraw
from fengsui.command.duty.actions.watching import sign_in, sign_off, take

__all__ = [
    "add_slot", "agree", "approve", "ask", "begin_draft", "change_post", "close_post", "decline", "describe", "drop_draft",
    "drop_pattern", "end_closed", "end_slot", "fill", "fill_draft", "generate", "keep_pattern", "make_link", "man_seat", "man_station",
    "note_absence", "override", "publish", "refuse", "save_draft", "set_pool", "sign_in", "sign_off", "take", "undo", "withdraw",
    "withdraw_absence",
]  # fmt: skip
