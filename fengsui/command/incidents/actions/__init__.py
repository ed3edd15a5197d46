"""Writes of incidents and calls. Import as `from fengsui.command.incidents import actions as incidents`."""

from fengsui.command.incidents.actions.calling import correct_call, ring, void_call
from fengsui.command.incidents.actions.correcting import correct, reopen, withdraw
from fengsui.command.incidents.actions.inheriting import pass_on
from fengsui.command.incidents.actions.issuing import issue
from fengsui.command.incidents.actions.listing import add_kind, put_back, take_off
from fengsui.command.incidents.actions.outside import record_outside
from fengsui.command.incidents.actions.pathway import enter_fever
from fengsui.command.incidents.actions.reporting import conclude, follow, note, report, report_first
from fengsui.command.incidents.actions.revealing import reveal, reveal_caller
from fengsui.command.incidents.actions.saying import Said
from fengsui.command.incidents.actions.taking import take
from fengsui.command.incidents.actions.turning import call_to_incident, call_to_note, call_to_task, give_task
from fengsui.command.incidents.actions.undoing import undo

__all__ = [
    "Said", "add_kind", "call_to_incident", "call_to_note", "call_to_task", "conclude", "correct", "correct_call", "enter_fever",
    "follow", "give_task", "issue", "note", "pass_on", "put_back", "record_outside", "reopen", "report", "report_first", "reveal",
    "reveal_caller", "ring", "take", "take_off", "undo", "void_call", "withdraw",
]  # fmt: skip
