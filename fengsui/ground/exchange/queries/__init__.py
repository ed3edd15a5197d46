"""Reads of the exchange."""

from fengsui.ground.exchange.queries.leaving import Taking, outgoing

__all__ = ["Taking", "outgoing"]
