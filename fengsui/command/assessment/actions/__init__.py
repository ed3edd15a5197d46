"""Looking, handling what was found, and the briefs. Import as `from fengsui.command.assessment import actions`."""

from fengsui.command.assessment.actions.briefs import sign, supplement, write
from fengsui.command.assessment.actions.handling import accept, add, close, give_task, judge, note, take
from fengsui.command.assessment.actions.looking import look, look_again, look_back

__all__ = [
    "accept", "add", "close", "give_task", "judge", "look", "look_again", "look_back", "note", "sign", "supplement",
    "take", "write",
]  # fmt: skip
