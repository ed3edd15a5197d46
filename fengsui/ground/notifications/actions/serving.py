from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.notifications.models import RECEIPTS, Batch, Notification, Outcome, Service
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.ground.vault import actions as seals
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from fengsui.ground.org.scope import Actor

_LONG = 100  # characters of a place, a witness, a remark


@action
def serve(
    batch: Batch, numbers: Iterable[int], outcome: str, *, by: Actor, at: datetime | None = None, place: str = "",
    witness: str = "", remark: str = "", because: str = "",
) -> list[Service]:  # fmt: skip
    """Enter what became of handing some notifications of a batch over. at: when it happened, now unless given.

    A receipt that is there (signed for, refused) is replaced only with a reason. place, witness, remark: sealed per person.
    """
    scope.require(by, "notifications.serve", batch.unit)
    moment, details = at or clock.now(), _details(place, witness, remark)
    _check(batch, outcome, moment, details)
    rows = _held(batch, numbers)
    before = _replaced(rows, moment, because.strip())
    pens = seals.pens(row.pk for row in rows)
    text = json.dumps(details, ensure_ascii=False) if details else ""
    made = Service.objects.bulk_create(
        Service(
            notification=row,
            outcome=outcome,
            at=moment,
            known_at=clock.now(),
            details_sealed=pens[row.pk].seal("details", text),
            entered_by=by if isinstance(by, Person) else None,
        )
        for row in rows
    )
    journal.write(
        "notifications.served", by=by.pk, unit=batch.unit_id, about=batch.about, outcome=outcome,
        numbers=_spelled(row.number for row in rows), served_at=moment.isoformat(), because=because.strip() if before else "",
    )  # fmt: skip
    return made


def _details(place: str, witness: str, remark: str) -> dict[str, str]:
    said = {"place": place.strip(), "witness": witness.strip(), "remark": remark.strip()}
    for name, text in said.items():
        if len(text) > _LONG:
            raise Refused("notifications.long_details", _("At most 100 characters."), field=name)
    return {name: text for name, text in said.items() if text}


def _check(batch: Batch, outcome: str, moment: datetime, details: dict[str, str]) -> None:
    if Batch.objects.filter(pk=batch.pk, void_at__isnull=False).exists():
        raise Refused("notifications.void", _("These notifications are void; nothing more is entered."))
    if outcome not in Outcome.values:
        raise Refused("notifications.outcome", _("Choose what became of it."), field="outcome")
    if outcome == Outcome.REFUSED and "witness" not in details:
        raise Refused(
            "notifications.witness",
            _("Who refuses is served before a witness: enter the witness's name."),
            field="witness",
        )
    if moment > clock.now():
        raise Refused("notifications.future", _("This moment is still to come."), field="at")
    if clock.local(moment).date() < batch.day:
        raise Refused(
            "notifications.early", _("It cannot have been handed over before the date on the paper."), field="at"
        )


def _held(batch: Batch, numbers: Iterable[int]) -> list[Notification]:
    """The rows of some numbers, held; all of them or none."""
    wanted = sorted(set(numbers))
    rows = list(batch.notifications.select_for_update().filter(number__in=wanted).order_by("number"))
    if not wanted or len(rows) != len(wanted):
        raise Refused("notifications.choose", _("Choose at least one person of this list."), field="numbers")
    if any(row.is_destroyed for row in rows):
        raise Refused(
            "notifications.destroyed", _("The data of a chosen person are destroyed; nothing more is entered.")
        )
    return rows


def _replaced(rows: list[Notification], moment: datetime, because: str) -> int:
    """Close what was entered before; return how many receipts were among it."""
    there = Service.objects.as_known().filter(notification__in=[row.pk for row in rows])
    receipts = there.filter(outcome__in=RECEIPTS).count()
    if receipts and not because:
        raise Refused(
            "notifications.because", _("There is a receipt for one of them already: say why another entry replaces it."),
            field="because",
        )  # fmt: skip
    if not receipts and there.filter(at__gt=moment).exists():
        raise Refused("notifications.order", _("For one of them something later is entered already."), field="at")
    there.update(replaced_at=clock.now(), replaced_because=because[:200])
    return receipts


def _spelled(numbers: Iterable[int]) -> str:
    """1—3、7: runs as runs; the journal never forgets, so it gets numbers and no names."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(str(a) if a == b else f"{a}—{b}" for a, b in runs)
