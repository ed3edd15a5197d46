from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.command.duty.models import Absence, Profile
from fengsui.ground.vault.declare import Keep, Purpose


def _hidden(value: str) -> str:
    return "—" if value else ""


PROFILES = Keep(
    Profile, _("People of the duty pools: sex, as far as a post demands it"), columns=("sex_sealed",), purpose=Purpose.SERVICE,
    subject="person_id", masks={"sex_sealed": _hidden},
)  # fmt: skip
ABSENCES = Keep(
    Absence, _("Absences from duty: why"), columns=("why_sealed",), purpose=Purpose.SERVICE, subject="person_id",
    masks={"why_sealed": _hidden},
)  # fmt: skip
