from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import F
from django.urls import reverse
from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from fengsui.frontline.custody import measures as declared
from fengsui.frontline.custody.models import Count, Fever, Slot, Strength
from fengsui.frontline.custody.queries import reserves
from fengsui.frontline.custody.queries.balances import balances, wholes
from fengsui.frontline.custody.queries.hours import both, timetable
from fengsui.frontline.custody.queries.places import facilities, only, sections
from fengsui.frontline.custody.queries.transfers import transfers
from fengsui.ground.checks.declare import Check, Ends, Failure, Severity
from fengsui.ground.clock import queries as clock
from fengsui.ground.measures import queries as measures

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from fengsui.frontline.custody.queries.balances import Balance
    from fengsui.frontline.custody.queries.transfers import Pair
    from fengsui.ground.org.models import Unit


def failures(
    day: date, facility: Unit | None = None, counted: list[Balance] | None = None, known: datetime | None = None
) -> list[Failure]:
    """Everything of this room that does not hold on a day, the gravest first: of all facilities, or of one."""
    counted = balances(day, known, facility=facility) if counted is None else counted
    return [
        *_wholes(day, counted), *_missing(day, known, facility), *_clusters(day, known, facility), *_lost(day, known, facility),
        *_parts(day, counted), *_strength(day, known, facility), *_transfers(day, known, facility),
        *_unmeasured(day, known, facility),
    ]  # fmt: skip


def _conservation(day: date, known: datetime | None) -> list[Failure]:
    return _wholes(day, balances(day, known))


def _section_conservation(day: date, known: datetime | None) -> list[Failure]:
    return _parts(day, balances(day, known))


def _balance_url(balance: Balance) -> str:
    row = balance.now
    return reverse("custody:balance", args=[row.facility.code, row.day.isoformat(), row.slot])


def _wholes(day: date, counted: list[Balance]) -> list[Failure]:
    return [
        Failure(
            "custody.conservation", whole.facility_id, day,
            _("{slot}: {now} counted, {expected} expected ({before} before, {came} in, {left} out), difference {difference:+d}."),
            {
                "slot": whole.call.slot.label, "now": whole.now, "expected": whole.expected, "before": whole.before,
                "came": whole.came, "left": whole.left, "difference": whole.difference,
            },
            amount=whole.difference, url=_balance_url(whole.parts[0]), subject=whole.call.slot,
        )
        for whole in wholes(day, counted)
        if whole.difference
    ]  # fmt: skip


def _parts(day: date, counted: list[Balance]) -> list[Failure]:
    return [
        Failure(
            "custody.section_conservation", each.now.facility_id, day,
            _("{section}, {slot}: {now} counted, {expected} expected, difference {difference:+d}."),
            {
                "section": each.now.section.label, "slot": Slot(each.now.slot).label, "now": each.now.total,
                "expected": each.expected, "difference": each.difference,
            },
            amount=each.difference, url=_balance_url(each), subject=f"{each.now.slot}.{each.now.section_id}",
        )
        for each in counted
        if each.difference
    ]  # fmt: skip


def _unmeasured(day: date, known: datetime | None = None, facility: Unit | None = None) -> list[Failure]:
    rows = Count.objects.as_known(known).filter(day=day, measured__isnull=False, **only(facility))
    rows = rows.exclude(present=F("measured") + F("unreadable")).select_related("section", "facility")
    return [
        Failure(
            "custody.unmeasured", row.facility_id, day,
            _("{section}, {slot}: {present} present, but {measured} measured and {unreadable} unreadable."),
            {
                "section": row.section.label, "slot": Slot(row.slot).label, "present": row.present,
                "measured": row.measured, "unreadable": row.unreadable,
            },
            amount=row.present - (row.measured or 0) - row.unreadable,
            url=reverse("custody:grid", args=[row.facility.code, day.isoformat(), row.slot]),
            subject=f"{row.slot}.{row.section_id}",
        )
        for row in rows
    ]  # fmt: skip


