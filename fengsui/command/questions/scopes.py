from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.interfaces.declare import Scope

READ = Scope("questions.read", _("read questions and their roll-ups"), "questions.view")
WRITE = Scope("questions.write", _("answer questions"), "questions.answer")
