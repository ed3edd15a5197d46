from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import FACILITY_KINDS, Office

KEEP = Verb("greenline.keep", _("keep the green line"), (Office.OFFICER, Office.LEADER), own=True, kinds=FACILITY_KINDS)
