"""Copy and mark: the text is carried by people's own phones; here is only kept whom it reached, and who said so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.messages import places
from fengsui.ground.messages.models import Mark, Outcome, Reach, Round, Wording
from fengsui.ground.messages.models.rounds import TEXT
from fengsui.ground.org import people, scope
from fengsui.ground.org.models import Person
from fengsui.ground.vault import actions as seals
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

MOST, _NAME = 500, 60  # people of a round; characters of a name


@dataclass(frozen=True)
class Wanted:
    """A round as it is typed. staff: people of the unit; names: others, by name."""

    title: str
    text: str
    staff: Sequence[UUID] = ()
    names: Sequence[str] = field(default=(), repr=False)
    wording: Wording | None = None


@action
def begin(unit: Unit, wanted: Wanted, *, by: Actor, key: UUID | None = None) -> Round:
    """Write down what is to be said to whom. key: a second click finds the first one's."""
    scope.require(by, "messages.tell", unit)
    if key and (there := Round.objects.filter(pk=key, unit=unit).first()):
        deeds.told()  # by the first click
        return there
    title, text = " ".join(wanted.title.split()), places.tidy(wanted.text)
    staff, names = _checked(unit, title, text, wanted)
    made = Round.objects.create(
        **({"pk": key} if key else {}), unit=unit, title=title, text=text, wording=wanted.wording,
        by=by if isinstance(by, Person) else None, at=clock.now(),
    )  # fmt: skip
    pens = seals.admit(seals.uuids7(len(names)))
    rows = [Reach(round=made, position=n, person_id=pk) for n, pk in enumerate(staff)]
    rows += [
        Reach(id=pen.subject, round=made, position=len(staff) + n, name_sealed=pen.seal("name", name))
        for n, (pen, name) in enumerate(zip(pens, names, strict=True))
    ]
    Reach.objects.bulk_create(rows)
    journal.write("messages.begun", by=by.pk, unit=unit.pk, about=made.about, people=len(rows))
    return made


def _checked(unit: Unit, title: str, text: str, wanted: Wanted) -> tuple[list[UUID], list[str]]:
    if not title or len(title) > 60:
        raise Refused("messages.title", _("Give it a title of at most 60 characters."), field="title")
    if not text or len(text) > 2 * TEXT:
        raise Refused("messages.text", _("Write the text, at most 1,000 characters."), field="text")
    if left := places.held(text):
        raise Refused(
            "messages.unfilled", _("{%(name)s} is not filled in yet: write there what is meant.") % {"name": left[0]},
            field="text",
        )  # fmt: skip
    names = list(dict.fromkeys(" ".join(name.replace("\0", "").split()) for name in wanted.names if name.strip()))
    if long := next((name for name in names if len(name) > _NAME), ""):
        raise Refused(
            "messages.long_name", _("A name has at most 60 characters: %(name)s…") % {"name": long[:20]}, field="names"
        )
    asked = list(dict.fromkeys(wanted.staff))
    if not asked and not names:
        raise Refused("messages.nobody", _("Choose at least one person, or enter names."), field="staff")
    if len(asked) + len(names) > MOST:
        raise Refused("messages.many", _("At most 500 people at once; make several."), field="names")
    here = set(people.at(unit).filter(pk__in=asked).values_list("pk", flat=True))
    if len(here) != len(asked):
        raise Refused(
            "messages.not_here", _("Somebody chosen is no longer at this unit; load the page again."), field="staff"
        )
    return asked, names


@action
def mark(
    round_: Round, reaches: Iterable[UUID], outcome: str, *, by: Actor, reason: str = "", at: datetime | None = None
) -> Mark:
    """Say of some people at once that they were told, or that they could not be reached, with the reason."""
    held = _held(round_, by)
    moment, why = at or clock.now(), " ".join(reason.split())
    _check_mark(held, outcome, why, moment)
    wanted = frozenset(reaches)
    rows = Reach.objects.select_for_update(of=("self",)).filter(round=held, pk__among=wanted)
    found = list(rows.values_list("pk", "mark__outcome"))
    fresh = {pk for pk, said in found if said != Outcome.SENT}
    if not wanted or len(found) != len(wanted):
        raise Refused("messages.choose", _("Choose at least one person of this list."), field="reaches")
    if not fresh:
        raise Refused("messages.marked", _("Somebody has marked these as told already."), field="reaches")
    made = Mark.objects.create(
        round=held, outcome=outcome, reason=why, people=len(fresh), by=by if isinstance(by, Person) else None, at=moment,
        known_at=clock.now(),
    )  # fmt: skip
    Reach.objects.filter(pk__among=fresh).update(before=F("mark"), mark=made)
    journal.write(
        "messages.marked", by=by.pk, unit=held.unit_id, about=held.about, at=moment, people=len(fresh), outcome=outcome
    )
    return made


def _check_mark(round_: Round, outcome: str, why: str, moment: datetime) -> None:
    if outcome not in Outcome.values:
        raise Refused("messages.outcome", _("Choose what became of it."), field="outcome")
    if outcome == Outcome.NOT and not why:
        raise Refused("messages.reason", _("Say why they were not reached."), field="reason")
    if len(why) > 100:
        raise Refused("messages.reason", _("At most 100 characters."), field="reason")
    if moment > clock.now():
        raise Refused("messages.future", _("This moment is still to come."), field="at")
    if moment < round_.at:
        raise Refused("messages.early", _("It cannot have been said before it was written down here."), field="at")


@action
def undo(mark_: Mark, *, by: Actor) -> Mark:
    """Take a mark back: of those who were marked by it, what was said before holds again."""
    held = _held(mark_.round, by)
    row = Mark.objects.select_for_update().get(pk=mark_.pk)
    if row.undone_at:
        raise Refused("messages.undone", _("This was taken back already."))
    row.undone_at, row.undone_by = clock.now(), by if isinstance(by, Person) else None
    row.save(update_fields=["undone_at", "undone_by"])
    Reach.objects.filter(before=row).update(before=None)
    Reach.objects.filter(mark=row).update(mark=F("before"), before=None)
    journal.write("messages.undone", by=by.pk, unit=held.unit_id, about=held.about, people=row.people)
    return row


@action
def close(round_: Round, *, by: Actor) -> Round:
    """Say that nobody needs to be told any more: whoever was not reached leaves the list of those who wait."""
    held = _held(round_, by)
    held.closed_at = clock.now()
    held.save(update_fields=["closed_at"])
    left = held.reaches.missing().count()
    journal.write("messages.closed", by=by.pk, unit=held.unit_id, about=held.about, people=left)
    return held


@action
def reopen(round_: Round, *, by: Actor) -> Round:
    """Take that back."""
    scope.require(by, "messages.tell", round_.unit)
    held = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    held.closed_at = None
    held.save(update_fields=["closed_at"])
    journal.write("messages.begun_again", by=by.pk, unit=held.unit_id, about=held.about)
    return held


def _held(round_: Round, by: Actor) -> Round:
    """The round, locked: marks of two people at once come one after the other."""
    scope.require(by, "messages.tell", round_.unit)
    held = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    if held.closed_at:
        raise Refused("messages.closed", _("This was closed; open it again first."))
    return held
