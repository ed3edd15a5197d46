from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

# Numbers of persons and officers inside are working secrets (工作秘密); days and hours are not.
_CALL = {"roll_call": Level.PUBLIC}
_MOVED = {"person": Level.SECRET, "section": Level.SECRET, "place": Level.SECRET, "reason": Level.SECRET}
_FEVER = {"person": Level.SECRET, "section": Level.SECRET, "celsius": Level.SECRET}

COUNTED = Fact(
    "custody.counted",
    _("{unit}, roll-call of {roll_call}, sections counted: {sections}, present {present}, outside {outside}."),
    {**_CALL, "sections": Level.INTERNAL, "present": Level.SECRET, "outside": Level.SECRET},
)
CORRECTED = Fact(
    "custody.corrected", _("{unit}, roll-call of {roll_call}, sections corrected: {sections} ({reason})."),
    {**_CALL, "sections": Level.INTERNAL, "reason": Level.INTERNAL},
)  # fmt: skip
CONFIRMED = Fact(
    "custody.confirmed", _("{unit}: the roll-call of {roll_call} was confirmed: {total} persons."),
    {**_CALL, "total": Level.SECRET},
)  # fmt: skip
REOPENED = Fact(
    "custody.reopened", _("{unit}: the roll-call of {roll_call} was corrected and must be confirmed again."), _CALL
)
ADMITTED = Fact("custody.admission", _("{unit}: a prisoner was admitted to {section}."), _MOVED)
RELEASED = Fact("custody.release", _("{unit}: a prisoner was released from {section}."), _MOVED)
DETAINEE_ADMITTED = Fact("custody.detainee_admission", _("{unit}: a detainee was admitted to {section}."), _MOVED)
DETAINEE_RELEASED = Fact("custody.detainee_release", _("{unit}: a detainee of {section} was released."), _MOVED)
TRANSFERRED_IN = Fact("custody.transfer_in", _("{unit}: a person was transferred in to {section} ({place})."), _MOVED)
TRANSFERRED_OUT = Fact(
    "custody.transfer_out", _("{unit}: a person was transferred out of {section} ({place})."), _MOVED
)
SHIFTED = Fact(
    "custody.shift", _("{unit}: a person moved from {section} to {to_section}."), {**_MOVED, "to_section": Level.SECRET}
)
ESCORTED_OUT = Fact(
    "custody.escort_out", _("{unit}: a person of {section} was escorted to hospital ({place})."), _MOVED
)
ESCORTED_BACK = Fact("custody.escort_back", _("{unit}: a person of {section} came back from hospital."), _MOVED)
DIED = Fact("custody.death", _("{unit}: a person of {section} died."), _MOVED)
MOVEMENT_WITHDRAWN = Fact(
    "custody.movement_withdrawn", _("{unit}: a movement was withdrawn: {reason}"),
    {"person": Level.SECRET, "reason": Level.INTERNAL},
)  # fmt: skip
FEVER = Fact("custody.fever", _("{unit}: a fever of {celsius} °C in {section}."), _FEVER)
REMEASURED = Fact("custody.remeasured", _("{unit}: a fever was measured again: {celsius} °C."), _FEVER)
ISOLATED = Fact("custody.isolated", _("{unit}: a person with a fever was isolated alone."), _FEVER)
SENT = Fact("custody.hospital", _("{unit}: a person with a fever was sent to a fever clinic."), _FEVER)
CLEARED = Fact("custody.cleared", _("{unit}: a fever was cleared."), _FEVER)
FEVER_WITHDRAWN = Fact(
    "custody.fever_withdrawn", _("{unit}: a fever was withdrawn: {reason}"),
    {"person": Level.SECRET, "reason": Level.INTERNAL},
)  # fmt: skip
STRENGTH_SET = Fact(
    "custody.strength_set",
    _("{unit}, officers on {day}: {on_duty} on duty inside, {in_isolation} in isolation, {on_standby} on standby."),
    {
        "day": Level.PUBLIC, "on_duty": Level.SECRET, "in_isolation": Level.SECRET, "on_standby": Level.SECRET,
        "reason": Level.INTERNAL,
    },
)  # fmt: skip
UNMASKED = Fact(
    "custody.unmasked", _("{actor} looked at the name of a person at {unit}: {reason}"),
    {"person": Level.SECRET, "reason": Level.INTERNAL},
)  # fmt: skip
