from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.meetings.models import Decision, Meeting
from fengsui.ground.org import scope
from fengsui.ground.org.places import Finder, Hit

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person


def meetings(person: Person, text: str, limit: int) -> list[Hit]:
    """Meetings by their title or by what was decided, the newest first."""
    if not scope.may(person, "meetings.see"):
        return []
    decided = Decision.objects.filter(meeting=OuterRef("pk"), text__icontains=text)
    rows = Meeting.objects.visible_to(person).filter(Q(title__icontains=text) | Exists(decided)).select_related("unit")
    return [
        Hit(
            row.name, reverse("meetings:meeting", args=[row.pk]),
            f"{row.unit.label} · {row.when}",
        )
        for row in rows.order_by("-starts_at")[:limit]
    ]  # fmt: skip


MEETINGS = Finder("meetings.meetings", _("Meetings"), "users", meetings, order=46)
