from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fengsui.command.directives import papers
from fengsui.command.directives.models import Directive
from fengsui.ground.org import scope
from fengsui.ground.org.places import Finder, Hit

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person


def directives(person: Person, text: str, limit: int) -> list[Hit]:
    """Directives by their title or number, newest first."""
    if not scope.may(person, "directives.view"):
        return []
    rows = Directive.objects.visible_to(person).select_related("unit", "document__series").defer("document__source")
    named = rows.filter(title__icontains=text)
    if text.isascii() and text.isdigit() and len(text) < 7:
        named |= rows.filter(document__number=int(text))
    return [
        Hit(row.title, reverse("directives:mine", args=[row.pk]),
            " · ".join(part for part in (row.unit.label, papers.number(row)) if part))
        for row in named.order_by("-pk")[:limit]
    ]  # fmt: skip


DIRECTIVES = Finder("directives.directives", _("Directives"), "send", directives, order=38)
