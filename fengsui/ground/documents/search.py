from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.ground.documents import bulletin, queries
from fengsui.ground.org import scope
from fengsui.ground.org.places import Finder, Hit

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person


def documents(person: Person, text: str, limit: int) -> list[Hit]:
    """Documents by their title or the number they were given, newest first."""
    if not scope.may(person, "documents.view"):
        return []
    rows = queries.visible(person)
    named = rows.filter(title__icontains=text)
    if text.isascii() and text.isdigit() and len(text) < 7:
        named |= rows.filter(number=int(text))
    return [
        Hit(row.title, reverse("documents:document", args=[row.pk]),
            " · ".join(part for part in (row.unit.label, bulletin.number_label(row.year, row.number, "zh")) if part))
        for row in named.order_by("-pk")[:limit]
    ]  # fmt: skip


DOCUMENTS = Finder("documents.documents", _("Documents"), "file-text", documents, order=40)
