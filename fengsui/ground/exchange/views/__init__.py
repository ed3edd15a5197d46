"""Doors of the exchange, by page. They hold no rules."""

from fengsui.ground.exchange.views.batch import abandon, batch, decide, rejected, take, undo
from fengsui.ground.exchange.views.pages import index, take_out, template

__all__ = ["abandon", "batch", "decide", "index", "rejected", "take", "take_out", "template", "undo"]
