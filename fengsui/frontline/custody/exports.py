"""What can be taken out of the register: persons always masked, as on the screen."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.custody.checks import failures
from fengsui.frontline.custody.models import Count, Fever, Movement, Outcome, Remeasurement, Slot, Strength
from fengsui.frontline.custody.queries import overview
from fengsui.frontline.custody.queries.balances import balances
from fengsui.frontline.custody.queries.persons import masked
from fengsui.frontline.custody.queries.places import seen_by
from fengsui.frontline.custody.words import movement_label
from fengsui.ground.org import scope
from fengsui.ground.org.asking import day_of, known_of, unit_of, when
from fengsui.ground.org.models import SECTION_KINDS
from fengsui.ground.org.queries import names
from fengsui.ground.tables.declare import Column, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from fengsui.frontline.custody.queries.balances import Balance
    from fengsui.ground.org.models import Person, Unit
    from fengsui.ground.tables.declare import Query

_BATCH = 500


def _facility(person: Person, query: Query) -> Unit:
    return unit_of(query, seen_by(person))


def _name(query: Query) -> str:
    return f"{query.get('code', 'custody')}-{when(query)}"


def _facilities(person: Person, query: Query) -> list[Unit]:
    return list(seen_by(person).existing(day_of(query)))  # type: ignore[attr-defined]


def _overview(person: Person, query: Query) -> Iterator[list[Any]]:
    day, known = day_of(query), known_of(query)
    for row in overview.overview(_facilities(person, query), day, failures(day, known=known), known):
        evening = row.evening
        held = evening.total if evening.is_complete else None
        states = [str(row.morning.word), str(evening.word)]
        yield [row.facility.code, row.facility.label, *states, held, row.fevers, row.failures]


def _day(person: Person, query: Query) -> Iterator[list[Any]]:
    """Every section's two counts of a day: what was counted, and whether it adds up."""
    unit, day = _facility(person, query), day_of(query)
    for line in overview.lines(unit, day, balances(day, known_of(query), facility=unit)):
        for slot in Slot:
            if not query.get("slot") or query["slot"] == slot:
                yield [line.section.code, line.section.label, str(slot.label), *_balance(line.of(slot))]


def _balance(found: Balance | None) -> list[Any]:
    if found is None:
        return [None] * 9  # not counted: missing, not zero
    now = found.now
    counted = [now.present, now.outside, now.total, now.measured, now.unreadable]
    return [*counted, found.before.total if found.before else None, found.expected, found.difference, now.at]


def _counts(person: Person, query: Query) -> QuerySet[Count]:
    units = scope.seen(person, "custody.view").filter(kind__in=SECTION_KINDS)
    rows, known = Count.objects.filter(section=unit_of(query, units)), known_of(query)
    return (rows.filter(known_at__lte=known) if known else rows).order_by("-pk")


def _section(person: Person, query: Query) -> Iterator[list[Any]]:
    known = known_of(query)
    for some in batched(_counts(person, query).iterator(_BATCH), _BATCH, strict=False):
        people = names(row.entered_by_id for row in some)
        for row in some:
            corrected = row.replaced_at and (known is None or row.replaced_at <= known)
            state, why = (_t("corrected"), row.replaced_because) if corrected else (_t("valid"), None)
            by = people.get(row.entered_by_id) if row.entered_by_id else None
            counted = [row.present, row.outside, row.total, row.measured, row.unreadable]
            yield [row.day, row.get_slot_display(), *counted, by, row.at, state, why]


def _moved(person: Person, query: Query) -> QuerySet[Movement]:
    related = ("section", "to_section", "counterpart", "prisoner", "detainee")
    rows = Movement.objects.as_known(known_of(query)).filter(facility=_facility(person, query)).select_related(*related)
    return rows.order_by("-pk")


def _movements(person: Person, query: Query) -> Iterator[list[Any]]:
    unit = _facility(person, query)
    for some in batched(_moved(person, query).iterator(_BATCH), _BATCH, strict=False):
        shown, people = masked(row.person for row in some), names(row.entered_by_id for row in some)
        for row in some:
            who = shown[row.person.pk]
            to = row.to_section.label if row.to_section else None
            where = row.counterpart.label if row.counterpart else row.place
            by = people.get(row.entered_by_id) if row.entered_by_id else None
            label = str(movement_label(unit, row.kind))
            yield [row.at, label, who.name, who.number, row.section.label, to, where, row.reason, by, row.known_at]


def _hot(person: Person, query: Query) -> QuerySet[Fever]:
    rows = Fever.objects.as_known(known_of(query)).filter(facility=_facility(person, query))
    if only := query.get("section"):
        rows = rows.filter(section__code=only)
    return rows.select_related("section", "prisoner", "detainee").order_by("-pk")


