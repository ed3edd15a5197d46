"""What the actions share: the version as it is now, held; who did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.plans.models import Plan, Version
from fengsui.ground.journal import actions as journal
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
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
            _("Somebody changed this draft meanwhile. Theirs is shown beside; what you typed is still in the form."),
        )


def tell(kind: str, version: Version, by: Actor, at: datetime | None = None, **more: object) -> None:
    """Write a fact of a version, under its plan: its history is the plan's."""
    plan = version.plan
    journal.write(
        kind, by=by.pk, unit=plan.unit_id, about=plan.about, at=at, version=version.number, **more
    )  # fmt: skip
