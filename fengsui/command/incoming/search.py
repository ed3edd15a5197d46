from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.incoming.models import Stage
from fengsui.command.incoming.queries.listing import found, standing
from fengsui.ground.org import scope
from fengsui.ground.org.places import Finder, Hit

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person


def papers(person: Person, text: str, limit: int) -> list[Hit]:
    """Incoming papers by title, sender or number, the newest first."""
    if not scope.may(person, "incoming.see"):
        return []
    rows = standing(person).filter(found(text)).order_by("-paper_id")[:limit]
    return [
        Hit(
            row.paper.title, reverse("incoming:paper", args=[row.paper_id]),
            " · ".join((row.paper.number_label, row.paper.sender, str(Stage(row.stage).label))),
        )
        for row in rows
    ]  # fmt: skip


INCOMING = Finder("incoming.papers", _("Incoming papers"), "mail", papers, order=39)
