from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office
from fengsui.ground.org.rights import EVERY_LINE

# What a file may change is asked of org's own verbs, row by row: units of the system administrator, persons and
# appointments of the security administrator and the leader, both of a bureau's own administrator. So nobody brings in
# what is another's third. Unmasked as in org: the security administrator appoints without seeing whom.
HANDS = (Office.SYSTEM, Office.SECURITY, Office.LEADER, Office.ADMINISTRATOR)
IMPORT = Verb("exchange.import", _("bring the organisation in from a file"), offices=HANDS, lines=EVERY_LINE)
EXPORT = Verb("exchange.export", _("take the organisation out as a file"), offices=HANDS, lines=EVERY_LINE)
UNMASK = Verb("exchange.unmask", _("take persons out unmasked"), offices=(Office.LEADER, Office.ADMINISTRATOR))
