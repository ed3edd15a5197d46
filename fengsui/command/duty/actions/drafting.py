"""A draft: begun with what is on the roster, saved cell by cell, dropped or published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.duty.models import Cell, Draft
from fengsui.command.duty.models.drafts import LONGEST
from fengsui.command.duty.queries.people import pool
from fengsui.command.duty.queries.turns import laid, manned, posts_of
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.org.queries import names
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from fengsui.command.duty.queries.turns import Key
    from fengsui.ground.org.scope import Actor

    type Grid = Mapping[Key, Sequence[UUID]]


@action
def begin_draft(unit: Unit, first: date, last: date, *, by: Actor) -> Draft:
    """Begin a draft for some days, from today on, with whoever is on the roster. A unit has one open at a time."""
    scope.require(by, "duty.arrange", unit)
    today = clock.today()
    if first < today:
        raise Refused("duty.past", _("What is past stays as it was; begin today or later."), field="first")
    if not 0 <= (last - first).days < LONGEST:
        raise Refused("duty.days", _("A draft covers 1 to %(n)d days.") % {"n": LONGEST}, field="last")
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if there := Draft.objects.filter(unit=unit, closed_at=None).first():
        raise Refused(
            "duty.open_draft", _("There is a draft already, from %(first)s to %(last)s; publish it or drop it first.")
            % {"first": there.first.isoformat(), "last": there.last.isoformat()}, draft=there.pk,
        )  # fmt: skip
    now, person = clock.now(), by if isinstance(by, Person) else None
    draft = Draft.objects.create(unit=unit, first=first, last=last, by=person, at=now, saved_by=person, saved_at=now)
    write_cells(draft, standing(draft))
    journal.write(
        "duty.draft_begun", by=by.pk, unit=unit.pk, about=draft.subject, first=first.isoformat(), last=last.isoformat()
    )
    return draft


def standing(draft: Draft) -> dict[Key, list[UUID]]:
    """Who is on the roster for the turns of a draft, as far as the pools know them."""
    posts = posts_of([draft.unit], draft.first, draft.last)
    allowed = {one.pk: one.posts for one in pool(posts, draft.first, draft.last)}
    found: dict[Key, list[UUID]] = {}
    for row in manned(laid(posts, draft.first, draft.last)):
        people = dict.fromkeys(shift.person_id for shift in row.shifts)
        found[row.turn.key] = [pk for pk in people if row.turn.post.pk in allowed.get(pk, ())]
    return found


def write_cells(draft: Draft, cells: Grid) -> None:
    """Put people into cells, in the place of whoever was there."""
    slots, days = {slot for slot, _day in cells}, {day for _slot, day in cells}
    there = [
        pk for pk, slot, day in Cell.objects.filter(draft=draft, slot__in=slots, day__in=days).values_list("pk", "slot", "day")
        if (slot, day) in cells
    ]  # fmt: skip
    Cell.objects.filter(pk__in=there).delete()
    Cell.objects.bulk_create(
        (
            Cell(draft=draft, slot_id=slot, day=day, person_id=person)
            for (slot, day), people in cells.items()
            for person in dict.fromkeys(people)
        ),
        batch_size=2000,
    )


def locked(draft: Draft) -> Draft:
    """The draft as it is now, held until the end; refused if it is closed, with who closed it."""
    row = Draft.objects.select_for_update(of=("self",)).select_related("unit").get(pk=draft.pk)
    if row.closed_at is not None:
        said = _("This draft was published.") if row.act_id else _("This draft was dropped.")
        raise Refused("duty.closed", said)
    return row


def expect(draft: Draft, revision: int) -> None:
    """Refuse what was written upon an older state of the draft; says who saved it when."""
    if draft.revision == revision:
        return
    who = names([draft.saved_by_id]).get(draft.saved_by_id, "") if draft.saved_by_id else ""
    raise Refused(
        "duty.revision",
        _("%(who)s saved this draft at %(at)s, while you wrote. The differing cells are marked; yours replace them when you save again.")
        % {"who": who or _("the system"), "at": clock.local(draft.saved_at).strftime("%H:%M")},
        revision=draft.revision,
    )  # fmt: skip


@action
def save_draft(draft: Draft, cells: Grid, *, revision: int, by: Actor) -> Draft:
    """Write these cells; the others stay. Only people of the post’s pool, only turns that there are."""
    scope.require(by, "duty.arrange", draft.unit)
    draft = locked(draft)
    there = now_in(draft)
    if all(set(people) == there.get(key, set()) for key, people in cells.items()):
        deeds.told()  # a second click, or nothing changed
        return draft
    expect(draft, revision)
    _check(draft, cells)
    write_cells(draft, cells)
    return saved(draft, by, "duty.draft_saved", len(cells))


def now_in(draft: Draft) -> dict[Key, set[UUID]]:
    """Who is in the cells of a draft."""
    found: dict[Key, set[UUID]] = {}
    for slot, day, person in Cell.objects.filter(draft=draft).values_list("slot", "day", "person"):
        found.setdefault((slot, day), set()).add(person)
    return found


def saved(draft: Draft, by: Actor, kind: str, cells: int) -> Draft:
    draft.revision += 1
    draft.saved_at, draft.saved_by = clock.now(), by if isinstance(by, Person) else None
    draft.save(update_fields=["revision", "saved_at", "saved_by"])
    journal.write(kind, by=by.pk, unit=draft.unit_id, about=draft.subject, cells=cells)
    return draft


def _check(draft: Draft, cells: Grid) -> None:
    posts = posts_of([draft.unit], draft.first, draft.last)
    turns = {turn.key: turn for turn in laid(posts, draft.first, draft.last)}
    allowed = {one.pk: one.posts for one in pool(posts, draft.first, draft.last)}
    for key, people in cells.items():
        if key not in turns:
            raise Refused("duty.turn", _("Nothing is manned at this hour on %(day)s.") % {"day": key[1].isoformat()})
        if any(turns[key].post.pk not in allowed.get(person, ()) for person in people):
            raise Refused("duty.pool", _("Only people of the post’s pool can be put there."))


@action
def drop_draft(draft: Draft, *, by: Actor) -> Draft:
    """Throw a draft away; the roster stays as it is."""
    scope.require(by, "duty.arrange", draft.unit)
    draft = locked(draft)
    draft.closed_at = clock.now()
    draft.save(update_fields=["closed_at"])
    journal.write("duty.draft_dropped", by=by.pk, unit=draft.unit_id, about=draft.subject)
    return draft
