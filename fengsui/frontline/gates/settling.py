from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from fengsui.frontline.gates.actions import dropping, partitions
from fengsui.frontline.gates.models import Gate
from fengsui.frontline.gates.retention import PASSAGES, days
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.retention import actions as retention
from fengsui.ground.vault import actions as vault

if TYPE_CHECKING:
    from datetime import datetime


def settle(last: datetime, now: datetime) -> None:  # noqa: ARG001 - every room's signature
    """Make the partitions of the days to come, and destroy the days whose time is over, their keys in backups too."""
    today = now.astimezone(UTC).date()
    if Gate.objects.exists():
        partitions.ensure([today + timedelta(days=n) for n in range(2)])
    if over := dropping.due(now - timedelta(days=days())):
        retention.destroy(PASSAGES, over, reason=_("Kept for %(n)d days.") % {"n": days()}, by=SYSTEM)
        transaction.on_commit(vault.rotate)
