"""Reading meetings. Import as `from fengsui.command.meetings import queries`."""

from fengsui.command.meetings.queries import papers as _papers
from fengsui.command.meetings.queries import rostered as _rostered
from fengsui.command.meetings.queries.agenda import agenda
from fengsui.command.meetings.queries.handing import changed, content
from fengsui.command.meetings.queries.listing import days, mine, room, wanted
from fengsui.command.meetings.queries.places import places
from fengsui.command.meetings.queries.roll import facility, roll

__all__ = [
    "_papers", "_rostered", "agenda", "changed", "content", "days", "facility", "mine", "places", "roll", "room", "wanted",
]  # fmt: skip
