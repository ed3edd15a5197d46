from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

_VERSION = {"version": Level.INTERNAL}

BEGUN = Fact("plans.begun", _("{unit} began a work plan."))
DRAFTED = Fact("plans.drafted", _("{unit} began version {version} of the work plan."), _VERSION)
REWRITTEN = Fact("plans.rewritten", _("{unit} changed the draft of version {version}."), _VERSION)
ASKED = Fact(
    "plans.asked", _("{unit} sent version {version} for approval."), {**_VERSION, "revision": Level.INTERNAL}
)  # fmt: skip
APPROVED = Fact("plans.approved", _("{unit} approved version {version}."), _VERSION)
SENT_BACK = Fact(
    "plans.sent_back", _("{unit} sent version {version} back: {reason}"), {**_VERSION, "reason": Level.INTERNAL}
)  # fmt: skip
DROPPED = Fact("plans.dropped", _("{unit} gave version {version} up."), _VERSION)
ISSUED = Fact(
    "plans.issued", _("{unit} issued version {version} with {number}."), {**_VERSION, "number": Level.INTERNAL}
)  # fmt: skip
CARRIED = Fact(
    "plans.carried",
    _("{unit} carries version {version} out: {given} tasks given, {changed} changed, {withdrawn} withdrawn."),
    {**_VERSION, "given": Level.INTERNAL, "changed": Level.INTERNAL, "withdrawn": Level.INTERNAL},
)
