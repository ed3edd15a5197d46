from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

_QUESTION = {"question": Level.INTERNAL}
_REASON = {**_QUESTION, "reason": Level.INTERNAL}

ASKED = Fact(
    "questions.asked", _("{unit} asked {units} units, due {due}: {question}"),
    {**_QUESTION, "units": Level.INTERNAL, "due": Level.INTERNAL},
)  # fmt: skip
ANSWERED = Fact("questions.answered", _("{unit} answered: {question}"), {**_QUESTION, "late": Level.INTERNAL})
CORRECTED = Fact("questions.corrected", _("{unit} corrected its answer: {question}"), _QUESTION)
TAKEN_BACK = Fact("questions.taken_back", _("{unit} took its answer back: {question}"), _QUESTION)
WITHDRAWN = Fact("questions.withdrawn", _("The question was withdrawn ({reason}): {question}"), _REASON)
EXTENDED = Fact(
    "questions.extended", _("The hour was moved to {due}: {question}"), {**_QUESTION, "due": Level.INTERNAL}
)
CLOSED = Fact("questions.closed", _("The question was closed: {question}"), _QUESTION)
KEPT = Fact(
    "questions.kept", _("The question is asked every day by {hour}: {question}"), {**_QUESTION, "hour": Level.INTERNAL}
)
RETIRED = Fact("questions.retired", _("The question is asked no more: {question}"), _QUESTION)
UNMASKED = Fact(
    "questions.unmasked", _("A row of a list of {unit} was shown in full: {reason}"), {"reason": Level.INTERNAL}
)
EXPORTED = Fact(
    "questions.exported", _("{rows} rows of names were exported in full: {reason}"),
    {"rows": Level.INTERNAL, "reason": Level.INTERNAL},
)  # fmt: skip
