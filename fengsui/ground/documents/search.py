from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.ground.documents import queries, words
from fengsui.ground.documents.models import Document
from fengsui.ground.org import scope
from fengsui.ground.org.places import Finder, Hit

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person


def documents(person: Person, text: str, limit: int) -> list[Hit]:
    """Documents by their title, their text or the number they were given, newest first."""
    if not scope.may(person, "documents.view") or not words.runs(text):
        return []
    rows = Document.objects.visible_to(person).select_related("unit", "series")
    named = list(words.first(rows.order_by("-pk"), text, limit)[:limit])
    if text.isascii() and text.isdigit() and len(text) < 7:
        named = [*rows.filter(number=int(text)).order_by("-pk")[:limit], *named]
    around = queries.excerpts(named, text)
    return [
        Hit(row.called, reverse("documents:document", args=[row.pk]), _note(row, around.get(row.pk)))
        for row in list(dict.fromkeys(named))[:limit]
    ]  # fmt: skip


def _note(row: Document, around: words.Excerpt | None) -> str:
    said = f"…{around.before}{around.found}{around.after}…" if around and around.found not in {"", row.title} else ""
    return " · ".join(part for part in (row.unit.label, row.number_label, said) if part)


DOCUMENTS = Finder("documents.documents", _("Documents"), "file-text", documents, order=40)
