"""Computing and freezing numbers, called inside the rooms' actions and by the tick; defining indicators on a page."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.declare import REPORTING, Kind, RollUp
from fengsui.ground.indicators.models import Confirmation, Defined, Pack, Slot
from fengsui.ground.indicators.queries import asked, compute, forget, indicators, slots
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from fengsui.ground.org.scope import Actor

_SLOT_LOCK = 7_302  # advisory lock: places are given out one after the other


def register_slots() -> None:
    """Give every indicator its place in the vectors. Idempotent; called at start and before tests."""
    forget()
    known = slots()
    fresh = [code for code in indicators() if code not in known]
    Slot.objects.bulk_create(
        (Slot(code=code, position=len(known) + n) for n, code in enumerate(fresh)), ignore_conflicts=True
    )
    forget()


def refresh(day: date, units: Iterable[int] | None = None, room: str = "") -> int:
    """Compute a day's numbers again, for all units or some, for all rooms or one. Return how many units have numbers.

    A register calls it in its own transaction for the unit it touched, so the screen is right at once;
    the tick calls it for the running day, so that nothing depends on registers remembering.
    """
    waiting = _waiting.get()
    if waiting is not None and units is not None:
        waiting.setdefault((day, room), set()).update(units)
        return 0
    positions = slots()
    question = asked(day, units)
    found, touched = compute(question, positions, room)
    _store(day, found, question.units, touched, len(positions))
    return len(found)


_waiting: ContextVar[dict[tuple[date, str], set[int]] | None] = ContextVar("waiting", default=None)


@contextmanager
def together() -> Iterator[None]:
    """Do at the end, once per day, the refreshing that actions inside ask for unit by unit: for imports and scenarios."""
    waiting: dict[tuple[date, str], set[int]] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for (day, room), units in waiting.items():
        refresh(day, units, room)


def _store(
    day: date, found: dict[int, dict[int, float]], units: frozenset[int] | None, touched: list[int], width: int
) -> None:
    """Write the touched places of the vectors; a place with no value now becomes missing."""
    packs = Pack.objects.filter(day=day)
    if units is not None:
        packs = packs.filter(unit__in=units)
    old = dict(packs.values_list("unit_id", "computed"))
    moment = clock.now()
    rows = []
    for unit_id in found.keys() | old.keys():
        before = np.frombuffer(bytes(old.get(unit_id, b"")), dtype="<f8")
        vector = np.full(max(width, len(before)), np.nan)  # somebody may have defined an indicator since
        vector[: len(before)] = before
        vector[touched] = np.nan
        for place, value in found.get(unit_id, {}).items():
            vector[place] = value
        rows.append(Pack(unit_id=unit_id, day=day, computed=vector.astype("<f8").tobytes(), refreshed_at=moment))
    Pack.objects.bulk_create(
        sorted(rows, key=lambda row: row.unit_id), update_conflicts=True,
        unique_fields=["day", "unit"], update_fields=["computed", "refreshed_at"],
    )  # fmt: skip


@transaction.atomic(savepoint=False)
def freeze(unit: Unit, day: date, values: dict[str, float | None]) -> None:
    """Confirm a unit's numbers of a day, as signed. A value of None is confirmed as missing."""
    positions = slots()
    vector = np.full(len(positions), np.nan)
    for code, value in values.items():
        vector[positions[code]] = np.nan if value is None else value
    body, moment = vector.astype("<f8").tobytes(), clock.now()
    Pack.objects.bulk_create(
        [Pack(unit=unit, day=day, confirmed=body, confirmed_at=moment)], update_conflicts=True,
        unique_fields=["day", "unit"], update_fields=["confirmed", "confirmed_at"],
    )  # fmt: skip
    _end_confirmation(unit, day)
    Confirmation.objects.create(unit=unit, day=day, confirmed=body, at=moment, known_at=moment)


def _end_confirmation(unit: Unit, day: date) -> None:
    Confirmation.objects.as_known().filter(unit=unit, day=day).update(replaced_at=clock.now())


@transaction.atomic
def thaw(unit: Unit, day: date) -> None:
    """Take a confirmation back: the numbers count as unconfirmed again."""
    _end_confirmation(unit, day)
    Pack.objects.filter(unit=unit, day=day).update(confirmed=b"", confirmed_at=None)


@dataclass(frozen=True)
class Definition:
    """What an indicator is to be. Empty `source`: typed in the reports of `kinds`; `units`: only these have it."""

    name: str
    measure: str = ""
    name_en: str = ""
    measure_en: str = ""
    help: str = ""
    kind: str = Kind.STOCK
    rollup: str = RollUp.SUM
    kinds: tuple[str, ...] = ()
    decimals: int = 0
    low: float | None = None
    high: float | None = None
    since: date | None = None
    source: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    units: tuple[int, ...] | None = None


