"""Arrivals for programs: how many, by unit. Who it is leaves the house on no token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from ninja import Field, Router, Schema

from fengsui.frontline.arrivals.models import Stage
from fengsui.frontline.arrivals.queries import listing
from fengsui.ground.interfaces.door import Call, Limit, door

if TYPE_CHECKING:
    from fengsui.frontline.arrivals.queries.listing import Tally

router = Router(tags=["arrivals"])


class TallyOut(Schema):
    unit: str
    filed: int = Field(description=gettext_noop("filings that nobody has checked"))
    checked: int
    observed: int = Field(description=gettext_noop("persons under observation"))
    due: int = Field(description=gettext_noop("of them those whose last day has come"))
    released: int = Field(description=gettext_noop("filings whose observation ended"))


class TallyList(Schema):
    items: list[TallyOut]
    next: str = Field("", description=gettext_noop("send it as `after` to read on; empty: this was the end"))


@router.get(
    "/arrivals", response=TallyList,
    **door("arrivals.read", _("Arrivals by unit"), name="arrivals", about=_("The units within reach that keep arrivals, by code, with how they stand now.")),
)  # fmt: skip
def arrivals(request: Call, after: str = "", limit: Limit = 100) -> dict[str, Any]:
    rows = listing.with_arrivals(request.person).filter(code__gt=after[:60]).order_by("code")
    found = list(rows[: limit + 1])
    page = found[:limit]
    return {"items": list(map(_told, listing.tallies(page))), "next": page[-1].code if len(found) > limit else ""}


def _told(tally: Tally) -> dict[str, Any]:
    return {
        "unit": tally.unit.code, "filed": tally.stages.get(Stage.FILED, 0), "checked": tally.checked, "observed": tally.observed,
        "due": tally.due, "released": tally.released,
    }  # fmt: skip
