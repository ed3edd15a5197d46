"""Writes of questions. Import as `from fengsui.command.questions import actions`."""

from fengsui.command.questions.actions.answering import Given, GivenRow, answer, take_back
from fengsui.command.questions.actions.asking import Wanted, again, ask
from fengsui.command.questions.actions.lists import export_names, unmask
from fengsui.command.questions.actions.rounds import close, extend, withdraw
from fengsui.command.questions.actions.standing import keep, open_standing, retire

__all__ = [
    "Given", "GivenRow", "Wanted", "again", "answer", "ask", "close", "export_names", "extend", "keep", "open_standing",
    "retire", "take_back", "unmask", "withdraw",
]  # fmt: skip
