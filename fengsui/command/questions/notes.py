from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages.declare import Note

ASKED = Note("questions.asked", _("{unit} asks by {due}: {question}"), icon="clipboard-list")
WITHDRAWN = Note("questions.withdrawn", _("No answer is needed any more ({reason}): {question}"), icon="circle-minus")
