"""Writes of incoming papers. Import as `from fengsui.command.incoming import actions as incoming`."""

from fengsui.command.incoming.actions.deciding import instruct, propose
from fengsui.command.incoming.actions.doing import pass_on, undertake
from fengsui.command.incoming.actions.ending import conclude, reopen, void
from fengsui.command.incoming.actions.filing import attach, detach
from fengsui.command.incoming.actions.inheriting import inherit
from fengsui.command.incoming.actions.registering import Entry, register

__all__ = [
    "Entry", "attach", "conclude", "detach", "inherit", "instruct", "pass_on", "propose", "register", "reopen", "undertake", "void",
]  # fmt: skip
