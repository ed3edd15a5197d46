"""Reading incidents and calls. Import as `from fengsui.command.incidents import queries as incidents`."""

from fengsui.command.incidents.queries.calls import Rung, calls, dress
from fengsui.command.incidents.queries.listing import Shown, open_for, shown, standing, wanted
from fengsui.command.incidents.queries.night import Night, began, night, picture
from fengsui.command.incidents.queries.one import now, steps, tasks_of

__all__ = [
    "Night", "Rung", "Shown", "began", "calls", "dress", "night", "now", "open_for", "picture", "shown", "standing", "steps",
    "tasks_of", "wanted",
]  # fmt: skip
