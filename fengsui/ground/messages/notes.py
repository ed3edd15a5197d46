from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages.declare import Note

DEAD = Note("messages.dead", _("{unit}: texts did not reach people today; look at them."), icon="alert-triangle")
REPLIED = Note("messages.replied", _("{unit}: a reply came in and waits for you."), icon="mail")
STRANGE = Note("messages.strange", _("{unit}: a reply came in from a number that nobody has here."), icon="mail")
