"""A draft as a grid of cells with names typed into them: what is meant, what is not understood, what differs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.duty.actions.drafting import now_in
from fengsui.command.duty.queries.hours import holidays
from fengsui.command.duty.queries.people import meant, pool
from fengsui.command.duty.queries.turns import laid, posts_of, slots_of
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from fengsui.command.duty.models import Draft, Post, Slot
    from fengsui.command.duty.queries.people import Known
    from fengsui.command.duty.queries.turns import Key

BETWEEN = re.compile(r"[、，,;；/\n\t]+")
LONGEST = 2000  # characters of a cell


@dataclass
class Field:
    """A cell. text: as it was typed; people: who is meant; wrong: what is not understood; theirs: what another saved."""

    slot: Slot
    day: date
    is_there: bool
    is_begun: bool = False
    text: str = ""
    people: list[UUID] = field(default_factory=list)
    wrong: str = ""
    theirs: str = ""

    @property
    def name(self) -> str:
        return cell_name((self.slot.pk, self.day))


@dataclass
class Line:
    day: date
    is_holiday: bool
    fields: list[Field]


@dataclass
class Sheet:
    slots: list[Slot]
    lines: list[Line]
    people: list[Known]

    @property
    def wrong(self) -> int:
        return sum(bool(one.wrong) for line in self.lines for one in line.fields)

    def cells(self) -> dict[Key, list[UUID]]:
        """What is saved: the cells that were understood; the others stay as they were."""
        return {
            (one.slot.pk, one.day): one.people
            for line in self.lines
            for one in line.fields
            if one.is_there and not one.wrong
        }

    def mark_differing(self, draft: Draft) -> None:
        """Say in each cell that differs what another saved meanwhile."""
        called, there = {one.pk: one.name for one in self.people}, now_in(draft)
        for one in (each for line in self.lines for each in line.fields if each.is_there):
            theirs = there.get((one.slot.pk, one.day), set())
            if theirs != set(one.people):
                one.theirs = "、".join(sorted(called.get(pk, "") for pk in theirs)) or _("nobody")


def cell_name(key: Key) -> str:
    return f"c{key[0]}-{key[1].isoformat()}"


def sheet(draft: Draft, typed: Mapping[str, str] | None = None) -> Sheet:
    """The grid of a draft with what is saved, or with what was typed."""
    posts = posts_of([draft.unit], draft.first, draft.last)
    people = pool(posts, draft.first, draft.last)
    slots, is_holiday = [slot for post in posts for slot in slots_of(post)], holidays()
    turns = {turn.key: turn for turn in laid(posts, draft.first, draft.last)}
    called, there, now = {one.pk: one.name for one in people}, now_in(draft), clock.now()
    lines = []
    for day in draft.days:
        fields = []
        for slot in slots:
            turn = turns.get((slot.pk, day))
            one = Field(slot, day, turn is not None, is_begun=turn is not None and turn.since <= now)
            if turn and typed is not None and one.name in typed:
                _read(one, typed[one.name], slot.post, people)
            elif turn:
                one.people = sorted(there.get(turn.key, ()), key=lambda pk: called.get(pk, ""))
                one.text = "、".join(called[pk] for pk in one.people if pk in called)
            fields.append(one)
        lines.append(Line(day, is_holiday(day), fields))
    return Sheet(slots, lines, people)


def _read(one: Field, text: str, post: Post, people: list[Known]) -> None:
    """Names between 、 or the like; each of the post's pool, found by name, pinyin or initials."""
    one.text = text.replace("\x00", "")[:LONGEST].strip()
    fit = [each for each in people if each.suits(post)]
    strange = []
    for word in (part.strip() for part in BETWEEN.split(one.text)):
        if not word:
            continue
        known = meant(word, fit)
        if known is None:
            strange.append(_elsewhere(word, people))
        elif known.pk not in one.people:
            one.people.append(known.pk)
    one.wrong = _("; ").join(strange)
    if not strange:
        called = {each.pk: each.name for each in fit}
        one.text = "、".join(called[pk] for pk in one.people)


def _elsewhere(word: str, people: list[Known]) -> str:
    if meant(word, people):
        return _("“%(word)s” is not in the pool of this post") % {"word": word}
    return _("“%(word)s”: nobody of the pool is called so, or several are") % {"word": word}
