from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import Office, UnitKind

WHOLE = (UnitKind.DEPARTMENT,)  # a purge runs through the whole installation
DESTROY = Verb("retention.destroy", _("destroy personal data"), offices=(Office.SECURITY, Office.LEADER), kinds=WHOLE)
READ = Verb(
    "retention.read",
    _("see what personal data is kept"),
    offices=(Office.SECURITY, Office.AUDIT, Office.LEADER, Office.COMMANDER),
    kinds=WHOLE,
)
