"""What the last roster that was worked out for a draft came to, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.command.duty.actions.generating import KIND
from fengsui.command.duty.generation.problem import Why
from fengsui.command.duty.models import Slot
from fengsui.ground.runs.models import Run

if TYPE_CHECKING:
    from fengsui.command.duty.models import Draft

SHOWN = 30  # gaps on the page: so many can be read
WHY = {
    Why.AWAY: gettext_lazy("absent: %(n)d"),
    Why.WOMEN: gettext_lazy("not known to be women: %(n)d"),
    Why.SKILL: gettext_lazy("without the skill: %(n)d"),
    Why.BUSY: gettext_lazy("on duty then: %(n)d"),
    Why.REST: gettext_lazy("too little rest: %(n)d"),
    Why.WEEK: gettext_lazy("hours of the week used up: %(n)d"),
}
RELIEF = {
    Why.REST: gettext_lazy("If nobody had to rest between two shifts, %(n)d places would stay empty."),
    Why.AWAY: gettext_lazy("If nobody were absent, %(n)d places would stay empty."),
    Why.SKILL: gettext_lazy("If no skill were demanded, %(n)d places would stay empty."),
    Why.WEEK: gettext_lazy("If the hours of a week were not limited, %(n)d places would stay empty."),
}
CURE = {
    Why.REST: gettext_lazy("If nobody had to rest between two shifts, every place would be filled."),
    Why.AWAY: gettext_lazy("If nobody were absent, every place would be filled."),
    Why.SKILL: gettext_lazy("If no skill were demanded, every place would be filled."),
    Why.WEEK: gettext_lazy("If the hours of a week were not limited, every place would be filled."),
}


@dataclass(frozen=True)
class Line:
    """A gap as the page shows it."""

    day: date
    place: str
    missing: int
    why: str


@dataclass(frozen=True)
class WorkedOut:
    """sentence: how many places are filled and whether it can be done better; more: gaps that are not shown."""

    sentence: str
    gaps: list[Line]
    more: int
    reliefs: list[str]


def worked_out(draft: Draft) -> WorkedOut | None:
    """The last result of a draft; None: nothing was worked out. Two queries."""
    run = (
        Run.objects.filter(kind=KIND, unit=draft.unit_id, params__draft=draft.pk)
        .exclude(outcome={})
        .order_by("-pk")
        .first()
    )
    if run is None:
        return None
    came = run.outcome
    slots = Slot.objects.select_related("post__seat", "post__station").in_bulk({gap["slot"] for gap in came["gaps"]})
    lines = [_line(gap, slots[gap["slot"]]) for gap in came["gaps"][:SHOWN]]
    reliefs = [_relief(each) for each in came["reliefs"]]
    return WorkedOut(_sentence(came), lines, max(0, len(came["gaps"]) - SHOWN), reliefs)


def _relief(each: dict[str, Any]) -> str:
    if not each["empty"]:
        return str(CURE[Why(each["rule"])])
    said = str(RELIEF[Why(each["rule"])]) % {"n": each["empty"]}
    return said if each["fewest"] else said + _(" That is at most: time ran out.")


def _sentence(came: dict[str, Any]) -> str:
    said = _("%(filled)d places were filled, %(empty)d stayed empty.") % came
    if came["empty"]:
        return said + (
            _(" Fewer cannot be: it is proven.") if came["fewest"] else _(" Fewer may be possible; time ran out.")
        )
    return said + (_(" It cannot be shared more evenly: it is proven.") if came["proven"] else "")


def _line(gap: dict[str, Any], slot: Slot) -> Line:
    reasons = [WHY[Why(why)] % {"n": number} for why, number in gap["why"].items()]
    if not gap["pool"]:
        reasons = [_("nobody is in the pool")]
    if gap["never"] and gap["pool"]:
        reasons.append(_("the pool of %(n)d is too small") % {"n": gap["pool"]})
    place = f"{slot.post.label} {slot.hours}"
    return Line(date.fromisoformat(gap["day"]), place, gap["missing"], _("; ").join(reasons))
