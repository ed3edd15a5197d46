"""The one way in which a step is taken: the paper held, the state asked, the row, the journal, what is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.command.incoming.actions import owing
from fengsui.command.incoming.models import NOTE, Given, Paper, Stage, Step
from fengsui.command.tasks.queries import reach
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.org import scope
from fengsui.ground.org.closed import check_open
from fengsui.ground.org.models import Person
from fengsui.ground.org.queries import names
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from fengsui.command.incoming.models import Deed
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

CARRIED = ("stage", "heir_id", "to_id", "due_at", "turn", "opened_at")


def person(by: Actor) -> Person | None:
    return by if isinstance(by, Person) else None


def lock(paper: Paper) -> Step:
    """How a paper stands, held until the end of the transaction: of two at once the second sees what the first did."""
    list(Paper.objects.select_for_update().filter(pk=paper.pk).values_list("pk"))
    step: Step = Step.objects.as_known().select_related("paper__unit", "heir", "to").get(paper=paper)
    return step


def hold(paper: Paper, verb: str, by: Actor) -> Step:
    """The paper held as `lock` does, for somebody who has a right at the unit that follows it now."""
    step = lock(paper)
    scope.require(by, verb, step.unit)
    return step


def same(step: Step, deed: Deed, note: str, by: Actor) -> bool:
    """Whether this is a second click: the same deed with the same words by the same person stands already."""
    found = step.deed == deed and step.by_id == by.pk and step.note == note
    if found:
        deeds.told()  # the first one told it
    return found


def expect(step: Step, stages: Iterable[Stage]) -> None:
    """Refuse what does not fit how the paper stands; says who did the last step, and when."""
    if step.stage in set(stages):
        return
    who = names([step.by_id]).get(step.by_id, "") if step.by_id else _("the system")
    raise Refused(
        "incoming.stage",
        _("This paper is “%(stage)s” since %(at)s (%(who)s); that cannot be done with it now.")
        % {"stage": Stage(step.stage).label, "at": clock.local(step.known_at).strftime("%m-%d %H:%M"), "who": who},
    )


def write(before: Step, deed: Deed, by: Actor, *, told: dict[str, Any] | None = None, **changes: Any) -> Step:
    """Write a step in the place of the one before it, with everything that follows from it."""
    now = clock.now()
    made = Step(
        paper=before.paper, deed=deed, by=person(by), at=now, known_at=now,
        **{name: getattr(before, name) for name in CARRIED},
    )  # fmt: skip
    if changes.get("stage", before.stage) != before.stage:
        made.opened_at = now
    for key, value in changes.items():
        setattr(made, key, value)
    Step.objects.filter(pk=before.pk).update(replaced_at=now)
    made.save(force_insert=True)
    tell(deed, before, by, **(told or {}))
    owing.mirror(made, by)
    return made


def tell(deed: str, step: Step, by: Actor, **data: Any) -> None:
    """Write a fact of a paper that stands so. Titles stay out of the journal, which never forgets."""
    number, about = step.paper.number_label, step.paper.about
    journal.write(f"incoming.{deed}", by=by.pk, unit=step.unit.pk, about=about, number=number, **data)


def give(step: Step, to: Unit, helpers: Sequence[Unit]) -> None:
    """Let units see the paper from now on."""
    others = [Given(step=step, unit=one, helps=True) for one in set(helpers) - {to}]
    Given.objects.bulk_create([Given(step=step, unit=to), *others])


def words(text: str, sentence: str, name: str = "note") -> str:
    """What was typed, as it is kept; refused if it is nothing, or more than can be kept."""
    said = text.replace("\x00", "").strip()
    if not said:
        raise Refused("incoming.words", sentence, field=name)
    if len(said) > NOTE:
        raise Refused("incoming.long", _("Say it in at most %(n)d characters.") % {"n": NOTE}, field=name)
    return said


def to_come(due: datetime | None) -> datetime | None:
    if due is not None and due <= clock.now():
        raise Refused("incoming.due", _("Choose an hour that is still to come."), field="due")
    return due


def check_units(unit: Unit, to: Unit, helpers: Sequence[Unit]) -> None:
    """Whoever is responsible or helps is the unit itself or stands below it, today."""
    wanted = {one.pk: one for one in (to, *helpers) if one.pk != unit.pk}
    here = set(reach(unit).filter(pk__in=wanted).values_list("pk", flat=True))
    for pk, one in wanted.items():
        if pk not in here:
            check_open(one)
            raise Refused(
                "incoming.reach",
                _("%(unit)s does not stand below %(giver)s and cannot be given a paper from there.")
                % {"unit": one, "giver": unit},
                field="to" if one == to else "helpers",
            )
