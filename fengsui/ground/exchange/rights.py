from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office

# What a file may change is asked of org's own verbs, row by row: units of the system administrator, persons and
# appointments of the security administrator and the leader. So no administrator can bring in what is another's third.
HANDS = (Office.SYSTEM, Office.SECURITY, Office.LEADER)
IMPORT = Verb("exchange.import", _("bring the organisation in from a file"), offices=HANDS)
EXPORT = Verb("exchange.export", _("take the organisation out as a file"), offices=HANDS)
UNMASK = Verb("exchange.unmask", _("take persons out unmasked"), offices=(Office.SECURITY, Office.LEADER))
