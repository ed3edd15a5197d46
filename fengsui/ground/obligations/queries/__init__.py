"""Reading what is owed. Import as `from fengsui.ground.obligations import queries`."""

from fengsui.ground.obligations.queries.kinds import link, mine, named, owings, title, titles

__all__ = ["link", "mine", "named", "owings", "title", "titles"]
