from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.declare import Verb
from fengsui.ground.org.models import COMMAND_LINES, Line, Office, SeatKind

KEEP = Verb(
    "runs.keep", _("have background work of one's own"), offices=tuple(Office), seats=tuple(SeatKind),
    lines=(*COMMAND_LINES, Line.SUPERVISION),
)  # fmt: skip
