from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages.declare import Note

# permits
PERMITS_ASKED = Note("gates.permits_asked", _("{unit}: permits are asked for, for {n} persons."), icon="id")
PERMITS_APPROVED = Note("gates.permits_approved", _("{unit}: {n} of the permits you asked for were approved."), icon="id")
PERMITS_REFUSED = Note("gates.permits_refused", _("{unit}: {n} of the permits you asked for were refused."), icon="id")
