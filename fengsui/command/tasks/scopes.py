from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.interfaces.declare import Scope

READ = Scope("tasks.read", _("read tasks"), "tasks.see")
GIVE = Scope("tasks.give", _("give tasks in the name of its unit"), "tasks.give")
WRITE = Scope("tasks.write", _("report of tasks and finish them (never review)"), "tasks.do")
