from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from fengsui.frontline.arrivals.measures import OBSERVATION_DAYS
from fengsui.frontline.arrivals.queries.observed import running
from fengsui.ground.measures.declare import Effect, Said, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fengsui.ground.measures.supposing import Supposition


def _tell(what: Supposition) -> Iterator[Said]:
    """Who is under observation keeps the days that were told them: a new number holds for those who come."""
    if not what.touches(OBSERVATION_DAYS):
        return
    moved = what.moved(OBSERVATION_DAYS, what.first(OBSERVATION_DAYS.key))
    n = Counter(running().filter(unit_id__in=list(moved)).values_list("unit_id", flat=True))
    if n:
        yield Said(partial(_words, sum(n.values())), tuple(n), Severity.WARN, reverse("arrivals:index"))


def _words(n: int) -> str:
    return ngettext(
        "%(n)d person is under observation and keeps the days told; the new number holds for those who come.",
        "%(n)d persons are under observation and keep the days told; the new number holds for those who come.", n,
    ) % {"n": n}  # fmt: skip


OBSERVATION = Effect("arrivals.observation", gettext_lazy("Observation of arrivals"), _tell, order=45)
