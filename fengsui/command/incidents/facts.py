from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.command.incidents.models import Channel, OutcomeKind, Pathway
from fengsui.ground.journal.declare import Fact, Level


def _kind(data: dict[str, Any]) -> dict[str, Any]:
    from fengsui.command.incidents.queries.kinds import label  # noqa: PLC0415 - facts are read before the tables are there

    return {"kind": label(data.get("what", ""))}


def _step(data: dict[str, Any]) -> dict[str, Any]:
    return {"step": dict(Pathway.choices).get(data.get("step", ""), "")}


def _channel(data: dict[str, Any]) -> dict[str, Any]:
    return {"channel": dict(Channel.choices).get(data.get("channel", ""), "")}


def _outcome(data: dict[str, Any]) -> dict[str, Any]:
    return {"outcome": dict(OutcomeKind.choices).get(data.get("outcome", ""), "")}


_KIND = {"what": Level.INTERNAL}
_DUE = {"due": Level.INTERNAL}
_N = {"number": Level.INTERNAL}

NOTED = Fact(
    "incidents.noted", _("It was noted that something happened at {unit} ({kind}); first report due {due}."),
    {**_KIND, **_DUE}, words=_kind,
)  # fmt: skip
REPORTED = Fact(
    "incidents.reported", _("{unit} made the first report ({kind}), {minutes} minutes after it was known."),
    {**_KIND, "minutes": Level.INTERNAL, "late": Level.INTERNAL}, words=_kind,
)  # fmt: skip
FOLLOWED = Fact("incidents.followed", _("{unit} made follow-up report {number}."), _N)
CLOSED = Fact("incidents.closed", _("{unit} made the final report; the incident is closed."), _N)
CORRECTED = Fact("incidents.corrected", _("{unit} corrected what was reported."))
WITHDRAWN = Fact("incidents.withdrawn", _("{unit} withdrew the incident."))
REOPENED = Fact("incidents.reopened", _("{unit} opened the incident again."))
PASSED = Fact(
    "incidents.passed", _("{unit} is closed; the incident passed to {to}."), {"to": Level.INTERNAL}, units=("to",)
)
UNDONE = Fact("incidents.undone", _("{unit} took the last step with the incident back."))
TAKEN = Fact("incidents.taken", _("{unit} read the report and has it in hand."))
PATHWAY = Fact(
    "incidents.pathway",
    _("{unit} entered a step of the fever’s pathway: {step}."),
    {"step": Level.INTERNAL},
    words=_step,
)
OUTSIDE = Fact(
    "incidents.outside", _("{unit} entered that it was reported outside: {channel}."), {"channel": Level.INTERNAL},
    words=_channel,
)  # fmt: skip
REVEALED = Fact(
    "incidents.revealed", _("What it says of persons was read. Reason: {reason}"), {"reason": Level.INTERNAL}
)
ISSUED = Fact("incidents.issued", _("{unit} issued the bulletin {number}."), _N)
RANG = Fact("incidents.rang", _("{unit} wrote down a call at the duty telephone."))
RIGHTED = Fact("incidents.righted", _("{unit} put the record of a call right."))
VOIDED = Fact("incidents.voided", _("{unit} declared the record of a call void."))
TURNED = Fact(
    "incidents.turned", _("What became of a call at {unit}: {outcome}."), {"outcome": Level.INTERNAL}, words=_outcome
)
CALLER = Fact(
    "incidents.caller", _("Name and number of a caller were read. Reason: {reason}"), {"reason": Level.INTERNAL}
)
KIND_ADDED = Fact(
    "incidents.kind_added", _("A kind of incident was added to the list: {name}."), {"name": Level.INTERNAL}
)
KIND_OFF = Fact("incidents.kind_off", _("A kind of incident was taken off the list: {name}."), {"name": Level.INTERNAL})
KIND_ON = Fact(
    "incidents.kind_on", _("A kind of incident was put on the list again: {name}."), {"name": Level.INTERNAL}
)
