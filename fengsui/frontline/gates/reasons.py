"""Why somebody is turned away at a gate: the codes that phones send, and which of them the duty chief must hear of at once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Reason(models.TextChoices):
    NO_PERMIT = "no_permit", _("No permit")
    CLOSED = "closed", _("The gate is closed")
    UNKNOWN = "unknown", _("Does not say who it is")
    STRANGER = "stranger", _("Does not live or work here")
    FEVER = "fever", pgettext_lazy("gates", "Fever")
    AREA = "area", _("Comes from an area of the epidemic")
    CONTACT = "contact", _("Was near a patient")
    OBSERVED = "observed", _("Should stay at home under observation")
    FORCE = "force", _("Tries to pass by force")
    # permits: what a pass that is shown is worth
    EXPIRED = "expired", _("The pass is over")
    REVOKED = "revoked", _("The pass was revoked")
    FORGED = "forged", _("The pass is none of ours")
    ELSEWHERE = "elsewhere", _("The pass is for another gate")
    OTHER = "other", pgettext_lazy("gates", "Another reason")


# Somebody without a permit is turned away a hundred times a day, and that is all. These are about the epidemic or need help.
ALARMING = frozenset({Reason.FEVER, Reason.AREA, Reason.CONTACT, Reason.OBSERVED, Reason.FORCE})


def word(code: str) -> str:
    """A reason as it is read; one that a newer phone knows and we do not stands as it came."""
    return str(Reason(code).label) if code in Reason.values else code
