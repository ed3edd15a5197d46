from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

_NUMBER = {"number": Level.INTERNAL}
_TO = {**_NUMBER, "to": Level.INTERNAL}
_FILE = {**_NUMBER, "file": Level.INTERNAL, "sha256": Level.INTERNAL}

REGISTERED = Fact("incoming.registered", _("{unit} registered an incoming paper: {number}"), _NUMBER)
PROPOSED = Fact("incoming.proposed", _("{unit} proposed what to do with {number}"), _NUMBER)
INSTRUCTED = Fact("incoming.instructed", _("{unit} instructed on {number}; responsible: {to}"), _TO, units=("to",))
UNDERTAKEN = Fact("incoming.undertaken", _("{unit} gave {to} a task from {number}"), _TO, units=("to",))
PASSED_ON = Fact("incoming.passed_on", _("{unit} drafted a directive to pass {number} on"), _NUMBER)
CONCLUDED = Fact(
    "incoming.concluded", _("{unit} concluded {number}; tasks still open: {open}"), {**_NUMBER, "open": Level.INTERNAL}
)
REOPENED = Fact("incoming.reopened", _("{unit} opened {number} again"), _NUMBER)
VOIDED = Fact("incoming.voided", _("{unit} declared {number} void: {reason}"), {**_NUMBER, "reason": Level.INTERNAL})
PASSED = Fact("incoming.passed", _("{unit} is closed; {number} passed to {to}"), _TO, units=("to",))
ATTACHED = Fact("incoming.attached", _("{unit} attached a file ({file}) to {number}; SHA-256: {sha256:.16}"), _FILE)
DETACHED = Fact("incoming.detached", _("{unit} took a file ({file}) off {number}; SHA-256: {sha256:.16}"), _FILE)
