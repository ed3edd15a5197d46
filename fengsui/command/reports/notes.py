from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages.declare import Note

RETURNED = Note("reports.returned", _("Your report of {day} was returned ({unit}): {reason}"), icon="arrow-back-up")
CORRECTED = Note("reports.corrected", _("{unit} corrected its signed report of {day}: {reason}"), icon="edit")
