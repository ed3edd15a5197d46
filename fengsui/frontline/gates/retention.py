from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import F, Max, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.gates.actions import dropping, owing
from fengsui.frontline.gates.measures import KEPT_DAYS
from fengsui.frontline.gates.models import Listed, Passage, Regular, Trace, TraceFile
from fengsui.frontline.gates.queries.permits import undecided
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures
from fengsui.ground.vault.declare import Keep, Purpose
from fengsui.ground.vault.queries import mask_name, mask_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

_MOMENT = timedelta(hours=1)


def days() -> int:
    return int(measures.reading(KEPT_DAYS).system(""))


def _hidden(_body: str) -> str:
    return "***"


def _is_all(before: datetime) -> bool:
    """Whether everything is asked for: the response is over, nobody is known for the epidemic any more."""
    return clock.now() - before < _MOMENT


def _regulars(before: datetime) -> set[UUID]:
    """Who is known no longer for so long; once all is over, everybody. Not while a permit of theirs holds."""
    rows = Regular.objects.exclude(name_sealed=b"", tail_sealed=b"", plate_sealed=b"", number_sealed=b"")
    if not _is_all(before):
        rows = rows.filter(~undecided(), until__lt=clock.local(before).date())
    return set(rows.values_list("pk", flat=True))


def _forget_regulars(gone: set[UUID]) -> None:
    """They leave the phones, and their passages."""
    rows = Regular.objects.filter(pk__in=gone)
    for unit in rows.order_by().values_list("unit", flat=True).distinct():
        last = Regular.objects.filter(unit=unit).aggregate(n=Max("version"))["n"]
        rows.filter(unit=unit).update(until=Coalesce(F("until"), clock.today()), version=last + 1, building="", room="")
    dropping.forget(gone)


def _listed(before: datetime) -> set[UUID]:
    named = Listed.objects.exclude(name_sealed=b"", number_sealed=b"")
    over = Q() if _is_all(before) else Q(until__lt=before) | Q(ended_at__lt=before)
    return set(named.filter(over).values_list("pk", flat=True))


def _traces(before: datetime) -> set[UUID]:
    """By the last thing that was done with one; what was asked stays a number."""
    asked = Trace.objects.exclude(wanted_sealed=b"").annotate(last=Max("steps__at"))
    return set(asked.filter(Q(last__lt=before) | Q(last=None)).values_list("pk", flat=True))


def _forget_traces(gone: set[UUID]) -> None:
    rows: QuerySet[Trace] = Trace.objects.filter(pk__in=gone)
    rows.update(who=[], plate=None)
    TraceFile.objects.filter(trace__in=gone).update(content_sealed=b"", name="")
    owing.forget_traces(gone)


def _keep(model: type, name: object, due: Callable[[datetime], set[UUID]], **more: object) -> Keep:
    return Keep(model, name, purpose=Purpose.EPIDEMIC, days=days, due=due, **more)  # type: ignore[arg-type]


PASSAGES = _keep(
    Passage, _("Passages at gates, by days"), dropping.due, columns=("sealed",), masks={"sealed": _hidden},
    also=dropping.drop, held=dropping.held,
)  # fmt: skip
REGULARS = _keep(
    Regular, _("People known at gates"), _regulars, also=_forget_regulars,
    columns=("name_sealed", "tail_sealed", "plate_sealed", "number_sealed"),
    masks={"name_sealed": mask_name, "tail_sealed": _hidden, "plate_sealed": mask_number, "number_sealed": mask_number},
)  # fmt: skip
LISTED = _keep(
    Listed, _("Listed persons"), _listed, columns=("name_sealed", "number_sealed"),
    masks={"name_sealed": mask_name, "number_sealed": mask_number},
)  # fmt: skip
TRACES = _keep(
    Trace,
    _("Whom traces ask for"),
    _traces,
    columns=("wanted_sealed",),
    masks={"wanted_sealed": _hidden},
    also=_forget_traces,
)
REQUESTS = Keep(
    TraceFile, _("Requests for traces"), columns=("content_sealed",), purpose=Purpose.EPIDEMIC, subject="trace_id",
    masks={"content_sealed": _hidden},
)  # fmt: skip
