from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level
from fengsui.ground.org.models import Office
from fengsui.ground.response.models import EmergencyKind, Grade, Role, Stage, Tier

_CODES = {
    "sort": EmergencyKind, "stage": Stage, "former": Stage, "tier": Tier, "grade": Grade, "role": Role, "office": Office,
}  # fmt: skip


def _words(data: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {
        key: choices(data[key]).label for key, choices in _CODES.items() if data.get(key) in choices.values
    }
    return said if data.get("post") else said | {"post": "", "office": ""}


_NAMED = {"name": Level.PUBLIC, "sort": Level.PUBLIC}
_STEP = {"stage": Level.PUBLIC, "note": Level.INTERNAL}
_LEVEL = {"tier": Level.PUBLIC, "issuer": Level.PUBLIC, "grade": Level.PUBLIC}
_MEMBER = dict.fromkeys(("role", "person", "post", "office", "part"), Level.INTERNAL)
_DECIDED = {
    "name": Level.PUBLIC, "number": Level.PUBLIC, "measures": Level.PUBLIC, "document": Level.INTERNAL,
    "emergency": Level.INTERNAL,
}  # fmt: skip

OPENED = Fact("response.opened", _("Emergency entered: {name} ({sort})"), _NAMED, chronicle=True, words=_words)
DESCRIBED = Fact("response.described", _("Emergency corrected: {name} ({sort})"), _NAMED, words=_words)
STEPPED = Fact("response.stepped", _("Emergency: {stage}"), _STEP, chronicle=True, words=_words)
STEP_CORRECTED = Fact(
    "response.step_corrected", _("A step was corrected: {former} became {stage}"), {**_STEP, "former": Level.PUBLIC},
    words=_words,
)  # fmt: skip
LEVEL_RECORDED = Fact(
    "response.level_recorded", _("Recorded: {issuer} ({tier}), {grade}"), _LEVEL, chronicle=True, words=_words
)
LEVEL_CORRECTED = Fact(
    "response.level_corrected",
    _("The record of a level was corrected: {issuer} ({tier}), {grade}"),
    _LEVEL,
    words=_words,
)
GROUP_FOUNDED = Fact("response.group_founded", _("{unit} founded {name}"), {"name": Level.PUBLIC}, chronicle=True)
PART_ADDED = Fact("response.part_added", _("Part of the leading group: {name}"), {"name": Level.PUBLIC}, chronicle=True)
_WHY = {"name": Level.PUBLIC, "reason": Level.INTERNAL}
GROUP_CORRECTED = Fact("response.group_corrected", _("Leading group corrected: {name}. {reason}"), _WHY)
PART_CORRECTED = Fact("response.part_corrected", _("Part of the leading group corrected: {name}. {reason}"), _WHY)
PART_ENDED = Fact(
    "response.part_ended", _("Part of the leading group ended: {name}"), {"name": Level.PUBLIC}, chronicle=True
)
JOINED = Fact(
    "response.joined", _("Leading group: {role} entered ({post} {office})"), _MEMBER, words=_words, units=("post",)
)
LEFT = Fact("response.left", _("Leading group: {role} left ({post} {office})"), _MEMBER, words=_words, units=("post",))
WITHDRAWN = Fact(
    "response.withdrawn", _("Leading group: {role} entered by mistake, taken out ({post} {office}). {reason}"),
    {**_MEMBER, "reason": Level.INTERNAL}, words=_words, units=("post",),
)  # fmt: skip
SET_WRITTEN = Fact(
    "response.set_written", _("Switch set written: {name} ({lines} measures)"),
    {"name": Level.INTERNAL, "lines": Level.INTERNAL},
)  # fmt: skip
SET_RETIRED = Fact("response.set_retired", _("Switch set taken out of use: {name}"), {"name": Level.INTERNAL})
SWITCHED = Fact(
    "response.switched", _("{unit} switched {measures} measures ({name}): decision {number}"), _DECIDED, chronicle=True
)
REVERTED = Fact(
    "response.reverted", _("{unit} took {measures} measures back ({name}): decision {number}"),
    {**_DECIDED, "kept": Level.PUBLIC}, chronicle=True,
)  # fmt: skip
