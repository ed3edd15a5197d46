from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages.declare import Note

PROPOSED = Note("incoming.proposed", _("An incoming paper waits for your instruction: {title}"), icon="mail")
PASSED = Note("incoming.passed", _("{unit} is closed; its open incoming papers passed to your unit: {n}"), icon="mail")
GIVEN = Note("incoming.given", _("{unit} gives you an incoming paper: {title}"), icon="mail")
