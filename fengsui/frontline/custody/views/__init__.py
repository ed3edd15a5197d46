"""Doors of the custody room, by page. They hold no rules."""

from fengsui.frontline.custody.views.fevers import conclude, fever, fevers, withdraw_fever
from fengsui.frontline.custody.views.grid import confirm, grid
from fengsui.frontline.custody.views.moving import movements, person, withdraw
from fengsui.frontline.custody.views.pages import facility, index, section
from fengsui.frontline.custody.views.rows import balance, rows
from fengsui.frontline.custody.views.strength import strength

__all__ = [
    "balance", "conclude", "confirm", "facility", "fever", "fevers", "grid", "index", "movements", "person", "rows",
    "section", "strength", "withdraw", "withdraw_fever",
]  # fmt: skip
