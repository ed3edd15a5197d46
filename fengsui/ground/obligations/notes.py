from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages.declare import Note

REMINDER = Note("obligations.reminder", _("{unit}: due soon ({period})."), icon="clock")
OVERDUE = Note("obligations.overdue", _("{unit} is overdue ({period})."), icon="alert-triangle")
