from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

_DIRECTIVE = {"directive": Level.INTERNAL}
_UNITS = {**_DIRECTIVE, "units": Level.INTERNAL}
_LATE = {**_DIRECTIVE, "late": Level.INTERNAL}

DRAFTED = Fact("directives.drafted", _("{unit} drafted a directive: {directive}"), _DIRECTIVE)
REWRITTEN = Fact("directives.rewritten", _("The draft was changed: {directive}"), _DIRECTIVE)
CHECKED = Fact("directives.checked", _("The draft was checked: {directive}"), _DIRECTIVE)
APPROVED = Fact("directives.approved", _("The directive was approved: {directive}"), _DIRECTIVE)
ISSUED = Fact(
    "directives.issued", _("{unit} issued {number} to {units} units: {directive}"), {**_UNITS, "number": Level.INTERNAL}
)
SENT_BACK = Fact(
    "directives.sent_back",
    _("The draft was sent back ({reason}): {directive}"),
    {**_DIRECTIVE, "reason": Level.INTERNAL},
)
RESCHEDULED = Fact(
    "directives.rescheduled", _("The deadline was moved to {due} ({reason}): {directive}"),
    {**_DIRECTIVE, "due": Level.INTERNAL, "reason": Level.INTERNAL},
)  # fmt: skip
WITHDRAWN = Fact(
    "directives.withdrawn", _("The directive was withdrawn ({reason}): {directive}"),
    {**_DIRECTIVE, "reason": Level.INTERNAL},
)  # fmt: skip
REPLACED = Fact(
    "directives.replaced", _("The directive was replaced by “{by_which}”: {directive}"),
    {**_DIRECTIVE, "by_which": Level.INTERNAL},
)  # fmt: skip
HANDED_OVER = Fact("directives.handed_over", _("After a change of units {units} more have it: {directive}"), _UNITS)
READ = Fact("directives.read", _("Read at {unit}: {directive}"), _DIRECTIVE)
ACKNOWLEDGED = Fact("directives.acknowledged", _("{unit} acknowledged: {directive}"), _LATE)
ADDED = Fact("directives.added", _("{unit} wrote its local measure: {directive}"), _DIRECTIVE)
PASSED_ON = Fact("directives.passed_on", _("{unit} passed it on to {units} units: {directive}"), _UNITS)
DONE = Fact("directives.done", _("{unit} reported it done: {directive}"), _LATE)
