"""Publishing: one act by which a draft becomes the roster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.duty.actions.carrying import Comes, Leaves, carry
from fengsui.command.duty.actions.drafting import expect, locked
from fengsui.command.duty.models import ActKind
from fengsui.command.duty.queries.comparing import compare
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.command.duty.models import Act, Draft
    from fengsui.command.duty.queries.comparing import Difference
    from fengsui.ground.org.scope import Actor


@action
def publish(draft: Draft, *, revision: int, by: Actor, accepting: bool = False) -> Act:
    """Make a draft the roster, from now on. accepting: gaps, short rest and lacking skills are meant so.

    Published already, it is the act that did it.
    """
    scope.require(by, "duty.arrange", draft.unit)
    Unit.objects.select_for_update(no_key=True).get(pk=draft.unit_id)  # who changes one shift meanwhile waits
    draft.refresh_from_db()
    if draft.act is not None:  # a second click
        deeds.told()
        return draft.act
    draft = locked(draft)
    expect(draft, revision)
    found = compare(draft)
    _expect_possible(found, accepting=accepting)
    act = carry(draft.unit, ActKind.PUBLISHED, _leaves(found), _comes(found), by=by)
    draft.act, draft.closed_at = act, clock.now()
    draft.save(update_fields=["act", "closed_at"])
    return act


def _expect_possible(found: Difference, *, accepting: bool) -> None:
    if found.hard:
        raise Refused(
            "duty.impossible", _("This cannot be published: %(n)d things stand in the way. They are listed below.")
            % {"n": len({(one.code, one.planned) for one in found.hard})},
        )  # fmt: skip
    if not found.is_sure and not accepting:
        raise Refused(
            "duty.unsure", _("There are gaps or doubts. Look at them, and say that it is meant so."), field="accepting"
        )


def _leaves(found: Difference) -> list[Leaves]:
    return [Leaves(shift, one.turn.since, one.turn.until) for one in found.changes for shift in one.goes]


def _comes(found: Difference) -> list[Comes]:
    people = Person.objects.in_bulk({pk for one in found.changes for pk in one.comes})
    return [
        Comes(people[pk], one.turn.post.place, one.turn.since, one.turn.until)
        for one in found.changes
        for pk in one.comes
    ]
