"""Writes of the custody room. Import as `from fengsui.frontline.custody import actions as custody`."""

from fengsui.frontline.custody.actions.confirming import confirm
from fengsui.frontline.custody.actions.counting import Row, about, count
from fengsui.frontline.custody.actions.fevers import conclude, measure, remeasure, withdraw_fever
from fengsui.frontline.custody.actions.moving import move, withdraw
from fengsui.frontline.custody.actions.persons import Opened, unmask
from fengsui.frontline.custody.actions.strength import set_strength

__all__ = [
    "Opened", "Row", "about", "conclude", "confirm", "count", "measure", "move", "remeasure", "set_strength", "unmask",
    "withdraw", "withdraw_fever",
]  # fmt: skip
