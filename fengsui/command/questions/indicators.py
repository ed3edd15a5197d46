from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.command.questions.queries.counting import compute_many
from fengsui.command.questions.queries.evidence import evidence
from fengsui.ground.indicators.declare import Source

STANDING = Source(
    "questions", _("Standing questions"), compute_many, rows="questions:rows", evidence=evidence,
    evidence_verb="questions.view",
    formula=_(
        "The answers of the day to a standing question that count for the unit: its own, and those of units below it that "
        "sign no report; added up, or the largest of them, as the question says. Missing until somebody answers."
    ),
)  # fmt: skip
