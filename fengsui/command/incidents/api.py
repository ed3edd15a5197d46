"""Incidents for programs: what is within reach, a first report and follow-ups in the name of the token's unit. Never of persons."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import Field, Router, Schema
from pydantic import AwareDatetime, StringConstraints

from fengsui.command.incidents import actions, queries
from fengsui.command.incidents.actions import Said
from fengsui.command.incidents.models import Incident
from fengsui.ground.interfaces.door import Call, Limit, Strict, door, write
from fengsui.ground.org import scope
from fengsui.ground.org.queries import fetch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fengsui.command.incidents.models import Step

router = Router(tags=["incidents"])
type Words = Annotated[str, StringConstraints(max_length=1000, pattern=r"^[^\x00]*$")]
type Short = Annotated[str, StringConstraints(max_length=100, pattern=r"^[^\x00]*$")]


class IncidentOut(Schema):
    id: UUID
    unit: str = Field(description=gettext_noop("the code of the unit that answers for it"))
    kind: str
    text: str
    measures: str
    place: str
    persons: int | None
    happened_at: datetime | None
    learned_at: datetime = Field(description=gettext_noop("since when the unit knew of it: the clock runs from here"))
    first_due_at: datetime
    first_at: datetime | None
    late: bool = Field(description=gettext_noop("the first report came after its hour"))
    due_at: datetime | None = Field(description=gettext_noop("of the next report; null: none is owed"))
    reports: int
    stage: str = Field(description=gettext_noop("noted, reported, closed or withdrawn"))
    acknowledged_by: list[str]


class IncidentList(Schema):
    items: list[IncidentOut]
    next: int | None = Field(None, description=gettext_noop("send it as `after` to read on; null: this was the end"))


class IncidentIn(Strict):
    kind: Annotated[str, StringConstraints(max_length=40)]
    text: Words
    measures: Words = ""
    place: Short = ""
    persons: int | None = Field(None, ge=0, le=100_000)
    happened_at: AwareDatetime | None = None
    learned_at: AwareDatetime | None = Field(None, description=gettext_noop("null: now"))
    another: bool = Field(
        False, description=gettext_noop("it is another one than the one of the same kind that goes on")
    )


class FollowIn(Strict):
    text: Words
    measures: Words = ""
    persons: int | None = Field(None, ge=0, le=100_000)
    final: bool = False


@router.get(
    "/incidents", response=IncidentList,
    **door(
        "incidents.read", _("Incidents within reach"), name="incidents",
        about=_("Without `state` those that go on; `late`, a state or `all`. In the order in which they last changed: one that changes while you read comes again."),
    ),
)  # fmt: skip
def incidents(
    request: Call, state: str = "", kind: str = "", unit: str = "", after: int = 0, limit: Limit = 100
) -> dict[str, Any]:
    rows = queries.wanted(request.person, {"state": state, "kind": kind}).filter(pk__gt=min(max(after, 0), 2**62))
    found = list((rows.filter(unit__code=unit) if unit else rows).order_by("pk")[: limit + 1])
    page = found[:limit]
    return {"items": _told(page), "next": page[-1].pk if len(found) > limit else None}


@router.get(
    "/incidents/{incident}", response=IncidentOut,
    **door("incidents.read", _("One incident"), name="incident", about=_("How the incident stands now.")),
)  # fmt: skip
def incident(request: Call, incident: UUID) -> dict[str, Any]:
    rows = queries.standing(request.person).filter(incident=incident)
    return _told([fetch(request.person, rows, request.path, incident=incident)])[0]


@router.post(
    "/incidents", response=IncidentOut,
    **door(
        "incidents.report", _("Report an incident"), name="report_incident", writes=True,
        about=_("The first report, in the name of the token’s unit; everybody who commands above is told at once. Name no persons."),
    ),
)  # fmt: skip
def report(request: Call, body: IncidentIn) -> dict[str, Any]:
    said = Said(
        body.kind, body.text, body.measures, body.place, body.happened_at, body.learned_at, body.persons
    )  # fmt: skip

    def deed(key: UUID) -> dict[str, Any]:
        return _dumped(actions.report(request.token.unit, said, by=request.person, key=key, again=body.another))

    return write(request, "incidents.report", deed)


@router.post(
    "/incidents/{incident}/reports", response=IncidentOut,
    **door(
        "incidents.report", _("Report on"), name="follow_incident", writes=True,
        about=_("A follow-up report, or with `final` the last one, which closes it."),
    ),
)  # fmt: skip
def follow(request: Call, incident: UUID, body: FollowIn) -> dict[str, Any]:
    own = scope.units(request.person, "incidents.report").values("pk")
    mine = queries.standing(request.person).filter(unit__in=own).values("incident")
    found = fetch(request.person, Incident.objects.filter(pk__in=mine), request.path, pk=incident)
    act = actions.conclude if body.final else actions.follow

    def deed(_key: UUID) -> dict[str, Any]:
        return _dumped(act(found, body.text, measures_taken=body.measures, persons=body.persons, by=request.person))

    return write(request, "incidents.follow", deed)


def _dumped(step: Step) -> dict[str, Any]:
    return IncidentOut.model_validate(_told([step])[0]).model_dump(mode="json")


def _told(steps: Sequence[Step]) -> list[dict[str, Any]]:
    return [
        {
            "id": row.step.incident_id, "unit": row.step.unit.code, "kind": row.step.kind, "text": row.step.text,
            "measures": row.step.measures, "place": row.step.place, "persons": row.step.persons,
            "happened_at": row.step.happened_at, "learned_at": row.step.learned_at, "first_due_at": row.step.first_due_at,
            "first_at": row.step.first_at, "late": row.step.is_late, "due_at": row.step.due_at, "reports": row.step.number,
            "stage": row.step.stage, "acknowledged_by": [unit.code for unit in row.taken],
        }
        for row in queries.shown(steps)
    ]  # fmt: skip
