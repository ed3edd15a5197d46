"""What a file said is destroyed when its time is over; the counts and the journal stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fengsui.ground.exchange.models import Batch, Part, Taken
from fengsui.ground.exchange.retention import FILES
from fengsui.ground.vault import actions as vault

if TYPE_CHECKING:
    from datetime import datetime


def expire(before: datetime) -> int:
    """Destroy batches older than a moment: keys, rows, what they changed. Return how many. Called by the tick."""
    over = FILES.due(before) if FILES.due else set()
    if over:
        vault.destroy(over)
        Part.objects.filter(batch__in=over).delete()
        Taken.objects.filter(batch__in=over).delete()
        Batch.objects.filter(pk__in=over).update(file_sealed=b"", name_sealed=b"")
    return len(over)
