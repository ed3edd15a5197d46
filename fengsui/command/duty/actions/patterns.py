"""Patterns: who follows whom, kept from a draft and laid over the days of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.duty.actions.drafting import expect, locked, saved, write_cells
from fengsui.command.duty.models import Cell, Draft, Pattern, PatternCell
from fengsui.command.duty.queries.people import pool
from fengsui.command.duty.queries.turns import laid, posts_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from fengsui.command.duty.queries.turns import Key
    from fengsui.ground.org.scope import Actor


@action
def keep_pattern(draft: Draft, name: str, days: int, *, by: Actor) -> Pattern:
    """Keep the first days of a draft as a pattern; one of the same name is replaced."""
    scope.require(by, "duty.arrange", draft.unit)
    draft, name = locked(draft), name.replace("\x00", "").strip()
    if not name or len(name) > 80:
        raise Refused("duty.pattern", _("A pattern needs a name of at most 80 characters."), field="name")
    if not 1 <= days <= len(draft.days):
        raise Refused("duty.pattern", _("Keep 1 to %(n)d days.") % {"n": len(draft.days)}, field="days")
    Pattern.objects.filter(unit=draft.unit, name=name).delete()
    person = by if isinstance(by, Person) else None
    pattern = Pattern.objects.create(unit=draft.unit, name=name, days=days, by=person, at=clock.now())
    rows = Cell.objects.filter(draft=draft, day__in=draft.days[:days])
    PatternCell.objects.bulk_create(
        PatternCell(pattern=pattern, slot_id=row.slot_id, turn=(row.day - draft.first).days, person_id=row.person_id)
        for row in rows
    )
    journal.write("duty.pattern_kept", by=by.pk, unit=draft.unit_id, about=draft.subject, days=days)
    return pattern


@action
def drop_pattern(pattern: Pattern, *, by: Actor) -> None:
    """Throw a pattern away; drafts that it filled stay as they are."""
    scope.require(by, "duty.arrange", pattern.unit)
    journal.write("duty.pattern_dropped", by=by.pk, unit=pattern.unit_id, about=f"duty.unit:{pattern.unit_id}")
    pattern.delete()


@action
def fill_draft(
    draft: Draft, pattern: Pattern, *, revision: int, by: Actor, start: int = 0, only_empty: bool = False
) -> Draft:
    """Lay a pattern over the days of a draft, beginning with its how-manieth day; people who left the pool are left out."""
    scope.require(by, "duty.arrange", draft.unit)
    draft = locked(draft)
    if pattern.unit_id != draft.unit_id:
        raise Refused("duty.pattern", _("This pattern is of another unit."))
    expect(draft, revision)
    cells = _laid_over(draft, pattern, start)
    if only_empty:
        taken = set(Cell.objects.filter(draft=draft).values_list("slot", "day"))
        cells = {key: people for key, people in cells.items() if key not in taken}
    write_cells(draft, cells)
    return saved(draft, by, "duty.draft_filled", len(cells))


def _laid_over(draft: Draft, pattern: Pattern, start: int) -> dict[Key, list[UUID]]:
    posts = posts_of([draft.unit], draft.first, draft.last)
    allowed = {one.pk: one.posts for one in pool(posts, draft.first, draft.last)}
    kept: dict[tuple[int, int], list[UUID]] = {}
    rows: Iterable[tuple[int, int, UUID]] = pattern.cells.values_list("slot", "turn", "person")  # type: ignore[attr-defined]
    for slot, turn, person in rows:
        kept.setdefault((slot, turn), []).append(person)
    found: dict[Key, list[UUID]] = {}
    for turn in laid(posts, draft.first, draft.last):
        at = ((turn.day - draft.first).days + start) % pattern.days
        people = [one for one in kept.get((turn.slot.pk, at), ()) if turn.post.pk in allowed.get(one, ())]
        if people:
            found[turn.key] = people
    return found
