"""Reading incoming papers. Import as `from fengsui.command.incoming import queries as incoming`."""

from fengsui.command.incoming.queries.listing import Shown, paged, shown, standing, wanted
from fengsui.command.incoming.queries.standing import drafts, helpers, now, open_tasks, orphans, steps, twins
from fengsui.command.incoming.queries.whom import registering, senders

__all__ = [
    "Shown", "drafts", "helpers", "now", "open_tasks", "orphans", "paged", "registering", "senders", "shown", "standing", "steps",
    "twins", "wanted",
]  # fmt: skip
