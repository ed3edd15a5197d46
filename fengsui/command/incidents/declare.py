"""How a room says what it has to tell of a night (`night.py`). The types stand in the ground, so that registers can declare."""

from __future__ import annotations

from fengsui.ground.obligations.declare import Event, Nightly

__all__ = ["Event", "Nightly"]
