"""What the wall shows. Each file answers for one tile, from one `Look` at a unit along a line."""

from fengsui.command.wall.queries.cases import Cases, cases
from fengsui.command.wall.queries.coming import Coming, coming
from fengsui.command.wall.queries.figures import Key, figures
from fengsui.command.wall.queries.grave import MOST, Grave, grave
from fengsui.command.wall.queries.look import Look, look
from fengsui.command.wall.queries.owed import Owed, owed

__all__ = [
    "MOST",
    "Cases",
    "Coming",
    "Grave",
    "Key",
    "Look",
    "Owed",
    "cases",
    "coming",
    "figures",
    "grave",
    "look",
    "owed",
]
