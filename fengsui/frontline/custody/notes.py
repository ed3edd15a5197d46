from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages.declare import Note

FEVER = Note("custody.fever", _("{unit}: a fever of {celsius} °C in {section}."), icon="temperature", urgent=True)
REOPENED = Note(
    "custody.reopened", _("{unit}: the roll-call that you confirmed was corrected; confirm it again."), icon="refresh"
)
