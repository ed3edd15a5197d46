from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

_GATE = {"gate": Level.INTERNAL}

# run
FOUNDED = Fact("gates.founded", _("{unit} made the gate {gate}."), {**_GATE, "form": Level.INTERNAL})
CHANGED = Fact(
    "gates.changed", _("{unit} changed the gate {gate}."),
    {**_GATE, "form": Level.INTERNAL, "buildings": Level.INTERNAL},
)  # fmt: skip
RENAMED = Fact(
    "gates.renamed",
    _("{unit} renamed the gate {before}; it is called {gate} now."),
    {**_GATE, "before": Level.INTERNAL},
)
GATE_CLOSED = Fact("gates.gate_closed", _("{unit} closed the gate {gate}."), _GATE)
GATE_REOPENED = Fact("gates.gate_reopened", _("{unit} opened the gate {gate} again."), _GATE)
UNMASKED = Fact(
    "gates.unmasked", _("{unit}: a name at a gate was looked at in full; reason: {reason}"),
    {"person": Level.INTERNAL, "reason": Level.INTERNAL},
)  # fmt: skip
REGULARS_ADDED = Fact(
    "gates.regulars_added", _("{unit} entered people whom its gates know: {n}."), {"n": Level.INTERNAL}
)
REGULAR_CHANGED = Fact("gates.regular_changed", _("{unit} corrected what its gates know of somebody."))
REGULARS_LEFT = Fact(
    "gates.regulars_left", _("{unit} took people off the list that its gates know: {n}."), {"n": Level.INTERNAL}
)
REGULARS_BACK = Fact(
    "gates.regulars_back", _("{unit} put people back on the list that its gates know: {n}."), {"n": Level.INTERNAL}
)
_SHEETS = {**_GATE, "first": Level.INTERNAL, "last": Level.INTERNAL}
SHEETS_NUMBERED = Fact(
    "gates.sheets_numbered", _("{unit} printed sheets for the gate {gate}: {first} to {last}."), _SHEETS
)
_SHEET = {**_GATE, "number": Level.INTERNAL}
SHEET_ENTERED = Fact(
    "gates.sheet_entered", _("{unit} entered sheet {number} of the gate {gate}; new lines: {fresh}, corrected: {changed}."),
    {**_SHEET, "fresh": Level.INTERNAL, "changed": Level.INTERNAL},
)  # fmt: skip
SHEET_SPOILED = Fact(
    "gates.sheet_spoiled", _("{unit} gave up sheet {number} of the gate {gate}: {reason}"),
    {**_SHEET, "reason": Level.INTERNAL},
)  # fmt: skip
SHEET_RESTORED = Fact("gates.sheet_restored", _("{unit}: sheet {number} of the gate {gate} is expected again."), _SHEET)


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
DELISTED = Fact(
    "gates.delisted", _("{unit} took a person off the list of its gates: {reason}"), {"reason": Level.INTERNAL}
)
UNLISTED = Fact("gates.list_shown", _("{unit} saw the name of a listed person: {reason}"), {"reason": Level.INTERNAL})
TRACE_ASKED = Fact("gates.trace_asked", _("{unit} asked for a trace; paper: {paper}"), _PAPER)
TRACE_APPROVED = Fact("gates.trace_approved", _("{unit} approved a trace; paper: {paper}"), _PAPER)
TRACE_REFUSED = Fact("gates.trace_refused", _("{unit} refused a trace: {reason}"), {**_PAPER, "reason": Level.INTERNAL})
TRACE_APPROVED_ABOVE = Fact(
    "gates.trace_approved_above", _("{above} approved a trace of {unit}, which has no second person; paper: {paper}"),
    {**_PAPER, "above": Level.INTERNAL}, units=("above",),
)  # fmt: skip
TRACE_REFUSED_ABOVE = Fact(
    "gates.trace_refused_above", _("{above} refused a trace of {unit}, which has no second person: {reason}"),
    {**_PAPER, "above": Level.INTERNAL, "reason": Level.INTERNAL}, units=("above",),
)  # fmt: skip
TRACE_LOOKED = Fact("gates.trace_looked", _("{unit} looked at the answer of a trace; paper: {paper}"), _PAPER)
TRACE_FILE = Fact("gates.trace_file_opened", _("{unit} opened the request of a trace; paper: {paper}"), _PAPER)
TRACE_GIVEN = Fact(
    "gates.trace_given", _("{unit} gave out the answer of a trace as {form} to {to}; SHA-256: {sha256:.16}"),
    {**_PAPER, "form": Level.INTERNAL, "to": Level.INTERNAL, "sha256": Level.INTERNAL},
)  # fmt: skip