def _missing(day: date, known: datetime | None = None, facility: Unit | None = None) -> list[Failure]:
    """Roll-calls whose time and grace are over and that lack sections."""
    moment, table = known or clock.now(), timetable(day, known)
    here = sections([facility.pk] if facility else None, day)
    rows = set(Count.objects.as_known(known).filter(day=day, **only(facility)).values_list("slot", "section_id"))
    lacking = {
        (unit, call): sum((call.slot, section.pk) not in rows for section in here[unit.pk])
        for unit in facilities(day, here)
        for call in both(day)
        if table.times(unit, call).due_at < moment
    }
    return [
        Failure(
            "custody.missing", unit.pk, day, _("{slot}: {counted} of {sections} sections counted."),
            {"slot": call.slot.label, "counted": len(here[unit.pk]) - lack, "sections": len(here[unit.pk])},
            amount=lack, url=reverse("custody:grid", args=[unit.code, day.isoformat(), call.slot]), subject=call.slot,
        )
        for (unit, call), lack in lacking.items()
        if lack
    ]  # fmt: skip


def _clusters(day: date, known: datetime | None = None, facility: Unit | None = None) -> list[Failure]:
    """Sections with so many feverish persons within so many hours, the last found that day (or the hours end now)."""
    end = min(clock.midnight(day + timedelta(days=1)), known or clock.now())
    size, hours = measures.readings(declared.CLUSTER_SIZE, declared.CLUSTER_HOURS, at=end, known=known)
    start = clock.midnight(day)
    longest = timedelta(hours=declared.CLUSTER_HOURS.high or 0)
    by_section: dict[int, list[Fever]] = defaultdict(list)
    rows = Fever.objects.as_known(known).filter(at__gt=start - longest, at__lt=end, **only(facility))
    for fever in rows.order_by("at").select_related("facility", "section", "prisoner", "detainee"):
        by_section[fever.section_id].append(fever)
    most = {
        pk: _most(fevers, timedelta(hours=hours.of(fevers[0].facility)), start, end)
        for pk, fevers in by_section.items()
    }
    return [
        Failure(
            "custody.fever_cluster", first.facility_id, day, _("{section}: {persons} persons with a fever within {hours} hours."),
            {"section": first.section.label, "persons": most[pk], "hours": hours.of(first.facility)}, amount=most[pk],
            url=reverse("custody:fevers", args=[first.facility.code]) + f"?section={first.section.code}",
            subject=str(pk),
        )
        for pk, (first, *_rest) in by_section.items()
        if most[pk] >= size.of(first.facility)
    ]  # fmt: skip


def _most(fevers: list[Fever], span: timedelta, start: datetime, end: datetime) -> int:
    """The most persons with a fever in any span that ends with a fever of the day, or at the day's end (now)."""
    ends = [fever.at for fever in fevers if fever.at >= start] + [end]
    return max(len({fever.person.pk for fever in fevers if until - span < fever.at <= until}) for until in ends)


def _strength(day: date, known: datetime | None = None, facility: Unit | None = None) -> list[Failure]:
    return [
        Failure(
            "custody.strength", reserve.facility.pk, day, concern.sentence, concern.params, amount=concern.amount,
            url=reverse("custody:strength", args=[reserve.facility.code]) + f"?day={day.isoformat()}",
            subject=concern.key,
        )
        for reserve in reserves.reserves(day, known, facility)
        for concern in reserve.concerns()
    ]  # fmt: skip


def _judged(day: date, known: datetime | None, facility: Unit | None) -> list[tuple[Pair, bool, bool]]:
    """The transfers of a day and of the day before (some are still under way at midnight): is somebody slow, or lost?"""
    moment = known or clock.now()
    slow, lost = measures.readings(declared.TRANSFER_HOURS, declared.TRANSFER_GRACE, at=moment, known=known)
    found = []
    for pair in transfers(day - timedelta(days=1), day, known):
        if facility is None or pair.sender == facility:
            oldest = max((moment - row.at for row in pair.left), default=timedelta())
            is_slow, is_lost = (oldest >= timedelta(hours=limit.of(pair.sender)) for limit in (slow, lost))
            found.append((pair, is_slow, is_lost))
    return found


def _lost(day: date, known: datetime | None = None, facility: Unit | None = None) -> list[Failure]:
    return [_gone("custody.arrivals", pair) for pair, _slow, lost in _judged(day, known, facility) if lost]


