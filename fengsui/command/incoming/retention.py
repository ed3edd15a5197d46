from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.command.incoming.models import Scan
from fengsui.ground.vault.declare import Keep, Purpose

SCANS = Keep(
    Scan, _("Files of incoming papers: whatever they hold"), columns=("content",), purpose=Purpose.LAW,
    masks={"content": lambda _content: "—"},
)  # fmt: skip
