from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.command.tasks.models import File
from fengsui.ground.vault.declare import Keep, Purpose

FILES = Keep(
    File, _("Photos and papers with the results of tasks: whatever they show"), columns=("content",), purpose=Purpose.LAW,
    masks={"content": lambda _content: "—"},
)  # fmt: skip
