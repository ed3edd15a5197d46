from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages.declare import Note

READY = Note(
    "exchange.ready",
    _("Your import is matched: {rows} rows, {rejected} rejected. Look at it and take it."),
    icon="table-plus",
)
TAKEN = Note("exchange.taken", _("Your import is taken: {rows} rows."), icon="check")
