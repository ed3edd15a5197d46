from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

# Devices and what they send
_GATE = {"gate": Level.INTERNAL}
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
    {"until": Level.PUBLIC, "rows": Level.INTERNAL, "days": Level.PUBLIC, "keys": Level.INTERNAL, "reason": Level.PUBLIC},
)  # fmt: skip
