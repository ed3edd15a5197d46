from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max
from django.utils.translation import gettext as _

from fengsui.command.plans.actions.common import hold, lock, person, tell, unchanged
from fengsui.command.plans.actions.naming import check_named
from fengsui.command.plans.models import (
    OPEN,
    RECURRING,
    TITLE,
    WORDS,
    Helper,
    Item,
    Plan,
    Section,
    Stage,
    Version,
)
from fengsui.command.plans.queries import reading
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.vault.actions import uuid7
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from fengsui.command.plans.content import Content, Entry
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

MOST = 120  # items: with seven fields each a form that the house still reads (Django: a thousand)
SECTIONS = 20
LONGEST = 5000  # characters before the first section, and of a section


@action
def begin(
    unit: Unit, title: str, *, by: Actor, key: UUID | None = None, synthetic: bool = False, at: datetime | None = None
) -> Version:
    """Begin a work plan of a unit with an empty draft of version 1. key: the form's id; sent twice, it is begun once."""
    scope.require(by, "plans.draft", unit)
    check_open(unit)
    if sent := Version.objects.filter(plan=key, plan__unit=unit, number=1).first() if key else None:
        deeds.told()  # sent twice: nothing is written, so there is nothing to tell
        return sent
    words = _line(title)
    if not words:
        raise Refused("plans.title", _("Give the plan a title."), field="title")
    if len(words) > TITLE:
        raise Refused("plans.long", _("A title has at most %(n)d characters.") % {"n": TITLE}, field="title")
    plan = Plan.objects.create(id=key or uuid7(), unit=unit, title=words, synthetic=synthetic)
    journal.write("plans.begun", by=by.pk, unit=unit.pk, about=plan.about, at=at)
    return Version.objects.create(plan=plan, number=1, drafted_by=person(by), drafted_at=at or clock.now())


@action
def begin_version(plan: Plan, reason: str, *, by: Actor, at: datetime | None = None) -> Version:
    """Begin another version, as a copy of the one in force; its items keep their keys. One is drafted at a time."""
    scope.require(by, "plans.draft", plan.unit)
    check_open(plan.unit)
    hold(plan)
    if open_ := plan.versions.filter(stage__in=OPEN).first():
        raise Refused(
            "plans.open", _("Version %(n)d is being drafted already; change that one.") % {"n": open_.number}
        )  # fmt: skip
    words = _line(reason)[:300]
    if not words:
        raise Refused("plans.reason", _("Say why there is another version: everybody reads it."), field="reason")
    last = plan.versions.aggregate(last=Max("number"))["last"]
    made = Version.objects.create(
        plan=plan, number=last + 1, reason=words, drafted_by=person(by), drafted_at=at or clock.now()
    )
    _write(made, reading.content(reading.issued(plan)))
    tell("plans.drafted", made, by, at)
    return made


@action
def rewrite(version: Version, content: Content, *, revision: int, by: Actor, at: datetime | None = None) -> Version:
    """Write a draft again. Refused as `plans.conflict` if somebody did since `revision`. Constant queries."""
    scope.require(by, "plans.draft", version.plan.unit)
    found = lock(version, Stage.DRAFTED)
    unchanged(found, revision)
    _check(found.plan.unit, content)
    found.revision += 1
    _write(found, content)
    tell("plans.rewritten", found, by, at)
    return found


@action
def drop(version: Version, *, by: Actor, at: datetime | None = None) -> Version:
    """Give a version up that was not issued. Its number is not used again."""
    scope.require(by, "plans.draft", version.plan.unit)
    found = lock(version, *OPEN)
    found.stage = Stage.DROPPED
    found.save(update_fields=["stage"])
    tell("plans.dropped", found, by, at)
    return found


def _write(version: Version, content: Content) -> None:
    """The content in the place of what was there."""
    version.preamble = _text(content.preamble)
    version.save(update_fields=["preamble", "revision"])
    Helper.objects.filter(item__version=version).delete()
    version.items.all().delete()
    version.sections.all().delete()
    sections = Section.objects.bulk_create(
        Section(version=version, position=place, title=_line(part.title), text=_text(part.text))
        for place, part in enumerate(content.parts, 1)
    )
    rows = [
        (entry, Item(
            version=version, section=section, position=place, key=entry.key, text=_text(entry.text), unit=entry.unit,
            person_id=entry.person_id if entry.unit else None, due_at=entry.due_at, recurring=_line(entry.recurring),
        ))
        for section, part in zip(sections, content.parts, strict=True)
        for place, entry in enumerate(part.entries, 1)
    ]  # fmt: skip
    Item.objects.bulk_create(item for _entry, item in rows)
    Helper.objects.bulk_create(
        Helper(item=item, unit=unit) for entry, item in rows for unit in entry.helpers if unit != entry.unit
    )


def _check(unit: Unit, content: Content) -> None:
    """Refuse what cannot be kept. What is only not finished yet is kept: it is a draft."""
    entries = content.entries()
    if len(entries) > MOST or len(content.parts) > SECTIONS:
        raise Refused("plans.many", _("A plan has at most %(n)d items in %(m)d sections.") % {"n": MOST, "m": SECTIONS})
    if len({entry.key for entry in entries}) < len(entries):
        raise Refused("plans.twice", _("The same item stands in this plan twice; load the page again."))
    for part in content.parts:
        if len(_line(part.title)) > TITLE:
            raise Refused("plans.long", _("A title has at most %(n)d characters.") % {"n": TITLE})
    if any(len(text) > LONGEST for text in (content.preamble, *(part.text for part in content.parts))):
        raise Refused("plans.long", _("A text has at most %(n)d characters.") % {"n": LONGEST})
    for entry in entries:
        _check_entry(entry)
    check_named(unit, content)


def _check_entry(entry: Entry) -> None:
    if len(_text(entry.text)) > WORDS:
        raise Refused("plans.long", _("An item has at most %(n)d characters.") % {"n": WORDS})
    if len(_line(entry.recurring)) > RECURRING:
        raise Refused("plans.long", _("How often is said in at most %(n)d characters.") % {"n": RECURRING})


def _line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _text(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\x00", "").strip().splitlines())
