"""Reads of the exchange."""

from fengsui.ground.exchange.queries.leaving import Taking, counted, outgoing
from fengsui.ground.exchange.queries.preview import State, can_undo, current, mine, names, preview, undecided

__all__ = ["State", "Taking", "can_undo", "counted", "current", "mine", "names", "outgoing", "preview", "undecided"]
