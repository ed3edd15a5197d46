from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.custody.measures import KEPT_DAYS
from fengsui.frontline.custody.models import Detainee, Fever, Movement, MovementKind, Outcome, Prisoner
from fengsui.ground.measures import queries as measures
from fengsui.ground.vault.declare import Keep, Purpose
from fengsui.ground.vault.queries import mask_name, mask_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from fengsui.frontline.custody.models import Held

COLUMNS = ("name_sealed", "number_sealed")
MASKS = {"name_sealed": mask_name, "number_sealed": mask_number}


def _days() -> int:
    return int(measures.reading(KEPT_DAYS).system(""))


def _due(model: type[Held]) -> Callable[[datetime], set[UUID]]:
    """The persons whose last movement and last fever are older than the measure says.

    Not those who are in hospital by the ledger or whose fever nobody decided about: their story is not over.
    """
    word = model.__name__.lower()

    def due(before: datetime) -> set[UUID]:
        living = model._default_manager.exclude(name_sealed=b"", number_sealed=b"")  # noqa: SLF001
        last = living.annotate(moved=Max("movements__at"), measured=Max("fevers__at"))
        over = last.filter(Q(moved__lt=before) | Q(moved=None), Q(measured__lt=before) | Q(measured=None))
        return set(over.values_list("pk", flat=True)) - _away(word) - _undecided(word)

    return due


def _away(word: str) -> set[UUID]:
    rows = Movement.objects.as_known().filter(**{f"{word}__isnull": False}).order_by(word, "-at", "-known_at")
    last = rows.distinct(word).values_list(word, "kind")
    return {person for person, kind in last if kind == MovementKind.ESCORT_OUT}


def _undecided(word: str) -> set[UUID]:
    rows = Fever.objects.as_known().filter(**{f"{word}__isnull": False})
    decided = Outcome.objects.as_known().values("fever")
    return set(rows.exclude(pk__in=decided).values_list(word, flat=True))


PRISONERS = Keep(
    Prisoner,
    _("Prisoners in movements and fevers"),
    COLUMNS,
    Purpose.EPIDEMIC,
    days=_days,
    due=_due(Prisoner),
    masks=MASKS,
)
DETAINEES = Keep(
    Detainee,
    _("Detainees in movements and fevers"),
    COLUMNS,
    Purpose.EPIDEMIC,
    days=_days,
    due=_due(Detainee),
    masks=MASKS,
)
