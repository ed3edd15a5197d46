"""What only the site can put into words: the timeline, whose sentences are made of every room's facts."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from fengsui.chronicle.timeline.queries import filtered, readable
from fengsui.ground.journal.queries import until
from fengsui.ground.org.asking import known_of
from fengsui.ground.org.models import Unit
from fengsui.ground.tables.declare import Column, Table
from fengsui.site.history import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from fengsui.ground.journal.models import Entry
    from fengsui.ground.org.models import Person
    from fengsui.ground.tables.declare import Query


def _entries(person: Person, query: Query) -> QuerySet[Entry]:
    return until(filtered(readable(person), query), known_of(query)).order_by("-pk")


def _timeline(person: Person, query: Query) -> Iterator[list[Any]]:
    for some in batched(_entries(person, query).iterator(1000), 1000, strict=False):
        units = Unit.objects.in_bulk({entry.unit for entry in some if entry.unit})
        for entry, line in zip(some, lines(some), strict=True):
            unit = units.get(entry.unit or 0)
            yield [
                entry.pk, line.at, line.known_at, unit.code if unit else None, unit.label if unit else None, line.actor,
                line.sentence, entry.kind,
            ]  # fmt: skip


TIMELINE = Table(
    "timeline.entries", _("Timeline"), "org.read_journal",
    (
        Column(_("Number"), 10), Column(_("When"), 18), Column(_("Known"), 18), Column(_("Code"), 18), Column(_("Unit"), 28),
        Column(_("Who"), 16), Column(_("What"), 70), Column(_("Kind"), 24),
    ),
    _timeline, total=lambda person, query: _entries(person, query).count(), looks_back=True,
)  # fmt: skip
