"""Gates for programs: the numbers of a day with a token; and the part of the document about the doors for phones."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import Field, Router, Schema

from fengsui.frontline.gates import wire
from fengsui.frontline.gates.models import Direction, Gate, Kind, Outcome, Tally
from fengsui.ground.interfaces.door import Call, Limit, Problem, door

router = Router(tags=["gates"])


class PassedOut(Schema):
    way: str = Field(description=gettext_noop("in or out"))
    kind: str = Field(description=gettext_noop("person, vehicle, visitor or counted"))
    outcome: str = Field(description=gettext_noop("admitted or refused"))
    passages: int
    people: int
    measured: int
    unreadable: int
    fevers: int


class GateOut(Schema):
    gate: int
    name: str
    unit: str
    numbers: list[PassedOut]


class GateList(Schema):
    items: list[GateOut]
    next: int | None = Field(None, description=gettext_noop("send it as `after` to read on; null: this was the end"))


@router.get(
    "/gates",
    response=GateList,
    **door(
        "gates.read", _("Gates and what passed them on a day"), name="gates", about=_("Numbers only; nobody is named.")
    ),
)
def gates(request: Call, day: date, after: int = 0, limit: Limit = 100) -> dict[str, Any]:
    rows = Gate.objects.visible_to(request.person).on(day).filter(pk__gt=after).select_related("unit", "station")
    found = list(rows.order_by("pk")[: limit + 1])
    page, numbers = found[:limit], dict[int, list[dict[str, Any]]]()
    for one in Tally.objects.filter(gate__in=page, day=day).order_by("direction", "kind", "outcome"):
        numbers.setdefault(one.gate_id, []).append(_numbers(one))
    items = [{"gate": g.pk, "name": str(g), "unit": g.unit.code, "numbers": numbers.get(g.pk, [])} for g in page]
    return {"items": items, "next": page[-1].pk if len(found) > limit else None}


def _numbers(one: Tally) -> dict[str, Any]:
    return {
        "way": Direction(one.direction).name.lower(), "kind": Kind(one.kind).name.lower(),
        "outcome": Outcome(one.outcome).name.lower(), "passages": one.passages, "people": one.people,
        "measured": one.measured, "unreadable": one.unreadable, "fevers": one.fevers,
    }  # fmt: skip


# ── The doors for phones ─────────────────────────────────────────────────────────────────────────────────────────

_STRUCTS = (wire.Bind, wire.Bound, wire.State, wire.Whole, wire.Answers)


def beside() -> dict[str, Any]:
    """Their part of the OpenAPI document: schemas made from the very structs that decode what comes."""
    listed, found = msgspec.json.schema_components(_STRUCTS, ref_template="#/components/schemas/Gates{name}")
    refs = dict(zip(_STRUCTS, listed, strict=True))
    bind, state, sync = (reverse(f"gates:phone_{name}") for name in ("bind", "state", "sync"))
    since = {"name": "since", "in": "query", "schema": {"type": "integer", "description": gettext_noop("the version of the list of people that the phone has")}}  # fmt: skip
    about = _("Any number of times, in any order, days late: a record is stored once by its id. At most 500 records, 1 MB, gzip too.")  # fmt: skip
    return {
        "paths": {
            bind: {"post": _operation("phone_bind", _("Bind a phone to a gate by a code"), refs[wire.Bound], body=refs[wire.Bind], good=201, key=False)},
            state: {"get": _operation("phone_state", _("What a phone should know"), refs[wire.State], parameters=[since])},
            sync: {"post": _operation("phone_sync", _("Send what a phone registered"), refs[wire.Answers], body=refs[wire.Whole], about=about)},
        },
        "schemas": {f"Gates{name}": one for name, one in found.items()},
    }  # fmt: skip


def _operation(
    name: str, summary: Any, answer: dict[str, Any], *, body: dict[str, Any] | None = None, about: Any = "", good: int = 200,
    parameters: list[dict[str, Any]] | None = None, key: bool = True,
) -> dict[str, Any]:  # fmt: skip
    told: dict[str, Any] = {
        "tags": ["gates"], "operationId": name, "summary": summary, "description": about, "parameters": parameters or [],
        "security": [{"Device": []}] if key else [], "x-scope": "", "responses": {good: _json("OK", answer), "4XX": _PROBLEM},
    }  # fmt: skip
    return told | ({"requestBody": {"required": True, **_json("", body)}} if body else {})


_PROBLEM = {"description": "RFC 9457", "content": {"application/problem+json": {"schema": Problem.model_json_schema()}}}


def _json(about: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": about, "content": {"application/json": {"schema": schema}}}
