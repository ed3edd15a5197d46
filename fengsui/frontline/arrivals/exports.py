"""What can be taken out of the register: persons always masked, as on the screen."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fengsui.frontline.arrivals.models import Explanation, Posting, Slot, Stage
from fengsui.frontline.arrivals.queries import listing, watching
from fengsui.ground.clock import queries as clock
from fengsui.ground.org.asking import known_of, unit_of, when
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from fengsui.frontline.arrivals.models import Step, Temperature
    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.tables.declare import Query

_BATCH = 500


def _unit(person: Person, query: Query) -> Unit:
    return unit_of(query, listing.seen_by(person))


def _name(query: Query) -> str:
    return f"{query.get('code', 'arrivals')}-{when(query)}"


def _overview(person: Person, _query: Query) -> Iterator[list[Any]]:
    units = listing.with_arrivals(person)
    for some in batched(units.order_by("code").iterator(_BATCH), _BATCH, strict=False):
        for row in listing.tallies(some):
            yield [row.unit.code, row.unit.label, row.filed, row.checked, row.observed, row.due, row.released]


def _steps(person: Person, query: Query) -> QuerySet[Step]:
    asked = {"stage": query.get("stage") or Stage.FILED.value, "kind": query.get("kind", ""), "q": query.get("q", "")}
    return listing.of_unit(_unit(person, query), asked, known_of(query)).order_by("-pk")


def _filings(person: Person, query: Query) -> Iterator[list[Any]]:
    for some in batched(_steps(person, query).iterator(_BATCH), _BATCH, strict=False):
        for line in listing.lines(some, known_of(query)):
            first = line.people[0] if line.people else None
            who = [first.name, first.phone, first.place] if first else [None, None, None]
            filing = line.filing
            yield [
                filing.receipt, filing.get_kind_display(), filing.known_at, clock.local(filing.at).date(), *who, len(line.people), line.origin,
                line.stayed, line.step.get_stage_display(), line.last_day,
            ]  # fmt: skip


def _observed(person: Person, query: Query) -> Iterator[list[Any]]:
    day = clock.read_day(query.get("day", "")) or clock.today()
    rows = watching.of_day(_unit(person, query)).order_by("-pk")
    for some in batched(rows.iterator(_BATCH), _BATCH, strict=False):
        for line in watching.lines(some, day):
            name, seen = (line.who.name, line.who.phone) if line.who else (None, None)
            row = line.observation
            taken = [_degrees(line.taken.get(slot)) for slot in Slot]
            yield [row.filing.receipt, name, seen, row.get_kind_display(), row.first_day, row.last_day, *taken]


def _degrees(row: Temperature | None) -> Any:
    """A number, the word for “could not be read”, or nothing where nobody measured."""
    return None if row is None else _t("unreadable") if row.celsius is None else row.celsius


def _posted(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in Posting.objects.filter(unit=_unit(person, query)).order_by("-pk").iterator(_BATCH):
        yield [row.posted_at, row.place, row.title, row.text, row.link, row.down_at]


def _explained(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in Explanation.objects.as_known().filter(unit=_unit(person, query)).order_by("-pk").iterator(_BATCH):
        yield [row.at, row.place, row.topic, row.households, row.persons, row.known_at]


OVERVIEW = Table(
    "arrivals.overview", _("Arrivals"), "arrivals.view",
    (
        Column(_("Code"), 20), Column(_("Unit"), 32), Column(_("To check"), 10), Column(_("Checked filings"), 10),
        Column(_("Under observation"), 12), Column(_("Due for release"), 12), Column(_("Released"), 10),
    ),
    _overview, total=lambda person, _query: listing.with_arrivals(person).count(), name=lambda query: f"arrivals-{when(query)}",
)  # fmt: skip
FILINGS = Table(
    "arrivals.filings", _("Filings"), "arrivals.view",
    (
        Column(_("Number"), 12), Column(_("Kind of form"), 18), Column(_("Filed"), 18), Column(_("Arrived"), 14), Column(_("Name (masked)"), 14),
        Column(_("Telephone (masked)"), 16), Column(_("Place (masked)"), 18), Column(_("Persons"), 8), Column(_("Came from"), 20),
        Column(_("In the 14 days before"), 30), Column(_("State"), 16), Column(_("Observed until"), 14),
    ),
    _filings, total=lambda person, query: _steps(person, query).count(), name=_name, looks_back=True,
)  # fmt: skip
OBSERVED = Table(
    "arrivals.observed", _("Temperatures of observed persons"), "arrivals.view",
    (
        Column(_("Number"), 12), Column(_("Name (masked)"), 14), Column(_("Telephone (masked)"), 16), Column(_("Where"), 16), Column(_("Day 0"), 14),
        Column(_("Observed until"), 14), Column(pgettext_lazy("measuring", "Morning"), 10, 1), Column(pgettext_lazy("measuring", "Evening"), 10, 1),
    ),
    _observed, total=lambda person, query: watching.of_day(_unit(person, query)).count(), name=_name,
)  # fmt: skip
POSTED = Table(
    "arrivals.notices", _("Notices"), "arrivals.view",
    (
        Column(_("Posted"), 18), Column(_("Where it is posted"), 24), Column(_("Title"), 30), Column(_("Text"), 60),
        Column(_("Where its code leads"), 40), Column(_("Taken down"), 18),
    ),
    _posted, name=_name,
)  # fmt: skip
EXPLAINED = Table(
    "arrivals.explained", _("Explained"), "arrivals.view",
    (
        Column(_("When"), 18), Column(_("Where"), 24), Column(_("What was explained"), 40), Column(_("Households visited"), 12),
        Column(_("Persons spoken to"), 12), Column(_("Entered"), 18),
    ),
    _explained, name=_name,
)  # fmt: skip
