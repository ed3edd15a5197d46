"""The record of the duty telephone: calls and what became of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from fengsui.command.incidents.models import Call, Outcome, OutcomeKind
from fengsui.ground.org.models import Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from fengsui.command.incidents.models.calls import CallQuerySet
    from fengsui.ground.org.models import Person

_NUMBER = re.compile(r"\+?\d[\d\-—()（）]{4,}\d")
_SHORT = re.compile(r"(?<!\d)\d{3,8}(?!\d)")


@dataclass(frozen=True)
class Made:
    """What a call was turned into."""

    outcome: Outcome
    url: str

    @property
    def word(self) -> str:
        return str(self.outcome.get_kind_display())


@dataclass(frozen=True)
class Rung:
    """A call as a list shows it; open: nobody has said what becomes of it."""

    call: Call
    made: list[Made]

    @property
    def is_open(self) -> bool:
        return not self.made and self.call.void_at is None

    @property
    def has_caller(self) -> bool:
        return bool(self.call.caller_sealed or self.call.number_sealed)


def calls(person: Person, query: Mapping[str, str], known: datetime | None = None) -> CallQuerySet:
    """The calls that a page or an export asks for: at which telephone, with which words; the void ones not."""
    rows = Call.objects.visible_to(person).as_known(known).select_related("unit", "caller_unit")
    if words := query.get("q", "").replace("\x00", "").strip():
        named = Q(caller_unit__name__icontains=words) | Q(caller_unit__name_en__icontains=words)
        rows = rows.filter(Q(text__icontains=words) | named)
    if code := query.get("unit", "").replace("\x00", "").strip():
        rows = rows.filter(unit__code=code)
    if query.get("state") == "open":
        rows = rows.filter(outcomes__isnull=True)
    return rows


def dress(rows: Iterable[Call], known: datetime | None = None) -> list[Rung]:
    """With what became of them: one query for all."""
    listed = list(rows)
    found: dict[object, list[Made]] = {}
    made = Outcome.objects.filter(call__in=[row.pk for row in listed]).order_by("pk")
    for outcome in made if known is None else made.filter(at__lte=known):
        found.setdefault(outcome.call_id, []).append(Made(outcome, _url(outcome)))
    return [Rung(row, found.get(row.pk, [])) for row in listed]


def _url(outcome: Outcome) -> str:
    name = {OutcomeKind.TASK.value: "tasks:task", OutcomeKind.INCIDENT.value: "incidents:incident"}.get(outcome.kind)
    return reverse(name, args=[outcome.thing]) if name else ""


def parted(typed: str) -> tuple[Unit | None, str, str]:
    """What was typed of who rings: the unit meant, the number, and the words that are neither.

    “测试监狱 0471-1234567” is a unit and a number; a name that no unit has stays words.
    """
    text = " ".join(typed.replace("\x00", "").split())
    found = _NUMBER.search(text) or _SHORT.search(text)
    number = found.group() if found else ""
    rest = " ".join(text.replace(number, " ", 1).split()).strip(" ,，、;；") if number else text
    unit = meant(text) or meant(rest)
    if unit is not None and unit == meant(text):
        number, rest = ("", "") if number in {unit.code, *unit.name.split()} or number in unit.name else (number, rest)
    return unit, number, "" if unit is not None else rest


def meant(typed: str) -> Unit | None:
    """The one standing unit of a code or name, or in whose name alone the typed words stand."""
    if not typed:
        return None
    named = Q(code=typed) | Q(name=typed) | Q(name_en__iexact=typed) | Q(short=typed)
    exact = list(Unit.objects.existing().filter(named)[:2])
    if not exact and len(typed) > 2:
        exact = list(Unit.objects.existing().filter(Q(name__icontains=typed) | Q(name_en__icontains=typed))[:2])
    return exact[0] if len(exact) == 1 else None


def of_incident(incident: UUID) -> Call | None:
    """The call from which an incident was noted."""
    row = Outcome.objects.filter(kind=OutcomeKind.INCIDENT, thing=incident).select_related("call__unit").first()
    return row.call if row else None
