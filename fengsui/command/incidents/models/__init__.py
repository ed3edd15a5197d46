"""Tables of incidents and of the duty telephone."""

from fengsui.command.incidents.models.calls import Call, Outcome, OutcomeKind
from fengsui.command.incidents.models.incidents import (
    LIVE,
    LONGEST,
    NOTE,
    Deed,
    Incident,
    Kind,
    Listed,
    Sheet,
    Stage,
    Step,
    Taking,
)
from fengsui.command.incidents.models.steps import Channel, Fever, Outside, Pathway

__all__ = [
    "LIVE", "LONGEST", "NOTE", "Call", "Channel", "Deed", "Fever", "Incident", "Kind", "Listed", "Outcome", "OutcomeKind",
    "Outside", "Pathway", "Sheet", "Stage", "Step", "Taking",
]  # fmt: skip
