"""Versions from the database: which there are, what they say."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from fengsui.command.plans.content import Content, Entry, Part
from fengsui.command.plans.models import OPEN, Plan, Stage, Version
from fengsui.ground.journal.models import Entry as Told
from fengsui.ground.org import scope
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from fengsui.command.plans.models import Item
    from fengsui.ground.org.models import Person

NEVER_DRAFT = ("ward", "brigade")


def content(version: Version | None) -> Content:
    """What a version says, in three queries and one for its units, whatever its length; nothing says nothing."""
    if version is None:
        return Content()
    items: dict[int, list[Entry]] = defaultdict(list)
    for item in version.items.select_related("unit").prefetch_related("helpers__unit").order_by("position"):
        items[item.section_id].append(_entry(item))
    parts = (Part(row.title, row.text, tuple(items[row.pk])) for row in version.sections.all())
    return Content(tuple(parts), version.preamble)


def _entry(item: Item) -> Entry:
    helpers = tuple(sorted((row.unit for row in item.helpers.all()), key=lambda unit: unit.pk))
    return Entry(item.text, item.key, item.unit, item.person_id, helpers, item.due_at, item.recurring)


def issued(plan: Plan, known: datetime | None = None) -> Version | None:
    """The version in force: the newest one issued, or issued by a moment."""
    rows = plan.versions.filter(stage=Stage.ISSUED).select_related("document__series")
    return (rows.filter(issued_at__lte=known) if known else rows).order_by("-number").first()


def carried(plan: Plan) -> Version | None:
    """The version whose tasks were given last."""
    return plan.versions.filter(carried__isnull=False).order_by("-number").first()


def draft(plan: Plan) -> Version | None:
    """The version that is being drafted or waits to be issued."""
    return plan.versions.filter(stage__in=OPEN).first()


def asked(version: Version) -> datetime | None:
    """When somebody was asked to approve a draft as it is now."""
    rows = Told.objects.filter(kind="plans.asked", about=version.plan.about)
    rows = rows.filter(data__version=version.number, data__revision=version.revision)
    return rows.values_list("at", flat=True).last() if version.stage == Stage.DRAFTED else None


def versions(plan: Plan, person: Person, known: datetime | None = None) -> list[Version]:
    """The versions that a person may read, the newest first: others' drafts are nobody's business."""
    rows = plan.versions.select_related("plan__unit", "document__series", "carried")
    if known:
        return list(rows.filter(stage=Stage.ISSUED, issued_at__lte=known))
    return list(rows if drafts(person, plan.unit) else rows.filter(stage=Stage.ISSUED))


def drafts(person: Person, unit: Unit) -> bool:
    """Whether a person sees what a unit has not issued yet."""
    return scope.may(person, "plans.draft", unit) or scope.may(person, "plans.approve", unit)


def drafters(person: Person) -> list[Unit]:
    """The units in whose name a person may draft, the highest first."""
    rows = Unit.objects.existing().exclude(kind__in=NEVER_DRAFT)
    return scope.own_highest(person, "plans.draft", rows, among_equals="pk")


def listed(person: Person) -> QuerySet[Plan]:
    """The plans that a person may see."""
    return Plan.objects.visible_to(person).select_related("unit")
