"""A directive as it was known at a moment: its steps, its moved hours, its versions by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.directives.models import Stage, Step
from fengsui.ground.clock import queries as clock
from fengsui.ground.clock.past import NotThen

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.directives.models import Deadline, Directive


def steps(directive: Directive, known: datetime | None) -> list[Step]:
    """What was done with it by then. A draft has no past to show: its text is changed in place."""
    rows = list(directive.steps.filter(at__lte=known or clock.now()).order_by("pk"))
    if known and not any(row.stage == Stage.ISSUED for row in rows):
        raise NotThen(_("It was not issued yet at that moment. Choose a later one."))
    return rows


def moved(directive: Directive, known: datetime | None) -> list[Deadline]:
    """How its hours were moved by then."""
    return list(directive.deadlines.filter(at__lte=known or clock.now()).order_by("pk"))


def versions(directive: Directive, known: datetime | None) -> list[Directive]:
    """The corrected versions of it that were issued by then."""
    out = Step.objects.filter(stage=Stage.ISSUED, at__lte=known or clock.now()).values("directive")
    return list(directive.versions.filter(pk__in=out).order_by("pk"))
