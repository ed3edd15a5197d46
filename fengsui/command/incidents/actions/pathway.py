from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.incidents.actions.carrying import allow, expect, lock, set_aside
from fengsui.command.incidents.models import LIVE, Fever, Pathway, Stage
from fengsui.command.incidents.models.steps import TEMPERATURES
from fengsui.command.incidents.queries.kinds import is_fever
from fengsui.command.incidents.queries.pathway import threshold
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.incidents.models import Incident, Step
    from fengsui.ground.org.scope import Actor

LOWEST, HIGHEST = Decimal(34), Decimal(43)


@action
def enter_fever(
    incident: Incident, step: str, *, at: datetime, celsius: str | Decimal | None = None, because: str = "", by: Actor
) -> Fever:
    """Enter a step of a fever's pathway with its hour; again, with a reason, it replaces what was entered before."""
    standing = lock(incident)
    allow(by, [("incidents.report", standing.unit)])
    expect(standing, (*LIVE, Stage.CLOSED))
    if not is_fever(standing.kind) or step not in Pathway.values:
        raise Refused("incidents.pathway", _("Only a fever has this pathway."), field="celsius")
    degrees = _degrees(standing, step, celsius)
    _check_hour(incident, step, at)
    before = Fever.objects.as_known().filter(incident=incident, step=step).first()
    if before and (before.at, before.celsius) == (at, degrees):
        deeds.told()  # a second click
        return before
    why = set_aside(before, because)
    made = Fever.objects.create(
        incident=incident, step=step, at=at, known_at=clock.now(), celsius=degrees, because=why,
        by=by if isinstance(by, Person) else None,
    )  # fmt: skip
    journal.write("incidents.pathway", by=by.pk, unit=standing.unit_id, about=incident.about, at=at, step=step)
    return made


def _degrees(standing: Step, step: str, celsius: str | Decimal | None) -> Decimal | None:
    if step not in TEMPERATURES:
        return None
    try:
        degrees = Decimal(str(celsius or "").strip().replace("，", ".").replace(",", ".")).quantize(Decimal("0.1"))
    except InvalidOperation:
        raise Refused(
            "incidents.celsius", _("Give the temperature in °C, for example 38.5."), field="celsius"
        ) from None
    if not LOWEST <= degrees <= HIGHEST:
        raise Refused("incidents.celsius", _("A temperature lies between 34 and 43 °C."), field="celsius")
    least = threshold(standing.unit)
    if step == Pathway.MEASURED and degrees < least:
        raise Refused(
            "incidents.no_fever", _("%(celsius)s °C is no fever: it begins at %(least)s °C.") % {"celsius": degrees, "least": least},
            field="celsius",
        )  # fmt: skip
    return degrees


def _check_hour(incident: Incident, step: str, at: datetime) -> None:
    """Nothing comes before the measurement, and nothing tomorrow."""
    if at > clock.now():
        raise Refused("incidents.future", _("This hour is still to come."), field="at")
    others = Fever.objects.as_known().filter(incident=incident).exclude(step=step)
    measured = others.filter(step=Pathway.MEASURED, at__gt=at).first()
    if measured or (step == Pathway.MEASURED and others.filter(at__lt=at).exists()):
        raise Refused(
            "incidents.order", _("The fever is measured first; this hour does not fit the others."), field="at"
        )
