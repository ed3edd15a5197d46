"""The calendar's secret link."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import TYPE_CHECKING

from fengsui.command.duty.models import Feed
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person


@action
def make_link(*, by: Person) -> str:
    """Make a secret for one's own calendar; an older link ends. It is shown once, and kept only as its digest."""
    deeds.asked()  # one's own shifts, and nobody else's
    secret = secrets.token_urlsafe(32)
    Feed.objects.update_or_create(person=by, defaults={"digest": digest(secret), "made_at": clock.now()})
    journal.write("duty.link_made", by=by.pk, unit=None, about=f"org.person:{by.pk}")
    return secret


def digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
