from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office

VIEW = Verb(
    "interfaces.view", _("see tokens and webhooks"),
    offices=(Office.SYSTEM, Office.LEADER, Office.SECURITY, Office.AUDIT),
)  # fmt: skip
MANAGE = Verb("interfaces.manage", _("set up tokens and webhooks"), offices=(Office.SYSTEM, Office.LEADER))
REVOKE = Verb("interfaces.revoke", _("revoke tokens"), offices=(Office.SYSTEM, Office.LEADER, Office.SECURITY))
ANSWER = Verb("interfaces.answer", _("answer for a token"), offices=tuple(Office))
