"""Writes of the exchange. Import as `from fengsui.ground.exchange import actions as exchange`."""

from fengsui.ground.exchange.actions.bringing import SMALL_BYTES, SMALL_ROWS, abandon, bring, decide, match
from fengsui.ground.exchange.actions.leaving import begin, export
from fengsui.ground.exchange.actions.taking import take
from fengsui.ground.exchange.actions.undoing import undo

__all__ = ["SMALL_BYTES", "SMALL_ROWS", "abandon", "begin", "bring", "decide", "export", "match", "take", "undo"]
