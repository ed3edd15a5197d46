"""Taking what a phone sends: each record once, whatever comes how often, in any order, however late. One transaction a batch."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, cast

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from fengsui.frontline.gates import reading, wire
from fengsui.frontline.gates.actions import alarms, sheets, storing, taking
from fengsui.frontline.gates.models import Device, Handover
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from fengsui.frontline.gates.actions.storing import Fresh
    from fengsui.frontline.gates.models import Gate

STORED: Final = "stored"
KNOWN: Final = "known"
REFUSED: Final = "refused"


@dataclass
class _Work:
    """One batch on its way: what each of its records will be answered, by its place."""

    device: Device
    gate: Gate
    known_at: datetime
    hours: taking.Hours
    answers: dict[int, wire.Answer]

    def answer(self, place: int, ident: object, *, new: bool) -> None:
        self.answers[place] = wire.Answer(
            cast("str", ident), STORED if new else KNOWN
        )  # a UUID is written as quickly by msgspec

    def refuse(self, place: int, ident: object, why: Refused) -> None:
        said = wire.Answer(str(ident), REFUSED, why.code, str(why.sentence))
        self.answers[place] = msgspec.structs.replace(said, field=why.field) if why.field else said


@action
def sync(device: Device, batch: reading.Read) -> list[wire.Answer]:
    """Take a batch of a device that was admitted: passages, withdrawals, steps about alerts, handing over. An answer for each.

    A record that cannot be taken never stops another one: it is answered with the reason and stays on the phone.
    """
    deeds.asked()  # the device's key is the right: `admitted`
    moment = clock.now()
    hours = taking.Hours.of(batch.sent_at, moment, device)
    work = _Work(device, device.gate, moment, hours, dict(batch.refused))
    storing.lock(device.gate)
    _withdraw(work, batch.of(wire.Withdrawn))
    _store(work, batch.of(wire.Passed))
    _each(work, batch.of(wire.Handled), _handle)
    _each(work, batch.of(wire.HandedOver), _hand_over)
    _seen(work, batch)
    answers = [work.answers[place] for place in range(len(work.answers))]
    _tell(work, answers)
    return answers


def _store(work: _Work, records: Sequence[tuple[int, wire.Passed]]) -> None:
    """The passages, all in one statement; then the alarms about those that are new."""
    rows: dict[int, Fresh] = {}  # by the number of the id
    places: list[tuple[int, Fresh]] = []
    ties = taking.Ties.of(work.gate, [record for _place, record in records])
    for place, record in records:
        try:
            row = taking.fresh(record, work.hours, ties, work.device)
        except Refused as why:
            work.refuse(place, record.id, why)
            continue
        places.append((place, row))
        rows.setdefault(row.id.int, row)
    done = storing.stored(work.gate, list(rows.values()), known_at=work.known_at)
    standing = done.new - done.withdrawn
    standing -= sheets.copied(work.gate, [row for row in rows.values() if row.id in standing])
    if standing:
        alarms.raised(work.gate, [row for row in rows.values() if row.id in standing], standing)
    all_new = len(done.new) == len(places)
    for place, row in places:
        work.answer(place, row.id, new=all_new or (rows[row.id.int] is row and row.id in done.new))


def _withdraw(work: _Work, records: Sequence[tuple[int, wire.Withdrawn]]) -> None:
    """Before the passages: what is withdrawn in the batch it comes with raises no alarm."""

    def take(record: wire.Withdrawn, at: datetime) -> bool:
        if storing.elsewhere(work.gate, record.of):
            raise Refused(
                "gates.elsewhere", _("This passage was registered at another gate; it is withdrawn there."), field="of"
            )
        return storing.withdraw(
            work.gate, record.of, id=record.id, at=at, known_at=work.known_at, reason=record.reason, by=work.device.pk
        )

    _each(work, records, lambda _work, record, at: take(record, at))


def _handle(work: _Work, record: wire.Handled, at: datetime) -> bool:
    return alarms.handled(work.gate, record, device=work.device.pk, at=at)


def _hand_over(work: _Work, record: wire.HandedOver, at: datetime) -> bool:
    said = {"registered": record.registered, "people": record.people, "sheets": record.sheets, "note": record.note}
    row, new = Handover.objects.get_or_create(
        pk=record.id, defaults={"device": work.device, "at": at, "known_at": work.known_at, **said}
    )
    return new and row.pk == record.id


def _each[R: wire.AnyRecord](
    work: _Work, records: Sequence[tuple[int, R]], take: Callable[[_Work, R, datetime], bool]
) -> None:
    """Few records, one by one: each can be refused by itself."""
    for place, record in records:
        try:
            with transaction.atomic():
                taking.clean(record)
                new = take(work, record, work.hours.right(record.at))
        except Refused as why:
            work.refuse(place, record.id, why)
        else:
            work.answer(place, record.id, new=new)


def _seen(work: _Work, batch: reading.Read) -> None:
    """What the device said of itself."""
    Device.objects.filter(pk=work.device.pk).update(
        seen_at=clock.wall(), heard_at=work.known_at, version=batch.version, queued=batch.queued, oldest_at=batch.oldest_at,
        offset_ms=work.hours.told // timedelta(milliseconds=1),
    )  # fmt: skip


def _tell(work: _Work, answers: Sequence[wire.Answer]) -> None:
    """One fact for a batch that changed something; what was here already, and a call to say “I live”, are none."""
    said = Counter(answer.status for answer in answers)
    if not (said[STORED] or said[REFUSED]):
        deeds.told()
        return
    journal.write(
        "gates.synced", by=work.device.keeper_id, unit=work.gate.unit_id, about=work.device.about, gate=str(work.gate),
        sent=len(answers), stored=said[STORED], known=said[KNOWN], refused=said[REFUSED],
    )  # fmt: skip
