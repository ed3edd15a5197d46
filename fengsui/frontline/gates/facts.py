from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level


# Alerts, listed persons and traces
def _alert(data: dict[str, Any]) -> dict[str, Any]:
    from fengsui.frontline.gates.models import AlertKind, StepKind  # noqa: PLC0415 - facts are read before the tables are there

    found = dict(data)
    if data.get("what") in AlertKind.values:
        found["what"] = str(AlertKind(data["what"]).label)
    if data.get("step") in StepKind.values:
        found["step"] = str(StepKind(data["step"]).label)
    return found


_KIND = {"what": Level.INTERNAL}
_PAPER = {"paper": Level.INTERNAL}
ALERT_RAISED = Fact(
    "gates.alerted", _("{unit}: alert at {gate} ({what})"),
    {**_KIND, "gate": Level.INTERNAL, "passage": Level.SECRET}, words=_alert,
)  # fmt: skip
HINTED = Fact(
    "gates.hinted", _("{unit}: somebody with the name of a listed person passed {gate}"),
    {"gate": Level.INTERNAL, "passage": Level.SECRET},
)  # fmt: skip
ALERT_HANDLED = Fact(
    "gates.alert_handled", _("{unit}: {step} (alert: {what})"),
    {**_KIND, "step": Level.INTERNAL, "device": Level.INTERNAL}, words=_alert,
)  # fmt: skip
ALERT_SHOWN = Fact("gates.alert_shown", _("{unit} saw the name in an alert: {reason}"), {"reason": Level.INTERNAL})
ALERT_REOPENED = Fact("gates.alert_reopened", _("{unit} opened an alert again ({what})"), _KIND, words=_alert)
PERSON_LISTED = Fact("gates.listed", _("{unit} listed a person for its gates; paper: {paper}"), _PAPER)
DELISTED = Fact("gates.delisted", _("{unit} took a person off the list of its gates: {reason}"), {"reason": Level.INTERNAL})
UNLISTED = Fact("gates.list_shown", _("{unit} saw the name of a listed person: {reason}"), {"reason": Level.INTERNAL})
TRACE_ASKED = Fact("gates.trace_asked", _("{unit} asked for a trace; paper: {paper}"), _PAPER)
TRACE_APPROVED = Fact("gates.trace_approved", _("{unit} approved a trace; paper: {paper}"), _PAPER)
TRACE_REFUSED = Fact(
    "gates.trace_refused", _("{unit} refused a trace: {reason}"), {**_PAPER, "reason": Level.INTERNAL}
)
TRACE_LOOKED = Fact("gates.trace_looked", _("{unit} looked at the answer of a trace; paper: {paper}"), _PAPER)
TRACE_FILE = Fact("gates.trace_file_opened", _("{unit} opened the request of a trace; paper: {paper}"), _PAPER)
TRACE_GIVEN = Fact(
    "gates.trace_given", _("{unit} gave out the answer of a trace as {form} to {to}; SHA-256: {sha256:.16}"),
    {**_PAPER, "form": Level.INTERNAL, "to": Level.INTERNAL, "sha256": Level.INTERNAL},
)  # fmt: skip