def _transfers(day: date, known: datetime | None = None, facility: Unit | None = None) -> list[Failure]:
    judged = _judged(day, known, facility)
    slow = [_gone("custody.transfers", pair) for pair, slow, lost in judged if slow and not lost]
    return slow + [_strange(pair) for pair, _slow, _lost in judged if pair.came]


def _gone(check: str, pair: Pair) -> Failure:
    """Somebody left and did not arrive: the sender's ledger shows who."""
    return Failure(
        check, pair.sender.pk, pair.day,
        _("{sender} to {receiver} on {day}: {left} left, {arrived} arrived."),
        _said(pair) | {"left": pair.both + len(pair.left), "arrived": pair.both},
        amount=len(pair.left), url=reverse("custody:movements", args=[pair.sender.code]),
        subject=f"{pair.receiver.pk}.{pair.day.isoformat()}",
    )  # fmt: skip


def _strange(pair: Pair) -> Failure:
    """Somebody arrived who had not left: the receiver's ledger shows who."""
    return Failure(
        "custody.transfers", pair.sender.pk, pair.day,
        _("{sender} to {receiver} on {day}: {arrived} arrived, of whom only {left} had left."),
        _said(pair) | {"arrived": pair.both + len(pair.came), "left": pair.both},
        amount=-len(pair.came), url=reverse("custody:movements", args=[pair.receiver.code]),
        subject=f"{pair.receiver.pk}.{pair.day.isoformat()}.came",
    )  # fmt: skip


def _said(pair: Pair) -> dict[str, Any]:
    """Names in the language in which it is read."""
    names = {"sender": lazystr(pair.sender), "receiver": lazystr(pair.receiver)}
    return {**names, "day": pair.day.isoformat()}


def _strengths(day: date) -> Callable[[int, str], bool]:
    """The strength lasts, or does not, only where the day's was entered."""
    entered = set(Strength.objects.as_known().filter(day=day).values_list("facility_id", flat=True))
    return lambda unit_id, _subject: unit_id in entered


CONSERVATION = Check(
    "custody.conservation", _("A facility's head count adds up"), Severity.ALARM, _conservation, urgent=True,
    acts="custody.count",
    remedy=_("Count again at once; compare with the movements since the last roll-call; correct whichever is wrong."),
)  # fmt: skip
SECTION_CONSERVATION = Check(
    "custody.section_conservation", _("A section's head count adds up"), Severity.WARNING, _section_conservation,
    acts="custody.count",
    remedy=_("Count the section again, and see whether a move to another section was not entered."),
)  # fmt: skip
MISSING = Check(
    "custody.missing", _("Every section is counted at its hour"), Severity.ALARM, _missing, acts="custody.count",
    remedy=_("Have the sections counted now; if the hour is past, the leader on duty explains why they were not."),
)  # fmt: skip
FEVER_CLUSTER = Check(
    "custody.fever_cluster", _("Fevers do not cluster in a section"), Severity.ALARM, _clusters, ends=Ends.PASSED,
    urgent=True, acts="custody.measure",
    remedy=_("Isolate singly, measure everybody in the section, report to the local CDC within two hours, trace contacts."),
)  # fmt: skip
STRENGTH = Check(
    "custody.strength", _("The officers' strength lasts"), Severity.WARNING, _strength, ends=Ends.PASSED,
    judged=_strengths, acts="custody.strength",
    remedy=_("Bring forward who leaves isolation next, or ask the administration for relief."),
)  # fmt: skip
ARRIVALS = Check(
    "custody.arrivals", _("Who is transferred arrives"), Severity.ALARM, _lost, urgent=True, acts="custody.move",
    remedy=_("Ring both facilities at once: where are the persons, and which ledger lacks an entry?"),
)  # fmt: skip
TRANSFERS = Check(
    "custody.transfers", _("Both ledgers know of a transfer"), Severity.WARNING, _transfers, acts="custody.move",
    remedy=_("Have the two facilities compare their ledgers, and enter what is missing."),
)  # fmt: skip
UNMEASURED = Check(
    "custody.unmeasured", _("Everybody present is measured"), Severity.NOTE, _unmeasured, ends=Ends.OVER,
    acts="custody.measure", remedy=_("Measure whoever is left, and correct the roll-call."),
)  # fmt: skip
