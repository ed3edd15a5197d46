"""What the actions share: the version as it is now, held; who did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.command.plans.models import Plan, Version
from fengsui.ground.journal import actions as journal
from fengsui.ground.messages import actions as messages
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fengsui.command.plans.models import Stage
    from fengsui.ground.org.scope import Actor


def person(by: Actor) -> Person | None:
    return by if isinstance(by, Person) else None


def hold(plan: Plan) -> None:
    """Hold a plan until the end of the transaction: two who act on its versions act one after the other."""
    Plan.objects.select_for_update(no_key=True).get(pk=plan.pk)


def lock(version: Version, *stages: Stage) -> Version:
    """A version as it is now, held; refused in any other state than these."""
    hold(version.plan)
    found = Version.objects.select_related("plan__unit").get(pk=version.pk)
    if found.stage not in stages:
        raise Refused(
            "plans.stage",
            _("Version %(number)d is “%(now)s” by now; look at it again.")
            % {"number": found.number, "now": found.get_stage_display()},
        )
    return found


def unchanged(version: Version, revision: int) -> None:
    """Refuse if somebody changed a draft since one read it."""
    if version.revision != revision:
        raise Refused(
            "plans.conflict",
            _("Somebody changed this draft meanwhile. Theirs is shown above; what you typed is still in the form."),
        )


def drafters(version: Version, by: Actor) -> list[Person]:
    """Whoever drafted a version, unless it is they who act."""
    return [one for one in (version.drafted_by,) if one is not None and one != by]


def note(kind: str, version: Version, to: Iterable[Person], **more: object) -> None:
    """A message about a version as it is now: once for its words, however often one asks."""
    plan = version.plan
    messages.send(
        kind, to, key=f"{kind}:{version.pk}:{version.revision}", unit=plan.unit, plan=plan.title, version=version.number,
        url=reverse("plans:version", args=[plan.pk, version.number]), **more,
    )  # fmt: skip


def tell(kind: str, version: Version, by: Actor, at: datetime | None = None, **more: object) -> None:
    """Write a fact of a version, under its plan: its history is the plan's."""
    plan = version.plan
    journal.write(
        kind, by=by.pk, unit=plan.unit_id, about=plan.about, at=at, version=version.number, **more
    )  # fmt: skip
