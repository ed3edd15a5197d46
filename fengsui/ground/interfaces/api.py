from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import Field, Router, Schema

from fengsui.ground.interfaces.door import Call, Limit, door
from fengsui.ground.org import scope
from fengsui.ground.org.models import Tie, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable

router = Router(tags=["interfaces"])


class TokenOut(Schema):
    name: str
    unit: str
    scopes: list[str]
    expires_at: datetime
    calls_a_minute: int


class Superior(Schema):
    line: str
    unit: str


class UnitOut(Schema):
    code: str
    name: str
    name_en: str
    kind: str
    superiors: list[Superior]


class UnitList(Schema):
    items: list[UnitOut]
    next: str | None = Field(None, description=gettext_noop("send it as `after` to read on; null: this was the end"))


@router.get(
    "/token", response=TokenOut, **door("", _("This token"), name="token", about=_("What it may do, and until when."))
)
def token(request: Call) -> dict[str, Any]:
    from django.conf import settings  # noqa: PLC0415 - only here

    one = request.token
    return {
        "name": one.name, "unit": one.unit.code, "scopes": one.scopes, "expires_at": one.expires_at,
        "calls_a_minute": settings.FENGSUI_API_RATE,
    }  # fmt: skip


@router.get(
    "/units",
    response=UnitList,
    **door(
        "units.read",
        _("Units"),
        name="units",
        about=_("The units within reach today, by code, and to whom each answers."),
    ),
)
def units(request: Call, after: str = "", limit: Limit = 100) -> dict[str, Any]:
    seen = scope.units(request.person, "org.view").filter(code__gt=after).order_by("code")
    rows = list(seen.distinct()[: limit + 1])
    page = rows[:limit]
    above = _superiors(page)
    items = [
        {"code": u.code, "name": u.name, "name_en": u.name_en, "kind": u.kind, "superiors": above.get(u.pk, [])}
        for u in page
    ]
    return {"items": items, "next": page[-1].code if len(rows) > limit else None}


def _superiors(page: Iterable[Unit]) -> dict[int, list[dict[str, str]]]:
    ties = Tie.objects.on().filter(unit__in=page, superior__isnull=False).select_related("superior").order_by("pk")
    found: dict[int, list[dict[str, str]]] = {}
    for tie in ties:
        if tie.superior:
            found.setdefault(tie.unit_id, []).append({"line": tie.line, "unit": tie.superior.code})
    return found