# permits
PERMIT_ASKED = Fact("gates.permit_asked", _("{unit}: a permit was asked for."), {"asking": Level.INTERNAL})
PERMIT_APPROVED = Fact("gates.permit_approved", _("{unit}: a permit was approved."))
PERMIT_REFUSED = Fact("gates.permit_refused", _("{unit}: a permit was refused."))
PERMIT_REVOKED = Fact("gates.permit_revoked", _("{unit}: a permit was revoked."))
PERMIT_UNDONE = Fact("gates.permit_undone", _("{unit}: the last decision about a permit was taken back."))
PASS_ISSUED = Fact("gates.pass_issued", _("{unit}: a pass was made for a permit."))
PASSES_ISSUED = Fact("gates.passes_issued", _("{unit} made {n} standing passes."), {"n": Level.INTERNAL})
PASS_REVOKED = Fact("gates.pass_revoked", _("{unit}: a pass was revoked."))
NAMES_SHOWN = Fact("gates.names_shown", _("{unit}: {n} names of a gate were read in plain."), {"n": Level.INTERNAL})


def _way(data: dict[str, Any]) -> dict[str, Any]:
    from fengsui.frontline.gates import reasons  # noqa: PLC0415 - facts are read before the tables are there
    from fengsui.frontline.gates.models import Direction, Outcome  # noqa: PLC0415

    found: dict[str, Any] = {"way": Direction(data["way"]).label, "outcome": Outcome(data["outcome"]).label}
    if data.get("reason"):
        found["outcome"] = f"{found['outcome']}: {reasons.word(data['reason'])}"
    return {**data, **found}


REGISTERED = Fact(
    "gates.registered", _("{unit}: registered at the terminal ({way}, {outcome})"),
    {"passage": Level.SECRET, "way": Level.INTERNAL, "outcome": Level.INTERNAL, "reason": Level.INTERNAL}, words=_way,
)  # fmt: skip
TAKEN_BACK = Fact(
    "gates.taken_back",
    _("{unit}: what was registered at the terminal a moment ago was taken back."),
    {"passage": Level.SECRET},
)
# Devices and what they send
INVITED = Fact(
    "gates.invited", _("{unit} made a code to bind a phone to {gate} until {until}"),
    {**_GATE, "until": Level.INTERNAL, "invitation": Level.INTERNAL},
)  # fmt: skip
BOUND = Fact("gates.bound", _("{unit}: a phone was bound to {gate} ({label})"), {**_GATE, "label": Level.INTERNAL})
LOCKED = Fact("gates.locked", _("{unit} locked a device of {gate}: {reason}"), {**_GATE, "reason": Level.INTERNAL})
SYNCED = Fact(
    "gates.synced", _("{unit}: {gate} sent {sent} records: {stored} new, {known} there already, {refused} refused"),
    {**_GATE, "sent": Level.INTERNAL, "stored": Level.INTERNAL, "known": Level.INTERNAL, "refused": Level.INTERNAL},
)  # fmt: skip
DROPPED = Fact(
    "gates.dropped", _("Passages up to {until} were destroyed, their keys too: {rows} passages in {days} days"),
    {"until": Level.PUBLIC, "rows": Level.INTERNAL, "days": Level.PUBLIC, "keys": Level.INTERNAL},
)  # fmt: skip