@action
def define(unit: Unit, wanted: Definition, *, by: Actor) -> Defined:
    """Define an indicator that the reports of some kinds of unit ask for. All units of these kinds must be one's own."""
    scope.require(by, "indicators.define", unit)
    known = scope.units(by, "indicators.define") if isinstance(by, Person) else None
    strange = Unit.objects.existing().filter(kind__in=wanted.kinds)
    if known is not None and strange.exclude(pk__in=known.values("pk")).exists():
        raise Refused(
            "indicators.reach",
            _("Some units of this kind do not answer to you; the department or their administration can define it."),
            field="kinds",
        )
    return put(unit, wanted, by=by)


def put(unit: Unit, wanted: Definition, *, by: Actor) -> Defined:
    """Write a definition down and give it its place. Called by actions that asked for the right."""
    _check_definition(wanted)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_SLOT_LOCK])
    code = _free_code("q" if wanted.source else "d", slugify(wanted.name_en) or _initials(wanted.name))
    words = {name: getattr(wanted, name).strip() for name in ("name", "name_en", "measure", "measure_en", "help")}
    row = Defined.objects.create(
        code=code, kind=wanted.kind, rollup=wanted.rollup, kinds=sorted(set(wanted.kinds)), decimals=wanted.decimals,
        low=wanted.low, high=wanted.high, since=wanted.since or clock.today(), source=wanted.source, params=wanted.params,
        unit_ids=None if wanted.units is None else sorted(wanted.units), unit=unit, at=clock.now(),
        by=by if isinstance(by, Person) else None, **words,
    )  # fmt: skip
    register_slots()
    journal.write(
        "indicators.defined", by=by.pk, unit=unit.pk, about=row.about, name=row.name, since=row.since.isoformat()
    )
    return row


def _check_definition(wanted: Definition) -> None:
    if not wanted.name.strip():
        raise Refused("indicators.name", _("Give the indicator a name."), field="name")
    if not wanted.kinds or set(wanted.kinds) - set(REPORTING):
        raise Refused("indicators.kinds", _("Choose the kinds of unit whose reports ask for it."), field="kinds")
    if wanted.rollup not in {RollUp.SUM, RollUp.MAX}:
        raise Refused("indicators.rollup", _("It adds up as a sum or as the largest value."), field="rollup")
    if wanted.kind == Kind.RATIO and wanted.rollup == RollUp.SUM:
        raise Refused("indicators.ratio", _("Ratios are not added up; choose the largest."), field="rollup")
    if wanted.since and wanted.since < clock.today():
        raise Refused(
            "indicators.since", _("It can be asked for from today on: reports of the past stand."), field="since"
        )
    _check_thresholds(wanted.low, wanted.high)


def _check_thresholds(low: float | None, high: float | None) -> None:
    if low is not None and high is not None and low > high:
        raise Refused("indicators.thresholds", _("The lower threshold must not lie above the upper one."), field="low")


def _initials(name: str) -> str:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - its tables are large and seldom needed

    return slugify("".join(lazy_pinyin(name, style=Style.FIRST_LETTER)))


def _free_code(letter: str, slug: str) -> str:
    stem = f"{letter}.{slug[:40].strip('-') or 'n'}"
    taken = set(Slot.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(code for n in range(len(taken) + 1) if (code := f"{stem}-{n + 1}" if n else stem) not in taken)


@action
def reword(row: Defined, *, by: Actor, low: float | None, high: float | None, **words: str) -> Defined:
    """Change what is only words (name, name_en, measure, measure_en, help) and the thresholds of findings."""
    scope.require(by, "indicators.define", row.unit)
    row = Defined.objects.select_for_update().get(pk=row.pk)
    _check_definition(
        Definition(words["name"], kind=row.kind, kinds=tuple(row.kinds), low=low, high=high, rollup=row.rollup)
    )
    before = row.name
    for name in ("name", "name_en", "measure", "measure_en", "help"):
        setattr(row, name, words.get(name, getattr(row, name)).strip())
    row.low, row.high = low, high
    row.save()
    forget()
    journal.write("indicators.reworded", by=by.pk, unit=row.unit_id, about=row.about, name=row.name, before=before)
    return row


@action
def retire(row: Defined, *, by: Actor, until: date | None = None) -> Defined:
    """Ask for it no more from a day on (tomorrow). What was reported stays and is shown as before."""
    scope.require(by, "indicators.define", row.unit)
    if row.source:
        raise Refused("indicators.source", _("It is retired where it is asked: on the page of its standing question."))
    return end(row, by=by, until=until)


def end(row: Defined, *, by: Actor, until: date | None = None) -> Defined:
    """Write down from when an indicator is asked for no more. Called by actions that asked for the right."""
    row = Defined.objects.select_for_update().get(pk=row.pk)
    if row.until:
        raise Refused("indicators.retired", _("This indicator is retired already."))
    row.until = max(until or clock.today() + timedelta(days=1), row.since)
    row.save(update_fields=["until"])
    forget()
    journal.write(
        "indicators.retired", by=by.pk, unit=row.unit_id, about=row.about, name=row.name, until=row.until.isoformat()
    )
    return row
