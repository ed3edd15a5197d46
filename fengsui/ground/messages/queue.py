from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

if TYPE_CHECKING:
    from uuid import UUID

TASK = "fengsui.messages.deliver"


def soon(provider: UUID) -> None:
    """Let a worker send what waits with a provider, in the transaction of whoever asks; once is enough."""
    try:
        with transaction.atomic():
            app.configure_task(TASK, queueing_lock=f"messages-{provider}").defer(provider=str(provider))
    except AlreadyEnqueued:
        return
