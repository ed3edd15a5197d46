"""Writes of directives. Import as `from fengsui.command.directives import actions`."""

from fengsui.command.directives.actions.answering import acknowledge, add_local, do, note_read, pass_on
from fengsui.command.directives.actions.drafting import Wanted, approve, check, draft, rewrite, send_back
from fengsui.command.directives.actions.following import chase, follow
from fengsui.command.directives.actions.issuing import issue, reschedule, withdraw

__all__ = [
    "Wanted", "acknowledge", "add_local", "approve", "chase", "check", "do", "draft", "follow", "issue", "note_read",
    "pass_on", "reschedule", "rewrite", "send_back", "withdraw",
]  # fmt: skip
