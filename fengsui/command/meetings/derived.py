from __future__ import annotations

from django.db.models import Q

from fengsui.command.meetings.models import Meeting
from fengsui.ground.org.declare import Derived

PLANNED = Derived(
    Meeting, only=Q(steps__isnull=True, attendances__isnull=True, lines__isnull=True, decisions__isnull=True)
)  # fmt: skip
