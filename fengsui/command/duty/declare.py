"""How a room says what is open at a handing over (`handing.py`). The types stand in the ground, so that registers can declare too."""

from __future__ import annotations

from fengsui.ground.obligations.declare import Open, Source

__all__ = ["Open", "Source"]
