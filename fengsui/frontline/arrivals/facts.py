from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.frontline.arrivals.models import Slot, Way
from fengsui.ground.journal.declare import Fact, Level

_WHY = {"reason": Level.SECRET}
_OWN = {"own": Level.INTERNAL}
_DEGREES = {"celsius": Level.SECRET}


def _way(data: dict[str, Any]) -> dict[str, Any]:
    return {"way": Way(data["way"]).label} if "way" in data else {}


def _slot(data: dict[str, Any]) -> dict[str, Any]:
    return {"slot": Slot(data["slot"]).label} if "slot" in data else {}


LODGER_FILED = Fact(
    "arrivals.lodger_filed", _("{unit}: a lodger report was filed ({way})."), {"way": Level.INTERNAL}, words=_way
)
RETURNEE_FILED = Fact(
    "arrivals.returnee_filed", _("{unit}: a returnee registered ({way})."), {"way": Level.INTERNAL}, words=_way
)
CORRECTED = Fact("arrivals.corrected", _("{unit}: a filing was corrected."), _OWN)
CHECKED = Fact("arrivals.checked", _("{unit}: a filing was checked."))
OBSERVED = Fact(
    "arrivals.observed", _("{unit}: persons put under observation: {persons}, for {days} days."),
    {"persons": Level.INTERNAL, "days": Level.INTERNAL},
)  # fmt: skip
RELEASED = Fact("arrivals.released", _("{unit}: an observation ended."), {"early": Level.INTERNAL})
REOPENED = Fact("arrivals.reopened", _("{unit}: a release from observation was taken back."))
WITHDRAWN = Fact("arrivals.withdrawn", _("{unit}: a filing was withdrawn."), _OWN)
JOINED = Fact("arrivals.joined", _("{unit}: a filing was joined with another about the same arrival."))
UNDONE = Fact("arrivals.undone", _("{unit} took the last step of a filing back."))
HANDED = Fact("arrivals.handed", _("{unit} hands a filing over to {to}."), {"to": Level.INTERNAL}, units=("to",))
ACCEPTED = Fact("arrivals.accepted", _("{unit} took a filing over."))
DECLINED = Fact("arrivals.declined", _("{unit} did not take a filing over."), _WHY)
RECALLED = Fact(
    "arrivals.recalled", _("{unit} took the handing over to {to} back."), {"to": Level.INTERNAL}, units=("to",)
)
MEASURED = Fact(
    "arrivals.measured", _("{unit}, temperatures of observed persons, {slot}: {n}."),
    {"slot": Level.INTERNAL, "day": Level.INTERNAL, "n": Level.INTERNAL, **_OWN}, words=_slot,
)  # fmt: skip
FEVER = Fact("arrivals.fever", _("{unit}: a fever of {celsius} °C under observation."), _DEGREES)
REMEASURED = Fact("arrivals.remeasured", _("{unit}: a fever was measured again: {celsius} °C."), _DEGREES)
ISOLATED = Fact("arrivals.isolated", _("{unit}: a person with a fever was isolated alone."))
CLINIC = Fact("arrivals.clinic", _("{unit}: a person with a fever was sent to a fever clinic."))
CLEARED = Fact("arrivals.cleared", _("{unit}: a fever was cleared."))
UNMASKED = Fact("arrivals.unmasked", _("{actor} looked at who is in a filing of {unit}: {reason}"), _WHY)
OPENED = Fact("arrivals.opened", _("{unit} opened a link for arrivals ({place})."), {"place": Level.INTERNAL})
CLOSED = Fact("arrivals.closed", _("{unit} closed a link for arrivals ({place})."), {"place": Level.INTERNAL})
_POSTING = {"place": Level.PUBLIC, "title": Level.PUBLIC}
POSTED = Fact("arrivals.posted", _("{unit} posted a notice at {place}: {title}"), _POSTING, chronicle=True)
TAKEN_DOWN = Fact("arrivals.taken_down", _("{unit} took the notice “{title}” down at {place}."), _POSTING)
EXPLAINED = Fact(
    "arrivals.explained", _("{unit} explained the measures to {persons} persons, households visited: {households}."),
    {"persons": Level.PUBLIC, "households": Level.PUBLIC}, chronicle=True,
)  # fmt: skip
UNEXPLAINED = Fact("arrivals.unexplained", _("{unit} withdrew a line of what was explained."))
