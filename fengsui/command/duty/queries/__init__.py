"""Reading duty. Import as `from fengsui.command.duty import queries`."""

from fengsui.command.duty.queries.demand import Busy, Candidate, Demand, Need, demand
from fengsui.command.duty.queries.finding import post_of, turn_at, units_of
from fengsui.command.duty.queries.handing import open_for

__all__ = ["Busy", "Candidate", "Demand", "Need", "demand", "open_for", "post_of", "turn_at", "units_of"]
