"""One incident: how it stands, what was done with it, which tasks came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.command.incidents.models import Deed, Sheet, Step, Taking
from fengsui.command.tasks.queries import listing as tasks

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.incidents.models import Incident
    from fengsui.command.tasks.queries.listing import Shown
    from fengsui.ground.org.models import Person


def now(incident: Incident, known: datetime | None = None) -> Step | None:
    """How it stands, or stood at a moment; None: it was not entered yet."""
    rows = Step.objects.as_known(known).filter(incident=incident).select_related("incident", "unit")
    return rows.order_by("-pk").first()


def steps(incident: Incident, known: datetime | None = None) -> list[Step]:
    """What was done with it, the newest first."""
    rows = Step.objects.filter(incident=incident).select_related("unit").order_by("-pk")
    return list(rows if known is None else rows.filter(known_at__lte=known))


def takings(incident: Incident, known: datetime | None = None) -> list[Taking]:
    """Who acknowledged it."""
    rows = Taking.objects.filter(incident=incident).select_related("unit").order_by("pk")
    return list(rows if known is None else rows.filter(at__lte=known))


def sheets(incident: Incident, known: datetime | None = None) -> list[Sheet]:
    """The bulletins that were issued of it, the newest first."""
    rows = Sheet.objects.filter(step__incident=incident).select_related("document__series", "step").order_by("-pk")
    return list(rows if known is None else rows.filter(at__lte=known))


def tasks_of(incident: Incident, person: Person, known: datetime | None = None) -> list[Shown]:
    """The tasks that came of it and that a person sees."""
    return tasks.about(incident.about, person, known)


def says(step: Step) -> bool:
    """Whether a step brings words of its own about what happened."""
    return step.deed in {Deed.NOTED, Deed.REPORTED, Deed.FOLLOWED, Deed.CLOSED, Deed.CORRECTED}
