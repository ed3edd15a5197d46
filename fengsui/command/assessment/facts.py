from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

WRITTEN = Fact("assessment.written", _("The opinion of the brief of {day} was edited."), {"day": Level.PUBLIC})
SIGNED = Fact(
    "assessment.signed",
    _("The commander of the day signed the brief of {day}: {findings} findings, {signed} of {owing} reports; hash {hash:.16}"),
    {
        "day": Level.PUBLIC, "findings": Level.INTERNAL, "signed": Level.INTERNAL, "owing": Level.INTERNAL,
        "hash": Level.PUBLIC, "document": Level.INTERNAL,
    },
    chronicle=True,
)  # fmt: skip
SUPPLEMENTED = Fact(
    "assessment.supplemented", _("The commander of the day added to the brief of {day}; hash {hash:.16}"),
    {"day": Level.PUBLIC, "hash": Level.PUBLIC, "document": Level.INTERNAL}, chronicle=True,
)  # fmt: skip
_ABOUT = {"check": Level.INTERNAL}
ALARM = Fact("assessment.alarm", _("An alarm that cannot wait went to the duty chief."), _ABOUT)
ADDED = Fact("assessment.added", _("A finding of {day} was added by hand."), {"day": Level.INTERNAL})
TAKEN = Fact("assessment.taken", _("A finding was taken in hand."), _ABOUT)
ACCEPTED = Fact("assessment.accepted", _("The risk of a finding was accepted."), _ABOUT)
JUDGED = Fact("assessment.judged", _("It was said whether a finding was right."), _ABOUT)
NOTED = Fact("assessment.noted", _("A finding was commented on."), _ABOUT)
PROPOSED = Fact("assessment.proposed", _("A task was proposed for a finding."), _ABOUT)
TASKED = Fact("assessment.tasked", _("A task was given for a finding."), _ABOUT)
CLOSED = Fact("assessment.closed", _("A finding that was added by hand was closed."), _ABOUT)
