"""Writes of tasks. Import as `from fengsui.command.tasks import actions as tasks`."""

from fengsui.command.tasks.actions.carrying import Refusal, Worked
from fengsui.command.tasks.actions.doing import begin, finish, report
from fengsui.command.tasks.actions.each import give_each, hand_each, move_each, withdraw_each
from fengsui.command.tasks.actions.filing import attach, detach
from fengsui.command.tasks.actions.giving import Order, give, give_many
from fengsui.command.tasks.actions.helping import change_helpers
from fengsui.command.tasks.actions.many import Change, change_many
from fengsui.command.tasks.actions.moving import hand_over, move, pass_on
from fengsui.command.tasks.actions.reviewing import accept, give_back, reopen, withdraw
from fengsui.command.tasks.actions.sheets import issue_sheet
from fengsui.command.tasks.actions.undoing import undo

__all__ = [
    "Change", "Order", "Refusal", "Worked", "accept", "attach", "begin", "change_helpers", "change_many", "detach", "finish",
    "give", "give_back", "give_each", "give_many", "hand_each", "hand_over", "issue_sheet", "move", "move_each", "pass_on",
    "reopen", "report", "undo", "withdraw", "withdraw_each",
]  # fmt: skip
