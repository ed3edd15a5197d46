from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.documents.models import Attachment, Original
from fengsui.ground.vault.declare import Keep, Purpose

ORIGINALS = Keep(
    Original,
    _("Issued documents: the name of who signed, in the PDF"),
    columns=("content",),
    purpose=Purpose.LAW,
    masks={"content": lambda _content: "PDF"},
)

ATTACHMENTS = Keep(
    Attachment,
    _("Files attached to documents: whatever they hold"),
    columns=("content",),
    purpose=Purpose.LAW,
    masks={"content": lambda _content: "—"},
)