def _fevers(person: Person, query: Query) -> Iterator[list[Any]]:
    known = known_of(query)
    for some in batched(_hot(person, query).iterator(_BATCH), _BATCH, strict=False):
        shown = masked(row.person for row in some)
        again = {
            one.fever_id: one for one in Remeasurement.objects.as_known(known).filter(fever__in=some).order_by("at")
        }
        decided = {one.fever_id: one for one in Outcome.objects.as_known(known).filter(fever__in=some)}
        for row in some:
            who, last, end = shown[row.person.pk], again.get(row.pk), decided.get(row.pk)
            yield [
                row.at, who.name, who.number, row.section.label, row.celsius, row.get_site_display(),
                last.celsius if last else None, last.at if last else None, end.get_kind_display() if end else None,
            ]  # fmt: skip


def _set(person: Person, query: Query) -> QuerySet[Strength]:
    return Strength.objects.as_known(known_of(query)).filter(facility=_facility(person, query)).order_by("-day")


def _strength(person: Person, query: Query) -> Iterator[list[Any]]:
    for row in _set(person, query).iterator(_BATCH):
        yield [row.day, row.on_duty, row.in_isolation, row.on_standby, row.total, row.inside_since, row.known_at]


OVERVIEW = Table(
    "custody.overview", _("Roll-call"), "custody.view",
    (
        Column(_("Code"), 20), Column(_("Facility"), 32), Column(_("Morning"), 16), Column(_("Evening"), 16),
        Column(_("Persons, evening"), 12), Column(_("Fevers"), 10), Column(_("Failed checks"), 10),
    ),
    _overview, total=lambda person, query: len(_facilities(person, query)), name=lambda query: f"roll-call-{when(query)}", looks_back=True,
)  # fmt: skip
DAY = Table(
    "custody.day", _("Roll-calls"), "custody.view",
    (
        Column(_("Code"), 20), Column(_("Section"), 20), Column(_("Roll-call"), 12), Column(_("Counted"), 10),
        Column(_("Outside"), 10), Column(_("Together"), 10), Column(_("Measured"), 10), Column(_("Unreadable"), 10),
        Column(_("Before"), 10), Column(_("Expected"), 10), Column(_("Difference"), 10), Column(_("When"), 18),
    ),
    _day, total=lambda person, query: len(overview.lines(_facility(person, query), day_of(query), ())) * 2, name=_name, looks_back=True,
)  # fmt: skip
SECTION = Table(
    "custody.section", _("Roll-calls"), "custody.view",
    (
        Column(_("Day"), 14), Column(_("Roll-call"), 12), Column(_("Counted"), 10), Column(_("Outside"), 10),
        Column(_("Together"), 10), Column(_("Measured"), 10), Column(_("Unreadable"), 10), Column(_("Entered by"), 14),
        Column(_("When"), 18), Column(_("State"), 10), Column(_("Reason"), 30),
    ),
    _section, total=lambda person, query: _counts(person, query).count(), name=_name, looks_back=True,
)  # fmt: skip
MOVEMENTS = Table(
    "custody.movements", _("Movements"), "custody.view",
    (
        Column(_("When"), 18), Column(_("What"), 20), Column(_("Name (masked)"), 14), Column(_("Number (masked)"), 14),
        Column(_("Section"), 18), Column(_("To"), 18), Column(_("From, to"), 24), Column(_("Reason"), 24),
        Column(_("Entered by"), 14), Column(_("Known"), 18),
    ),
    _movements, total=lambda person, query: _moved(person, query).count(), name=_name, looks_back=True,
)  # fmt: skip
FEVERS = Table(
    "custody.fevers", _("Fevers"), "custody.view",
    (
        Column(_("When"), 18), Column(_("Name (masked)"), 14), Column(_("Number (masked)"), 14), Column(_("Section"), 18),
        Column("°C", 8, 1), Column(_("Measured at"), 12), Column(_("Again, °C"), 10, 1), Column(_("Measured again"), 18),
        Column(_("Decided"), 18),
    ),
    _fevers, total=lambda person, query: _hot(person, query).count(), name=_name, looks_back=True,
)  # fmt: skip
STRENGTH = Table(
    "custody.strength", _("Officers"), "custody.view",
    (
        Column(_("Day"), 14), Column(_("On duty inside"), 12), Column(_("In isolation"), 12), Column(_("On standby"), 12),
        Column(_("Together"), 12), Column(_("Inside since"), 14), Column(_("Entered"), 18),
    ),
    _strength, total=lambda person, query: _set(person, query).count(), name=_name, looks_back=True,
)  # fmt: skip
