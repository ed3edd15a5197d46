"""Reports for programs. A program can prepare a report; only a person signs it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import Field, Router, Schema
from pydantic import StringConstraints

from fengsui.command.reports import actions, queries
from fengsui.command.reports.actions import Correction
from fengsui.command.reports.models import owing_units
from fengsui.ground.indicators.queries import of_unit
from fengsui.ground.interfaces.door import Call, Limit, Strict, door, write
from fengsui.ground.org import scope
from fengsui.ground.org.asking import known_of
from fengsui.ground.org.models import Unit
from fengsui.ground.org.queries import fetch
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.command.reports.queries import Line, Sheet, Standing

router = Router(tags=["reports"])
_STAGE = gettext_noop("none, drafted, signed, returned or accepted")
type Code = Annotated[str, StringConstraints(max_length=60)]
type Said = Annotated[str, StringConstraints(max_length=500, pattern=r"^[^\x00]*$")]


class StandingOut(Schema):
    unit: str
    stage: str = Field(description=_STAGE)
    at: datetime | None
    cutoff: datetime
    signed_at: datetime | None = Field(description=gettext_noop("when it was first signed"))
    late: bool


class StandingList(Schema):
    day: date
    items: list[StandingOut]
    next: str | None = Field(None, description=gettext_noop("send it as `after` to read on; null: this was the end"))


class FieldOut(Schema):
    code: str
    computed: float | None = Field(description=gettext_noop("what the registers say now"))
    declared: float | None = Field(description=gettext_noop("what the unit declares instead"))
    value: float | None = Field(description=gettext_noop("the declared one, else the computed one"))
    reason: str
    signed_as_computed: float | None = Field(description=gettext_noop("what was computed when it was signed"))


class ReportOut(Schema):
    unit: str
    day: date
    stage: str = Field(description=_STAGE)
    revision: int
    cutoff: datetime
    window_start: datetime
    window_end: datetime
    signed_at: datetime | None
    note: str
    fields: list[FieldOut]


class FieldIn(Strict):
    code: Code
    value: float | None = Field(description=gettext_noop("null: as computed"), ge=0, le=1e9, allow_inf_nan=False)
    reason: Said = ""


class DraftIn(Strict):
    revision: int = Field(description=gettext_noop("that of the report as you read it"), ge=0, le=2**31 - 1)
    fields: list[FieldIn] = Field(max_length=500)
    note: Annotated[str, StringConstraints(max_length=2000, pattern=r"^[^\x00]*$")] = ""


@router.get(
    "/reports", response=StandingList,
    **door(
        "reports.read", _("Where the reports of a day stand"), name="reports",
        about=_("Every unit within reach that owes a report on that day, by code."),
    ),
)  # fmt: skip
def reports(request: Call, day: date, after: str = "", limit: Limit = 100) -> dict[str, Any]:
    seen = scope.units(request.person, "reports.view", day=day).values("pk")
    rows = list(owing_units(day).filter(pk__in=seen, code__gt=after).order_by("code")[: limit + 1])
    page = rows[:limit]
    items = [_standing(one) for one in queries.standings(day, page)]
    return {"day": day, "items": items, "next": page[-1].code if len(rows) > limit else None}


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "unit": one.unit.code, "stage": one.stage or "none", "at": one.at, "cutoff": one.cutoff,
        "signed_at": one.signed_at, "late": one.is_late,
    }  # fmt: skip


@router.get(
    "/reports/{unit}/{day}", response=ReportOut,
    **door("reports.read", _("One report"), name="report", about=_("Its fields as computed and as declared, and its state.")),
)  # fmt: skip
def report(request: Call, unit: str, day: date, as_known: str = "") -> dict[str, Any]:
    found = fetch(request.person, queries.reporting(request.person, day), request.path, code=unit)
    return _sheet(queries.sheet(found, day, known_of({"as_known": as_known})))


@router.put(
    "/reports/{unit}/{day}/draft", response=ReportOut,
    **door(
        "reports.write", _("Save a draft"), name="draft", writes=True,
        about=_(
            "Only the fields sent are changed. Refused with 409 if somebody saved since `revision`: read it again. "
            "A program never signs."
        ),
    ),
)  # fmt: skip
def draft(request: Call, unit: str, day: date, body: DraftIn) -> dict[str, Any]:
    seen = scope.units(request.person, "reports.sign", day=day)
    found = fetch(request.person, Unit.objects.filter(pk__in=owing_units(day)) & seen, request.path, code=unit)

    def deed(_key: UUID) -> dict[str, Any]:
        actions.save(
            found, day, _corrections(found, day, body), revision=body.revision, by=request.person, note=body.note
        )
        return ReportOut.model_validate(_sheet(queries.sheet(found, day))).model_dump(mode="json")

    return write(request, "reports.draft", deed)


def _corrections(unit: Unit, day: date, body: DraftIn) -> dict[str, Correction]:
    known = {one.code: one for one in of_unit(unit, day)}
    for given in body.fields:
        if given.code not in known:
            raise Refused(
                "reports.code",
                _("%(unit)s has no field “%(code)s”.") % {"unit": unit, "code": given.code},
                field="code",
            )
        if given.value is not None and known[given.code].decimals == 0 and given.value != int(given.value):
            raise Refused("reports.whole", _("Write a whole number."), field=given.code)
    return {given.code: Correction(given.value, given.reason) for given in body.fields}


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "unit": sheet.unit.code, "day": sheet.day, "stage": sheet.stage or "none", "revision": sheet.revision,
        "cutoff": sheet.cutoff, "window_start": sheet.window.start, "window_end": sheet.window.end,
        "signed_at": sheet.signature.at if sheet.signature else None, "note": sheet.report.note if sheet.report else "",
        "fields": [_field(line) for line in sheet.lines],
    }  # fmt: skip


def _field(line: Line) -> dict[str, Any]:
    return {
        "code": line.indicator.code, "computed": line.computed, "declared": line.declared, "value": line.value,
        "reason": line.reason, "signed_as_computed": line.signed,
    }  # fmt: skip
