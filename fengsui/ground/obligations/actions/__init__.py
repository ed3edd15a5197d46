"""Writes of the obligations. Import as `from fengsui.ground.obligations import actions as obligations`."""

from fengsui.ground.obligations.actions.chasing import Chased, chase
from fengsui.ground.obligations.actions.planning import AHEAD, forget_units, meet, mirror, owe, plan, reopen, replan
from fengsui.ground.obligations.actions.telling import remind

__all__ = ["AHEAD", "Chased", "chase", "forget_units", "meet", "mirror", "owe", "plan", "remind", "reopen", "replan"]
