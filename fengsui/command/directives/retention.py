from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.command.directives.models import Local, Receipt
from fengsui.ground.vault.declare import Keep, Purpose

RESULTS = Keep(Receipt, _("Directives: what a unit reported as its result"), ("text",), Purpose.LAW)
LOCALS = Keep(Local, _("Directives: local measures"), ("text",), Purpose.LAW)
