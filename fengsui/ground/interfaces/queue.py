from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

if TYPE_CHECKING:
    from uuid import UUID

TASK = "fengsui.deliver"


def soon(webhook: UUID) -> None:
    """Let a worker look after a webhook's queue, in the transaction of whoever asks; once is enough."""
    try:
        with transaction.atomic():
            app.configure_task(TASK, queueing_lock=f"deliver-{webhook}").defer(webhook=str(webhook))
    except AlreadyEnqueued:
        return
