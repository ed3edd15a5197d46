"""Whom to put where: the pool, those first whom nothing stands in the way of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.duty.queries.judging import Planned, judge
from fengsui.command.duty.queries.people import pool
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from fengsui.command.duty.models import Post


def choices(
    post: Post, since: datetime, until: datetime, leaving: Collection[int] = (), without: Collection[UUID] = ()
) -> list[tuple[UUID, str]]:
    """Who can be at a post from–to: id and name, with what stands in the way; who cannot be there at all is left out."""
    people = [one for one in pool([post], clock.local(since).date()) if one.pk not in without]
    found = judge(post.unit, [Planned(one.pk, post, since, until) for one in people], leaving)
    hard = {one.planned.person for one in found if one.hard}
    doubts: dict[UUID, list[str]] = {}
    for problem in found:
        doubts.setdefault(problem.planned.person, []).append(problem.sentence)
    free = [(one.pk, one.name) for one in people if one.pk not in doubts]
    doubtful = [
        (one.pk, _("%(name)s (%(why)s)") % {"name": one.name, "why": _("; ").join(dict.fromkeys(doubts[one.pk]))})
        for one in people
        if one.pk in doubts and one.pk not in hard
    ]
    return free + doubtful
